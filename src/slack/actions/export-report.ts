import type { App } from '@slack/bolt';
import { InvalidInputError } from '../../errors.ts';
import { noteSentFile } from '../../outbox/owe-deleted-files.ts';
import { runReport } from '../../reports/report.ts';
import { reportCsv } from '../../reports/report-csv.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { requestFor } from '../commands/report.ts';
import { onButton } from '../listen.ts';
import { commandWords } from '../messages/scheduled-message.ts';
import { AskedReport } from '../report-buttons.ts';
import { sendFile } from '../send-file.ts';
import type { SlackDeps } from '../slack-deps.ts';

/** All rows of an answer, as a file in the direct messages of whoever asks: as they may see it, as it is now. */
export function listenToExport(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.exportReport, async ({ ctx, value, whisper }) => {
    const asked = AskedReport.parse(JSON.parse(value));
    if (ctx.actor.kind !== 'person') return;
    const { userId } = ctx.actor;
    const readAt = ctx.now();
    const answer = await runReport(ctx, requestFor(ctx, asked.name, asked.text));
    const content = reportCsv(answer);
    if (content === undefined) throw new InvalidInputError(say('There are no rows to export any more.'));
    await sendFile(deps.client, {
      userId,
      fileName: fileNameOf(answer.report, answer.period.label),
      content,
      note: async (fileId) => {
        if (answer.report === 'leads') await noteSentFile(ctx, { fileId, sentBy: userId, readAt });
      },
      comment: say('This is {command}, all rows.', { command: `\`${commandWords(asked)}\`` }),
    });
    await whisper(say('The file is in your messages with me.'));
  });
}

function fileNameOf(report: string, label: string): string {
  const words = `${report} ${label}`.normalize('NFKD').replaceAll(/[^\w]+/g, '-');
  return `${words.replaceAll(/^-|-$/g, '').toLowerCase()}.csv`;
}
