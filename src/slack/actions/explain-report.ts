import type { App } from '@slack/bolt';
import { runReport } from '../../reports/report.ts';
import { explainReport } from '../../reports/sentences/explain-report.ts';
import { ACTION } from '../action-ids.ts';
import { requestFor } from '../commands/report.ts';
import { onButton } from '../listen.ts';
import { explanationMessage } from '../messages/explanation-message.ts';
import { AskedReport } from '../report-buttons.ts';
import type { SlackDeps } from '../slack-deps.ts';

/** How an answer is counted, with its own numbers: those that the report has now, as whoever asks may see them. */
export function listenToExplain(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.explain, async ({ ctx, value, whisper }) => {
    const { name, text } = AskedReport.parse(JSON.parse(value));
    const answer = await runReport(ctx, requestFor(ctx, name, text));
    await whisper(explanationMessage(explainReport(answer), answer));
  });
}
