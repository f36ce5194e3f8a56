import {
  addDays,
  addMonths,
  daysBetween,
  type LocalDate,
  localDateOf,
  startOfLocalDay,
} from '../lib/local-date.ts';
import { type CalendarUnit, unitAround } from './calendar-units.ts';
import { type Period, previousPeriod } from './period.ts';
import { daysLabel } from './period-label.ts';

/** A period and the instant at which it was as old as another one is. */
export interface AgedPeriod {
  period: Period;
  /** Judged as of then: what happened later does not count. */
  cutAt: Date;
  /** The day after the last one that had begun then. */
  endsOn: LocalDate;
}

const NAMED_UNITS = ['week', 'month', 'quarter', 'half', 'year'] as const satisfies readonly CalendarUnit[];
const DAYS_OF_WEEKS_IN_YEAR = 364;
const WEEK_DAYS = 7;

/**
 * The period before and the one of a year ago, both at the age that this one has at `now`: as many days from the start,
 * at the same time of day. What runs up to today is compared as the whole unit that it is a part of. Days and weeks look
 * back 52 weeks, so that weekdays meet.
 */
export function comparedPeriods(given: Period, now: Date): { previous: AgedPeriod; yearAgo: AgedPeriod } {
  const period = wholeUnitOf(given);
  const { fromOn, toOn } = period;
  const length = daysBetween(fromOn, toOn);
  const isShort = length <= WEEK_DAYS;
  const agoOn = isShort ? addDays(fromOn, -DAYS_OF_WEEKS_IN_YEAR) : addMonths(fromOn, -12);
  const isWholeMonths = fromOn.endsWith('-01') && toOn.endsWith('-01');
  const before = previousPeriod(period);
  return {
    previous: atSameAge(period, periodOn(before.fromOn, before.toOn, period), now),
    yearAgo: atSameAge(
      period,
      periodOn(agoOn, isWholeMonths ? addMonths(toOn, -12) : addDays(agoOn, length), period),
      now,
    ),
  };
}

/** `month to date` is the month, as far as it has run. */
function wholeUnitOf(period: Period): Period {
  const unit = / \((week|month|quarter|half|year) to date\)$/.exec(period.label)?.[1];
  if (unit === undefined) return period;
  const { fromOn, toOn } = unitAround(unit as CalendarUnit, period.fromOn, period.fiscalYearStart);
  return periodOn(fromOn, toOn, period);
}

function periodOn(fromOn: LocalDate, toOn: LocalDate, { timeZone, fiscalYearStart }: Period): Period {
  const named = NAMED_UNITS.map((unit) => unitAround(unit, fromOn, fiscalYearStart)).find(
    (span) => span.fromOn === fromOn && span.toOn === toOn,
  );
  return {
    ...{ label: named?.label ?? daysLabel(fromOn, toOn), fromOn, toOn, timeZone, fiscalYearStart },
    from: startOfLocalDay(fromOn, timeZone),
    to: startOfLocalDay(toOn, timeZone),
  };
}

function atSameAge(young: Period, period: Period, now: Date): AgedPeriod {
  const { timeZone } = young;
  const todayOn = localDateOf(new Date(now.getTime() - 1), timeZone);
  const sinceMidnightMs = now.getTime() - startOfLocalDay(todayOn, timeZone).getTime();
  const cutOn = addDays(period.fromOn, daysBetween(young.fromOn, todayOn));
  const tomorrow = startOfLocalDay(addDays(cutOn, 1), timeZone);
  const isEndOfDay = now.getTime() === startOfLocalDay(addDays(todayOn, 1), timeZone).getTime();
  const sameTime = startOfLocalDay(cutOn, timeZone).getTime() + sinceMidnightMs;
  const cutAt = isEndOfDay ? tomorrow : new Date(Math.min(sameTime, tomorrow.getTime()));
  const endsOn = addDays(cutOn, 1);
  const last = endsOn < period.toOn ? endsOn : period.toOn;
  return { period, cutAt, endsOn: last > period.fromOn ? last : period.fromOn };
}
