import { InvalidInputError } from '../errors.ts';
import { isLocalDate } from '../lib/local-date.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { say } from '../words/say.ts';
import { FILTERS, type ReportRequest } from './report-request.ts';
import { refuseUnfitOptions } from './unfit-option.ts';

const LONGEST_LAG_DAYS = 3650;

/** @throws {InvalidInputError} naming the first argument that cannot be, or that means nothing for this report. */
export function checkRequest(request: ReportRequest): void {
  for (const [option, date] of [
    ['--as-of', request.asOf],
    ['--known-by', request.knownBy],
  ] as const) {
    if (date !== undefined && !isLocalDate(date)) {
      throw new InvalidInputError(
        say('{option} "{date}" is not a date. Write it as YYYY-MM-DD, such as 2026-03-31.', { option, date }),
      );
    }
  }
  if (request.timeZone !== undefined && !isTimeZone(request.timeZone)) {
    throw new InvalidInputError(
      say('Unknown time zone "{zone}". Use an IANA name such as Europe/Paris.', { zone: request.timeZone }),
    );
  }
  const { lagDays } = request;
  if (lagDays !== undefined && !(Number.isInteger(lagDays) && lagDays >= 0 && lagDays <= LONGEST_LAG_DAYS)) {
    throw new InvalidInputError(
      say('A lag of {lag} days cannot be used. Give whole days from 0 to {most}.', {
        ...{ lag: lagDays, most: LONGEST_LAG_DAYS },
      }),
    );
  }
  for (const name of FILTERS) {
    if (request.filters?.[name]?.trim() === '') {
      throw new InvalidInputError(
        say(
          'The filter {name} is blank. Write {name}=… with a value, or {name}=none for those without one.',
          { name },
        ),
      );
    }
  }
  for (const name of ['rep', 'reason'] as const) {
    if (request.name === 'cost' && request.filters?.[name] !== undefined) {
      throw new InvalidInputError(
        say(
          'Spend has a channel and a campaign, but {what, select, rep {no rep} other {no reason}}, so there is no cost for one. Filter by source or campaign.',
          { what: name },
        ),
      );
    }
  }
  if (request.name === 'cost' && (request.by === 'rep' || request.by === 'reason')) {
    throw new InvalidInputError(
      say(
        'Spend has a channel and a campaign, but {what, select, rep {no rep} other {no reason}}. Use --by source or --by campaign.',
        { what: request.by },
      ),
    );
  }
  refuseUnfitOptions(request);
}
