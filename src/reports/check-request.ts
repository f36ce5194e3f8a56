import { InvalidInputError } from '../errors.ts';
import { isLocalDate } from '../lib/local-date.ts';
import { isTimeZone } from '../lib/time-zone.ts';
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
        `${option} "${date}" is not a date. Write it as YYYY-MM-DD, such as 2026-03-31.`,
      );
    }
  }
  if (request.timeZone !== undefined && !isTimeZone(request.timeZone)) {
    throw new InvalidInputError(
      `Unknown time zone "${request.timeZone}". Use an IANA name such as Europe/Paris.`,
    );
  }
  const { lagDays } = request;
  if (lagDays !== undefined && !(Number.isInteger(lagDays) && lagDays >= 0 && lagDays <= LONGEST_LAG_DAYS)) {
    throw new InvalidInputError(
      `A lag of ${lagDays} days cannot be used. Give whole days from 0 to ${LONGEST_LAG_DAYS}.`,
    );
  }
  for (const name of FILTERS) {
    if (request.filters?.[name]?.trim() === '') {
      throw new InvalidInputError(
        `The filter ${name} is blank. Write ${name}=… with a value, or ${name}=none for those without one.`,
      );
    }
  }
  for (const name of ['rep', 'reason'] as const) {
    if (request.name === 'cost' && request.filters?.[name] !== undefined) {
      throw new InvalidInputError(
        `Spend has a channel and a campaign, but no ${name}, so there is no cost for one. Filter by source or campaign.`,
      );
    }
  }
  if (request.name === 'cost' && (request.by === 'rep' || request.by === 'reason')) {
    throw new InvalidInputError(
      `Spend has a channel and a campaign, but no ${request.by}. Use --by source or --by campaign.`,
    );
  }
  refuseUnfitOptions(request);
}
