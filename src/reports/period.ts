import { InvalidInputError } from '../errors.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  type LocalDate,
  localDateOf,
  startOfLocalDay,
} from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import { type DaySpan, fiscalSpanOf } from './calendar-units.ts';
import { daysLabel, monthLabel } from './period-label.ts';
import { daySpanOf } from './period-words.ts';
import { periodName } from './sentences/period-name.ts';

/** Whole local days in `timeZone`, half-open: from the start of `fromOn` up to the start of `toOn`, which is not part of it. */
export interface Period {
  label: string;
  from: Date;
  to: Date;
  timeZone: string;
  fromOn: LocalDate;
  toOn: LocalDate;
  /** By which calendar its quarters, halves and years are named. */
  fiscalYearStart: number;
}

export interface PeriodOptions {
  now: Date;
  timeZone: string;
  /** The month, from 1, in which the fiscal year starts; it is named after the calendar year in which it ends. */
  fiscalYearStart: number;
}

/**
 * Reads `q1`, `2026-q1`, `last 30 days`, `2026-01-01..2026-03-31` and their kin; blank is the current quarter.
 * Quarters, halves and years are fiscal ones, also the one that a name without a year is looked for in.
 * Throws InvalidInputError for anything else.
 */
export function parsePeriod(
  text: string | undefined,
  { now, timeZone, fiscalYearStart }: PeriodOptions,
): Period {
  const today = localDateOf(now, timeZone);
  const span = daySpanOf(text?.trim() || 'this quarter', { today, fiscalYearStart });
  return periodOf(span, timeZone, fiscalYearStart);
}

/** All that has been up to now, for what is asked about whenever it began. */
export function anyTime({ now, timeZone, fiscalYearStart }: PeriodOptions): Period {
  const toOn = addDays(localDateOf(now, timeZone), 1);
  return periodOf({ label: 'any time', fromOn: '1970-01-01', toOn }, timeZone, fiscalYearStart);
}

/** The period of the same length that ends where this one begins; whole months are answered with as many whole months. */
export function previousPeriod({ fromOn, toOn, timeZone, fiscalYearStart }: Period): Period {
  const months = wholeMonthsBetween(fromOn, toOn);
  const previousFromOn =
    months > 0 ? addMonths(fromOn, -months) : addDays(fromOn, -daysBetween(fromOn, toOn));
  const days = months === 1 ? monthLabel(previousFromOn) : daysLabel(previousFromOn, fromOn);
  const label = fiscalSpanOf(previousFromOn, fromOn, fiscalYearStart)?.label ?? days;
  return periodOf({ label, fromOn: previousFromOn, toOn: fromOn }, timeZone, fiscalYearStart);
}

function periodOf({ label, fromOn, toOn }: DaySpan, timeZone: string, fiscalYearStart: number): Period {
  const from = startOfLocalDay(fromOn, timeZone);
  const to = startOfLocalDay(toOn, timeZone);
  if (from >= to)
    throw new InvalidInputError(
      say('The period {period} holds no time in {zone}.', { period: periodName({ label }), zone: timeZone }),
    );
  return { label, from, to, timeZone, fromOn, toOn, fiscalYearStart };
}

function wholeMonthsBetween(fromOn: LocalDate, toOn: LocalDate): number {
  if (!fromOn.endsWith('-01') || !toOn.endsWith('-01')) return 0;
  const monthOf = (date: LocalDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return monthOf(toOn) - monthOf(fromOn);
}
