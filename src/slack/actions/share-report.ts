import type { App } from '@slack/bolt';
import { InvalidInputError, NotAllowedError } from '../../errors.ts';
import { runReport } from '../../reports/report.ts';
import { ACTION } from '../action-ids.ts';
import { requirePrivateToUs } from '../channels.ts';
import { isShareable, requestFor } from '../commands/report.ts';
import { onButton } from '../listen.ts';
import { context } from '../messages/message.ts';
import { reportMessage } from '../messages/report-message.ts';
import { AskedReport } from '../report-buttons.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToShare(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.share, async ({ ctx, value, channelId, post }) => {
    const { name, text } = AskedReport.parse(JSON.parse(value));
    if (!channelId) throw new InvalidInputError('Share works in a channel. Type the command there.');
    if (!isShareable(name, text))
      throw new NotAllowedError('This report names people, so it stays with you.');
    await requirePrivateToUs(deps.client, channelId);
    const { text: sentence, blocks } = reportMessage(await runReport(ctx, requestFor(ctx, name, text)));
    const who = ctx.actor.kind === 'person' ? `<@${ctx.actor.userId}>` : 'somebody';
    await post({
      text: sentence,
      blocks: [...blocks, context(`Shared by ${who} with \`/funnel ${name}\`.`)],
    });
  });
}
