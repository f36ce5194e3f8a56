import type { LocalDate } from '../../../lib/local-date.ts';
import { formatDate, formatList } from '../../../words/formats.ts';
import { say } from '../../../words/say.ts';

/** "The next days off: Fri 25 Dec 2026 and Fri 1 Jan 2027." */
export function sayHolidays(days: readonly LocalDate[]): string {
  if (days.length === 0) return say('No public holidays and no own free days: only weekends are free.');
  const format = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return say('The next days off: {days}.', { days: formatList(days.map((day) => formatDate(day, format))) });
}
