import { InvalidInputError } from '../errors.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  instantAt,
  isLocalDate,
  isoWeekday,
  localDateOf,
  startOfLocalDay,
} from '../lib/local-date.ts';
import { formatDate } from '../words/formats.ts';
import { say } from '../words/say.ts';
import { type Moment, readMoment } from './read-moment.ts';

export interface Clock {
  now: Date;
  timeZone: string;
}

interface Span {
  fromAt: Date;
  untilAt: Date;
}

const DAY_MS = 86_400_000;
const LONGEST_MS = 366 * DAY_MS;
/** A range without years that ends before this has begun already, rather than being next year's. */
const SHORT_MS = 180 * DAY_MS;
/** A day without a year that was so lately is rather a slip than next year's. */
const LATELY_DAYS = 60;
/** The day after it has no date of four figures. */
const LAST_DATE = '9999-12-30';

const NUMBERS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const DURATION =
  /^(?:for )?(?:the next )?(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten) (min|hour|day|week|month)s?$/;
const BETWEEN = /\s*(?:\.\.\.?|…|[–—]|\s-\s|\bto\b|\bthrough\b)\s*/;
const BETWEEN_AND_BACK = /\s+(?:until|till?)\s+/;

/**
 * When somebody is away, from words such as `until friday`, `for 3 days` or `24 dec to 2 jan`, in their own zone. Of a
 * range both days are included; `until` a day ends as that day begins, and `for 3 days` counts today.
 * @throws {InvalidInputError} with examples for what is not understood, has passed, or lasts longer than a year.
 */
export function readAbsence(typed: string, clock: Clock): Span {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!]$/, '')
    .replace(/^from /, '')
    .replace(/(\d{1,2}:\d{2})\s*-\s*(?=\d)/g, '$1 to ')
    .replace(/^(\d{1,2})\s*-\s*(\d{1,2}) ([a-z]+.*)$/, '$1 $3 to $2 $3')
    .replace(/\b(min|hour)(?:ute)?s?\b/g, '$1')
    .replace(/(\d)(h|hrs?)\b/g, '$1 hour');
  const span =
    lasting(text, clock) ??
    untilWords(text, clock) ??
    calendarSpan(text, clock) ??
    range(text, clock) ??
    day(text, clock);
  const shown = typed.trim().slice(0, 60);
  if (span === undefined) throw refusal(say('“{typed}” is not a time that I understand.', { typed: shown }));
  if (span.untilAt <= clock.now) throw refusal(say('“{typed}” has passed already.', { typed: shown }));
  if (!(span.fromAt < span.untilAt)) throw refusal(say('“{typed}” ends before it begins.', { typed: shown }));
  if (span.fromAt.getTime() - clock.now.getTime() > LONGEST_MS)
    throw refusal(say('“{typed}” begins more than a year from now.', { typed: shown }));
  if (span.untilAt.getTime() - span.fromAt.getTime() > LONGEST_MS)
    throw refusal(say('“{typed}” is longer than a year.', { typed: shown }));
  return { fromAt: span.fromAt > clock.now ? span.fromAt : clock.now, untilAt: span.untilAt };
}

function lasting(text: string, { now, timeZone }: Clock): Span | undefined {
  const [, amount = '', unit] = DURATION.exec(text) ?? [];
  if (unit === undefined) return undefined;
  const count = /^\d/.test(amount) ? Number(amount) : Math.max(1, NUMBERS.indexOf(amount));
  const today = localDateOf(now, timeZone);
  switch (unit) {
    case 'min':
    case 'hour':
      return {
        fromAt: now,
        untilAt: new Date(
          now.getTime() + Math.min(count * (unit === 'min' ? 60_000 : 3_600_000), LONGEST_MS + DAY_MS),
        ),
      };
    case 'month':
      return { fromAt: now, untilAt: startOfLocalDay(addMonths(today, Math.min(count, 99)), timeZone) };
    default: {
      const days = Math.min(count, 999) * (unit === 'week' ? 7 : 1);
      return { fromAt: now, untilAt: startOfLocalDay(addDays(today, days), timeZone) };
    }
  }
}

function untilWords(text: string, clock: Clock): Span | undefined {
  const [, end] = /^(?:until|till?) (.+)$/.exec(text) ?? [];
  if (end === undefined) return undefined;
  const [, whole] = /^(?:the )?end of (?:the |this )?(.+)$/.exec(end) ?? [];
  const untilAt = whole
    ? endOfWhole(whole, clock)
    : (calendarSpan(end, clock)?.fromAt ?? beginningOf(aheadOf(end, clock), clock));
  return untilAt && { fromAt: clock.now, untilAt };
}

function endOfWhole(text: string, clock: Clock): Date | undefined {
  if (text === 'month') return calendarSpan('next month', clock)?.fromAt;
  return (
    calendarSpan(text === 'week' ? 'this week' : text, clock)?.untilAt ?? endOf(aheadOf(text, clock), clock)
  );
}

function calendarSpan(text: string, { now, timeZone }: Clock): Span | undefined {
  const today = localDateOf(now, timeZone);
  const monday = addDays(today, 1 - isoWeekday(today));
  const firstOfNextMonth = `${addMonths(today, 1).slice(0, 8)}01`;
  const between = (from: string, to: string): Span => ({
    fromAt: startOfLocalDay(from, timeZone),
    untilAt: startOfLocalDay(to, timeZone),
  });
  if (/^(this week|(the )?rest of (the|this) week)$/.test(text)) return between(today, addDays(monday, 7));
  if (text === 'next week') return between(addDays(monday, 7), addDays(monday, 14));
  if (text === 'next month') return between(firstOfNextMonth, addMonths(firstOfNextMonth, 1));
  return undefined;
}

function range(text: string, clock: Clock): Span | undefined {
  const withBack = text.split(BETWEEN_AND_BACK);
  const [first, last, ...more] = withBack.length === 2 ? withBack : text.split(BETWEEN);
  if (!first || !last || more.length > 0) return undefined;
  const start = readMoment(first, clock);
  if (start === undefined) return undefined;
  const spanFrom = (from: Moment): Span | undefined => {
    const fromAt = beginningOf(from, clock);
    const end = readMoment(last, clock, from.date);
    const untilAt = withBack.length === 2 ? beginningOf(end, clock) : endOf(end, clock);
    return fromAt && untilAt && { fromAt, untilAt };
  };
  const begun = start.isYearGuessed && spanFrom({ ...start, date: addMonths(start.date, -12) });
  const isBegun =
    begun && begun.untilAt > clock.now && begun.untilAt.getTime() - begun.fromAt.getTime() < SHORT_MS;
  if (isBegun) return begun;
  requireNotLately(start, clock);
  const ahead = spanFrom(start);
  const isLong = ahead && ahead.untilAt.getTime() - ahead.fromAt.getTime() >= SHORT_MS;
  if (isLong) requireNotLately(readMoment(last, clock, start.date), clock);
  return ahead;
}

function day(text: string, clock: Clock): Span | undefined {
  const moment = aheadOf(text, clock);
  if (moment === undefined || moment.time !== undefined) return undefined;
  const fromAt = beginningOf(moment, clock);
  const untilAt = endOf(moment, clock);
  return fromAt && untilAt && { fromAt, untilAt };
}

function aheadOf(text: string, clock: Clock): Moment | undefined {
  const moment = readMoment(text, clock);
  requireNotLately(moment, clock);
  return moment;
}

function requireNotLately(moment: Moment | undefined, { now, timeZone }: Clock): void {
  if (!moment?.isYearGuessed) return;
  const today = localDateOf(now, timeZone);
  const year = Number(today.slice(0, 4));
  const isLately = [year, year - 1]
    .map((each) => `${each}${moment.date.slice(4)}`)
    .some((date) => isLocalDate(date) && date < today && daysBetween(date, today) <= LATELY_DAYS);
  if (!isLately) return;
  // The example is to be typed, so its month is an English one.
  const typed = new Date(`${moment.date}T00:00:00Z`).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
  });
  throw new InvalidInputError(
    say('{day} has passed; add the year if you mean next year, as in {example}.', {
      day: formatDate(moment.date, { day: 'numeric', month: 'short' }),
      example: `${typed} ${moment.date.slice(0, 4)}`,
    }),
  );
}

function beginningOf(moment: Moment | undefined, { timeZone }: Clock): Date | undefined {
  return moment && instantAt(dateOf(moment), moment.time ?? '00:00', timeZone);
}

/** A day is included, a time of day is when it ends. */
function endOf(moment: Moment | undefined, { timeZone }: Clock): Date | undefined {
  return moment && instantAt(dateOf(moment), moment.time ?? '24:00', timeZone);
}

function dateOf({ date }: Moment): string {
  return date > LAST_DATE ? LAST_DATE : date;
}

function refusal(fault: string): InvalidInputError {
  const examples = say(
    'Write it like `until friday`, `tomorrow`, `for 3 days`, `until 14:00`, `24 dec to 2 jan` or `2026-12-24..2027-01-02`.',
  );
  return new InvalidInputError(`${fault} ${examples}`);
}
