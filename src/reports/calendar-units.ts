import { InvalidInputError } from '../errors.ts';
import { addDays, addMonths, daysBetween, isoWeekday, type LocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import { dayLabel, daysLabel, monthLabel } from './period-label.ts';

/** Local days from `fromOn` up to, but without, `toOn`, named as a manager says it. */
export interface DaySpan {
  label: string;
  fromOn: LocalDate;
  toOn: LocalDate;
}

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';
type FiscalUnit = keyof typeof monthsOf;

const monthsOf = { quarter: 3, half: 6, year: 12 } as const;
const FISCAL_UNITS = ['quarter', 'half', 'year'] as const satisfies readonly FiscalUnit[];
const letterOf = { quarter: 'Q', half: 'H', year: '' } as const;

/** The unit that contains `date`; weeks begin on Monday, quarters, halves and years are those of the fiscal year. */
export function unitAround(unit: CalendarUnit, date: LocalDate, fiscalYearStart: number): DaySpan {
  switch (unit) {
    case 'day':
      return { label: dayLabel(date), fromOn: date, toOn: addDays(date, 1) };
    case 'week':
      return weekFrom(addDays(date, 1 - isoWeekday(date)));
    case 'month':
      return monthFrom(`${date.slice(0, 7)}-01`);
    default: {
      const months = (Number(date.slice(5, 7)) - fiscalYearStart + 12) % 12;
      return fiscalSpan(
        unit,
        fiscalYearOf(date, fiscalYearStart),
        Math.floor(months / monthsOf[unit]) + 1,
        fiscalYearStart,
      );
    }
  }
}

/** The `number`th quarter or half (from 1) of a fiscal year, or the whole year as its only part. */
export function fiscalSpan(unit: FiscalUnit, year: number, number: number, fiscalYearStart: number): DaySpan {
  const fromOn = addMonths(fiscalYearFirstOn(year, fiscalYearStart), (number - 1) * monthsOf[unit]);
  const toOn = addMonths(fromOn, monthsOf[unit]);
  const part = unit === 'year' ? '' : `${letterOf[unit]}${number}`;
  const label =
    fiscalYearStart === 1
      ? `${part} ${year}`.trim()
      : `${`FY${year} ${part}`.trim()} (${daysLabel(fromOn, toOn)})`;
  return { label, fromOn, toOn };
}

/** The quarter, half or year of the fiscal calendar that these days are, if they are exactly one. */
export function fiscalSpanOf(
  fromOn: LocalDate,
  toOn: LocalDate,
  fiscalYearStart: number,
): DaySpan | undefined {
  return FISCAL_UNITS.map((unit) => unitAround(unit, fromOn, fiscalYearStart)).find(
    (span) => span.fromOn === fromOn && span.toOn === toOn,
  );
}

/** The month (1 to 12) as it occurs in a fiscal year. */
export function monthOfFiscalYear(year: number, month: number, fiscalYearStart: number): DaySpan {
  return monthFrom(addMonths(fiscalYearFirstOn(year, fiscalYearStart), (month - fiscalYearStart + 12) % 12));
}

/** Named after the calendar year in which it ends. */
export function fiscalYearOf(date: LocalDate, fiscalYearStart: number): number {
  const year = Number(date.slice(0, 4));
  return fiscalYearStart > 1 && Number(date.slice(5, 7)) >= fiscalYearStart ? year + 1 : year;
}

/** An ISO 8601 week. Throws InvalidInputError for week 53 of a year that has 52. */
export function isoWeek(year: number, week: number): DaySpan {
  const firstThursdayWeekOn = `${year}-01-04`;
  const mondayOn = addDays(firstThursdayWeekOn, 1 - isoWeekday(firstThursdayWeekOn) + (week - 1) * 7);
  if (isoYearOf(mondayOn) !== year) {
    const last = isoYearOf(addDays(`${year}-12-31`, 1 - isoWeekday(`${year}-12-31`))) === year ? 53 : 52;
    throw new InvalidInputError(
      say('There is no week {week} in {year}; its weeks are 1 to {last}.', {
        week,
        year: String(year),
        last,
      }),
    );
  }
  return weekFrom(mondayOn);
}

export function monthFrom(fromOn: LocalDate): DaySpan {
  return { label: monthLabel(fromOn), fromOn, toOn: addMonths(fromOn, 1) };
}

function weekFrom(mondayOn: LocalDate): DaySpan {
  const year = isoYearOf(mondayOn);
  const week = Math.floor(daysBetween(`${year}-01-01`, addDays(mondayOn, 3)) / 7) + 1;
  const toOn = addDays(mondayOn, 7);
  return { label: `Week ${week} ${year} (${daysLabel(mondayOn, toOn)})`, fromOn: mondayOn, toOn };
}

function isoYearOf(mondayOn: LocalDate): number {
  return Number(addDays(mondayOn, 3).slice(0, 4));
}

function fiscalYearFirstOn(year: number, fiscalYearStart: number): LocalDate {
  const calendarYear = fiscalYearStart === 1 ? year : year - 1;
  return `${calendarYear}-${String(fiscalYearStart).padStart(2, '0')}-01`;
}
