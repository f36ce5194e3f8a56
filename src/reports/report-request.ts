import type { LocalDate } from '../lib/local-date.ts';
import type { Stage } from '../vocabulary.ts';
import type { LeadsPage } from './leads-page.ts';

export const REPORT_NAMES = [
  'summary',
  'pass-rate',
  'velocity',
  'cost',
  'waste',
  'reps',
  'sources',
  'reasons',
  'goal',
  'leads',
] as const;

export type ReportName = (typeof REPORT_NAMES)[number];

/** Beside these a channel or a manager reads how it was before, unless that is not wanted. */
export const COMPARED_REPORTS: ReadonlySet<ReportName> = new Set([
  'summary',
  'pass-rate',
  'velocity',
  'waste',
  'cost',
]);

export const BREAKDOWNS = ['source', 'campaign', 'rep', 'reason'] as const;

export type Breakdown = (typeof BREAKDOWNS)[number];

/** What `leads` lists instead of entries: MQLs that nobody has decided, or that were not decided in time. */
export const LEAD_LISTS = ['open', 'wasted'] as const;

export type LeadList = (typeof LEAD_LISTS)[number];

/** What the handoffs of a report may be restricted to. */
export const FILTERS = ['source', 'campaign', 'rep', 'reason'] as const;

/** Values are compared whatever their case, without the blanks around them; null asks for those without one. */
export type ReportFilters = { [Name in (typeof FILTERS)[number]]?: string | null | undefined };

/** Another promise to judge by than the stored one. */
export interface SlaArgument {
  /** `24h`, `90m` or `2d`; a day is a working day unless the wall clock counts. */
  promise: string;
  wallClock?: boolean | undefined;
  /** Working hours such as `Mon-Fri 09:00-18:00`; absent: those of the stored policy. */
  hours?: string | undefined;
}

export interface ReportRequest {
  name: ReportName;
  /** `2026-q1`, `last 30 days` …; absent: the current quarter. */
  period?: string | undefined;
  by?: Breakdown | undefined;
  /** What had happened by the end of this date. */
  asOf?: LocalDate | undefined;
  /** What we had learnt by the end of this date. */
  knownBy?: LocalDate | undefined;
  /** Absent: the workspace's. */
  timeZone?: string | undefined;
  /** Count leads instead of handoffs. */
  distinct?: boolean | undefined;
  sla?: SlaArgument | undefined;
  /** Fixed lag of the advanced cost; absent: measured. */
  lagDays?: number | undefined;
  /** For `leads`: entries into this stage instead of accepted handoffs. */
  stage?: Stage | undefined;
  /** For `leads`: another list. Without a period, `open` is about all that are. */
  list?: LeadList | undefined;
  /** For `leads`: so many of them, the newest first. Absent: all, the oldest first. */
  page?: LeadsPage | undefined;
  /** `rep` is a name, an e-mail address, a Slack user id or a mention. */
  filters?: ReportFilters | undefined;
  /** Beside the figures those of the period before and of a year ago, at the same age. Reports without totals have none. */
  compare?: boolean | undefined;
  /** For `reps`: only the row of one rep, below the totals of all. */
  only?: { repId?: string | undefined } | undefined;
  /** Money in `summary`, `sources` and `waste`: false for readers who may not see it. Default true. */
  withCost?: boolean | undefined;
}
