import { localDateOf } from '../../lib/local-date.ts';
import { formatDay } from '../period-label.ts';
import type { ReportHeader } from '../report-header.ts';
import { FILTERS, type ReportName } from '../report-request.ts';
import { rowsElsewhere } from '../unfit-option.ts';
import { formatInstant } from './words.ts';

/** Of which leads the answer speaks, and when and where its days begin: for the end of it. */
export function scopeSentence(header: ReportHeader<ReportName>): string {
  const { report, period, asOf, knownBy, distinct, by } = header;
  const elsewhere = by && rowsElsewhere(report, by);
  const restriction = filterText(header);
  const known = knownBy === undefined ? '' : `, known by the end of ${formatDay(knownBy)}`;
  return [
    ...(restriction === '' ? [] : [`Only ${restriction}.`]),
    ...(elsewhere ? [`There are no rows by ${by} here; ${elsewhere} have them.`] : []),
    ...(distinct ? ['Leads are counted, not handoffs.'] : []),
    `Days in ${period.timeZone}; as of ${instantText(asOf, period.timeZone)}${known}.`,
  ].join(' ');
}

/** `source webinar, rep Ada`; blank without filters. */
export function filterText({ filters = {} }: Pick<ReportHeader<ReportName>, 'filters'>): string {
  const { repName } = filters;
  return FILTERS.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    if (value === null) return [`without a ${name}`];
    return [`${name} ${name === 'rep' ? (repName ?? value) : value}`];
  }).join(', ');
}

/** The end of a day by its name, another instant by its time. */
export function instantText(iso: string, timeZone: string): string {
  const day = formatDay(localDateOf(new Date(Date.parse(iso) - 1), timeZone));
  const text = formatInstant(iso, timeZone);
  return text.endsWith(' 00:00') ? `the end of ${day}` : text;
}
