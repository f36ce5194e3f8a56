import type { Comparison } from './comparison.ts';
import type { EchoedFilters } from './filters.ts';
import type { Breakdown, ReportName } from './report-request.ts';
import type { Trend } from './trend.ts';

/** Of what, of when. Instants are ISO 8601 in UTC; `to` is not part of the period. */
export interface ReportHeader<Name extends ReportName> {
  report: Name;
  period: { label: string; from: string; to: string; timeZone: string };
  /** The instant judged at: the current one, or the end of the `--as-of` date. */
  asOf: string;
  /** What the rows are about, where a breakdown was asked for. */
  by?: Breakdown;
  /** By month or quarter, where the period is longer than a month. */
  trend?: Trend;
  /** What had been learnt by the end of this date. */
  knownBy?: string;
  /** Leads are counted instead of handoffs. */
  distinct?: true;
  /** Where it is asked for. */
  comparison?: Comparison;
  /** What the figures are restricted to, if anything; null is for those without a value. `rep` is a key, not a name. */
  filters?: EchoedFilters;
  /** With rows by rep: what the keys are called. */
  repNames?: Record<string, string>;
}
