import { addDays, dayNumberOf, type LocalDate, localDateOf } from '../lib/local-date.ts';
import { parseHolidays } from './holiday-dates.ts';
import { holidayRegionNamed, regionHolidays } from './holidays.ts';

const MOST = 4;
const DAY_ZERO = '1970-01-01';

/** The next days on which a team with this calendar does not work, besides its weekends: own ones and public ones. */
export function nextHolidays(
  { timeZone, holidayRegion, holidays }: { timeZone: string; holidayRegion: string; holidays: string },
  now: Date,
): LocalDate[] {
  const today = localDateOf(now, timeZone);
  const region = holidayRegion === '' ? undefined : holidayRegionNamed(holidayRegion);
  const year = Number(today.slice(0, 4));
  const open = region ? [year, year + 1].flatMap((each) => [...regionHolidays(region, each)]) : [];
  const days = new Set([...open, ...parseHolidays(holidays).map(dayNumberOf)]);
  return [...days]
    .filter((day) => day >= dayNumberOf(today))
    .sort((a, b) => a - b)
    .slice(0, MOST)
    .map((day) => addDays(DAY_ZERO, day));
}
