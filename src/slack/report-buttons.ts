import { z } from 'zod';
import type { Context } from '../context.ts';
import { REPORT_NAMES } from '../reports/report-request.ts';
import type { ReportButtons } from './messages/report-message.ts';

/** What a button under an answer carries: enough to answer again, as whoever presses it may see it. */
export const AskedReport = z.object({ name: z.enum(REPORT_NAMES), text: z.string() });
export type AskedReport = z.infer<typeof AskedReport>;

/** The same with the lead beside which a page begins. */
export const AskedPage = AskedReport.extend({
  from: z.object({
    towards: z.enum(['newer', 'older']),
    enteredAt: z.iso.datetime(),
    leadId: z.string(),
    mqlAt: z.iso.datetime(),
  }),
});

/** Slack takes 2,000 characters in a button; some are kept for the lead at which a page begins. */
const LONGEST_VALUE = 1500;

/** What this reader may do with the answer; nothing where what was typed is too long to be carried. */
export function reportButtons(
  ctx: Context,
  asked: AskedReport,
  isShareable: boolean,
): ReportButtons | undefined {
  if (JSON.stringify(asked).length > LONGEST_VALUE) return undefined;
  const isManager = ctx.actor.kind === 'person' && ctx.actor.isManager;
  return { asked, share: isShareable, schedule: isManager };
}
