import type { ReportName } from './report-request.ts';

/** Of what, of when. Instants are ISO 8601 in UTC; `to` is not part of the period. */
export interface ReportHeader<Name extends ReportName> {
  report: Name;
  period: { label: string; from: string; to: string; timeZone: string };
  /** The instant judged at: the current one, or the end of the `--as-of` date. */
  asOf: string;
  /** With rows by rep: what the keys are called. */
  repNames?: Record<string, string>;
}
