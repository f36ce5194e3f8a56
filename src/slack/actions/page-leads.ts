import type { App } from '@slack/bolt';
import { runReport } from '../../reports/report.ts';
import { ACTION } from '../action-ids.ts';
import { isShareable, requestFor } from '../commands/report.ts';
import { onButton } from '../listen.ts';
import { LEADS_A_PAGE, reportMessage } from '../messages/report-message.ts';
import { AskedPage, reportButtons } from '../report-buttons.ts';
import type { SlackDeps } from '../slack-deps.ts';

/** Newer and older leads take the place of the page that is shown. */
export function listenToPageLeads(app: App, deps: SlackDeps): void {
  for (const action of [ACTION.newerLeads, ACTION.olderLeads]) {
    onButton(app, deps, action, async ({ ctx, value, replace }) => {
      const { from, ...asked } = AskedPage.parse(JSON.parse(value));
      const { name, text } = asked;
      const page = { size: LEADS_A_PAGE, from };
      const answer = await runReport(ctx, { ...requestFor(ctx, name, text), page });
      await replace(reportMessage(answer, reportButtons(ctx, asked, isShareable(name, text))));
    });
  }
}
