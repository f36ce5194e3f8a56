import type { ReportName } from '../../reports/report-request.ts';

/** What the reports are called, above an answer and in forms. */
export const REPORT_TITLES: Record<ReportName, string> = {
  summary: 'Funnel summary',
  'pass-rate': 'Pass rate',
  velocity: 'Velocity',
  cost: 'Cost per SQL',
  waste: 'Waste',
  reps: 'Reps',
  sources: 'Sources',
  reasons: 'Reasons for rejection',
  goal: 'Goal',
  leads: 'Leads',
};
