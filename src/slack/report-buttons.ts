import { z } from 'zod';
import type { Context } from '../context.ts';
import { REPORT_NAMES } from '../reports/report-request.ts';
import type { ReportButtons } from './messages/report-message.ts';

/** What a button under an answer carries: enough to answer again, as whoever presses it may see it. */
export const AskedReport = z.object({ name: z.enum(REPORT_NAMES), text: z.string() });
export type AskedReport = z.infer<typeof AskedReport>;

/** As much as Slack takes in a button. */
const LONGEST_VALUE = 2000;

/** What this reader may do with the answer; nothing where what was typed is too long to be carried. */
export function reportButtons(
  ctx: Context,
  { name, text }: AskedReport,
  isShareable: boolean,
): ReportButtons | undefined {
  const asked = JSON.stringify({ name, text });
  if (asked.length > LONGEST_VALUE) return undefined;
  const isManager = ctx.actor.kind === 'person' && ctx.actor.isManager;
  return { asked, share: isShareable, schedule: isManager };
}
