import type { App } from '@slack/bolt';
import type { Actor } from '../../context.ts';
import { InvalidInputError, NotAllowedError } from '../../errors.ts';
import { type ReportAnswer, runReport } from '../../reports/report.ts';
import { readerVoice } from '../../team/reader-voice.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { speaking } from '../../words/voice.ts';
import { ACTION } from '../action-ids.ts';
import { requirePrivateToUs } from '../channels.ts';
import { isShareable, requestFor } from '../commands/report.ts';
import { onButton } from '../listen.ts';
import { context, type Message } from '../messages/message.ts';
import { reportMessage } from '../messages/report-message.ts';
import { AskedReport } from '../report-buttons.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToShare(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.share, async ({ ctx, value, channelId, post }) => {
    const { name, text } = AskedReport.parse(JSON.parse(value));
    if (!channelId) throw new InvalidInputError(say('Share works in a channel. Type the command there.'));
    if (!isShareable(name, text))
      throw new NotAllowedError(say('This report names people, so it stays with you.'));
    await requirePrivateToUs(deps.client, channelId);
    const answer = await runReport(ctx, requestFor(ctx, name, text));
    const forAll = readerVoice(await getWorkspace(ctx));
    await post(speaking(forAll, () => sharedMessage(answer, ctx.actor)));
  });
}

function sharedMessage(answer: ReportAnswer, actor: Actor): Message {
  const { text, blocks } = reportMessage(answer);
  const command = `\`/funnel ${answer.report}\``;
  const shared =
    actor.kind === 'person'
      ? say('Shared by {who} with {command}.', { who: `<@${actor.userId}>`, command })
      : say('Shared with {command}.', { command });
  return { text, blocks: [...blocks, context(shared)] };
}
