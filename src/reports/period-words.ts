import { InvalidInputError } from '../errors.ts';
import { addDays, isLocalDate, type LocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import {
  type CalendarUnit,
  type DaySpan,
  fiscalSpan,
  fiscalYearOf,
  isoWeek,
  monthFrom,
  monthOfFiscalYear,
  unitAround,
} from './calendar-units.ts';
import { dayLabel, daysLabel } from './period-label.ts';

/** What relative words are relative to. */
interface ReferenceDay {
  today: LocalDate;
  fiscalYearStart: number;
}

type Reader = (words: string, reference: ReferenceDay) => DaySpan | undefined;

const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const units: Record<string, CalendarUnit> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  half: 'half',
  year: 'year',
};
const toDateUnits: Record<string, CalendarUnit> = {
  w: 'week',
  m: 'month',
  q: 'quarter',
  h: 'half',
  y: 'year',
};

const readers: readonly Reader[] = [
  readDay,
  readUnit,
  readToDate,
  readLastDays,
  readPartOfYear,
  readYear,
  readWeek,
  readNumberedMonth,
  readNamedMonth,
];

/** The days that `text` names, seen from the reference day. Throws InvalidInputError naming the text, with examples. */
export function daySpanOf(text: string, reference: ReferenceDay): DaySpan {
  const range = /^(.+?)\s*(?:\.{2,3}|…|\sto\s(?!date))\s*(.+)$/i.exec(text.replace(/\s+/g, ' '));
  const [, first = text, last] = range ?? [];
  if (last === undefined) return readSpan(first, text, reference);
  const { fromOn } = readSpan(first, text, reference);
  const { toOn } = readSpan(last, text, reference);
  if (fromOn >= toOn)
    throw new InvalidInputError(say('The period "{period}" ends before it begins.', { period: text }));
  return { label: daysLabel(fromOn, toOn), fromOn, toOn };
}

function readSpan(text: string, whole: string, reference: ReferenceDay): DaySpan {
  const words = text
    .toLowerCase()
    .replace(/[\s_‐-―-]+/g, ' ')
    .replace(/\bfiscal /g, '')
    .replace(/\bhalf year\b/g, 'half')
    .trim();
  for (const read of readers) {
    const span = read(words, reference);
    if (span !== undefined) return span;
  }
  const fault = say('"{text}" is not a period.', { text: whole.slice(0, 80) });
  throw new InvalidInputError(`${fault} ${examples()}`);
}

function readDay(words: string, { today }: ReferenceDay): DaySpan | undefined {
  const [, year, month, day] = /^(\d{4}) (\d{2}) (\d{2})$/.exec(words) ?? [];
  if (year !== undefined) {
    const date = `${year}-${month}-${day}`;
    if (!isLocalDate(date) || !isSupportedYear(year))
      throw new InvalidInputError(`${say('There is no day {date}.', { date })} ${examples()}`);
    return dayFrom(date);
  }
  if (words === 'today') return dayFrom(today);
  return words === 'yesterday' ? dayFrom(addDays(today, -1)) : undefined;
}

function readUnit(words: string, { today, fiscalYearStart }: ReferenceDay): DaySpan | undefined {
  const [, which = 'this', name = ''] =
    /^(?:(this|current|last|previous|past) )?(day|week|month|quarter|half|year)$/.exec(words) ?? [];
  const unit = units[name];
  if (unit === undefined) return undefined;
  const current = unitAround(unit, today, fiscalYearStart);
  if (which === 'this' || which === 'current') return current;
  return unitAround(unit, addDays(current.fromOn, -1), fiscalYearStart);
}

function readToDate(words: string, { today, fiscalYearStart }: ReferenceDay): DaySpan | undefined {
  const [, name, letter = ''] = /^(?:(week|month|quarter|half|year) to date|([wmqhy])td)$/.exec(words) ?? [];
  const unit = name === undefined ? toDateUnits[letter] : units[name];
  if (unit === undefined) return undefined;
  const { fromOn } = unitAround(unit, today, fiscalYearStart);
  const toOn = addDays(today, 1);
  return { label: `${daysLabel(fromOn, toOn)} (${unit} to date)`, fromOn, toOn };
}

function readLastDays(words: string, { today }: ReferenceDay): DaySpan | undefined {
  const [, count] = /^(?:(?:last|past) )?([1-9]\d{0,3}) ?d(?:ays?)?$/.exec(words) ?? [];
  if (count === undefined) return undefined;
  const toOn = addDays(today, 1);
  const fromOn = addDays(toOn, -Number(count));
  const name = count === '1' ? 'Last day' : `Last ${count} days`;
  return { label: `${name}, today included (${daysLabel(fromOn, toOn)})`, fromOn, toOn };
}

function readPartOfYear(words: string, { today, fiscalYearStart }: ReferenceDay): DaySpan | undefined {
  const [, before, letter, digit, after] =
    /^(?:(?:fy ?)?(\d{4}) ?)?(?:(q(?=[1-4])|h(?=[12]))(\d))(?: ?(?:fy ?)?(\d{4}))?$/.exec(words) ?? [];
  if (letter === undefined || (before !== undefined && after !== undefined)) return undefined;
  const year = before ?? after ?? String(fiscalYearOf(today, fiscalYearStart));
  if (!isSupportedYear(year)) return undefined;
  return fiscalSpan(letter === 'q' ? 'quarter' : 'half', Number(year), Number(digit), fiscalYearStart);
}

function readYear(words: string, { fiscalYearStart }: ReferenceDay): DaySpan | undefined {
  const [, year] = /^(?:fy ?)?(\d{4})$/.exec(words) ?? [];
  return isSupportedYear(year) ? fiscalSpan('year', Number(year), 1, fiscalYearStart) : undefined;
}

function readWeek(words: string, { today }: ReferenceDay): DaySpan | undefined {
  const [, before, week, after] = /^(?:(\d{4}) ?)?w(?:eek)? ?(\d{1,2})(?: (\d{4}))?$/.exec(words) ?? [];
  if (week === undefined || (before !== undefined && after !== undefined)) return undefined;
  const thursdayOn = addDays(unitAround('week', today, 1).fromOn, 3);
  const year = before ?? after ?? thursdayOn.slice(0, 4);
  return isSupportedYear(year) ? isoWeek(Number(year), Number(week)) : undefined;
}

function readNumberedMonth(words: string): DaySpan | undefined {
  const [, year, month] = /^(\d{4}) (0?[1-9]|1[0-2])$/.exec(words) ?? [];
  return isSupportedYear(year) ? monthFrom(`${year}-${month?.padStart(2, '0')}-01`) : undefined;
}

function readNamedMonth(words: string, { today, fiscalYearStart }: ReferenceDay): DaySpan | undefined {
  const [, before, name, after] = /^(?:(\d{4}) )?([a-z]{3,9})(?: (\d{4}))?$/.exec(words) ?? [];
  if (name === undefined || (before !== undefined && after !== undefined)) return undefined;
  const month = monthNames.findIndex((monthName) => monthName.startsWith(name)) + 1;
  if (month === 0) return undefined;
  const year = before ?? after;
  if (year === undefined)
    return monthOfFiscalYear(fiscalYearOf(today, fiscalYearStart), month, fiscalYearStart);
  return isSupportedYear(year) ? monthFrom(`${year}-${String(month).padStart(2, '0')}-01`) : undefined;
}

function examples(): string {
  return say(
    'Try q1, 2026-q1, h1, 2026, 2026-01, jan 2026, 2026-w05, this month, last quarter, last 30 days, month to date, 2026-01-05 or 2026-01-01..2026-03-31.',
  );
}

function dayFrom(date: LocalDate): DaySpan {
  return { label: dayLabel(date), fromOn: date, toOn: addDays(date, 1) };
}

function isSupportedYear(year: string | undefined): year is string {
  return year !== undefined && /^(19|20|21)\d\d$/.test(year);
}
