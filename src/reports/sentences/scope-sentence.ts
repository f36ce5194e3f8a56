import { localDateOf } from '../../lib/local-date.ts';
import { say } from '../../words/say.ts';
import type { ReportHeader } from '../report-header.ts';
import { type Breakdown, FILTERS, type ReportName } from '../report-request.ts';
import { rowsElsewhere } from '../unfit-option.ts';
import { formatDay, formatInstant, timeOfDay } from './dates.ts';
import { withoutOne } from './reasons-sentences.ts';
import { listed } from './words.ts';

/** Of which leads the answer speaks, and when and where its days begin: for the end of it. */
export function scopeSentence(header: ReportHeader<ReportName>): string {
  const { report, period, asOf, knownBy, distinct, by } = header;
  const elsewhere = by && rowsElsewhere(report, by);
  const restriction = filterText(header);
  const scope = { zone: period.timeZone, asOf: instantText(asOf, period.timeZone) };
  return [
    ...(restriction === '' ? [] : [say('Only {restriction}.', { restriction })]),
    ...(by && elsewhere ? [noRowsSentence(by, elsewhere)] : []),
    ...(distinct ? [say('Leads are counted, not handoffs.')] : []),
    knownBy === undefined
      ? say('Days in {zone}; as of {asOf}.', scope)
      : say('Days in {zone}; as of {asOf}, known by the end of {day}.', {
          ...scope,
          day: formatDay(knownBy),
        }),
  ].join(' ');
}

/** `source webinar, rep Ada`; blank without filters. */
export function filterText({ filters = {} }: Pick<ReportHeader<ReportName>, 'filters'>): string {
  const { repName } = filters;
  return listed(
    FILTERS.flatMap((name) => {
      const value = filters[name];
      if (value === undefined) return [];
      if (value === null) return [withoutOne(name)];
      return [restrictedTo(name, name === 'rep' ? (repName ?? value) : value)];
    }),
  );
}

function restrictedTo(by: Breakdown, value: string): string {
  switch (by) {
    case 'source':
      return say('source {value}', { value });
    case 'campaign':
      return say('campaign {value}', { value });
    case 'rep':
      return say('rep {value}', { value });
    case 'reason':
      return say('reason {value}', { value });
  }
}

/** `reports`: those that have such rows, by the words that one types. */
function noRowsSentence(by: Breakdown, reports: string): string {
  switch (by) {
    case 'source':
      return say('There are no rows by source here; {reports} have them.', { reports });
    case 'campaign':
      return say('There are no rows by campaign here; {reports} have them.', { reports });
    case 'rep':
      return say('There are no rows by rep here; {reports} have them.', { reports });
    case 'reason':
      return say('There are no rows by reason here; {reports} have them.', { reports });
  }
}

/** The end of a day by its name, another instant by its time. */
export function instantText(iso: string, timeZone: string): string {
  if (timeOfDay(new Date(iso), timeZone) !== '00:00') return formatInstant(iso, timeZone);
  const day = formatDay(localDateOf(new Date(Date.parse(iso) - 1), timeZone));
  return say('the end of {day}', { day });
}
