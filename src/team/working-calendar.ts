import { z } from 'zod';
import { InvalidInputError } from '../errors.ts';
import { dayNumberOf, isLocalDate } from '../lib/local-date.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import type { WorkingHours } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { MOST_FREE_DAYS } from './holiday-dates.ts';
import { holidayRegionFault, isHolidayRegion } from './holidays.ts';
import { msOfDay, type WorkingRules } from './working-windows.ts';

export const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const DEFAULT_WORKING_HOURS: WorkingHours[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: '09:00',
  to: '17:00',
}));

const MOST_BLOCKS = 200;

const timeOfDay = (pattern: RegExp, limit: string) =>
  z.string().regex(pattern, {
    error: ({ input }) =>
      say('"{input}" is not a time of day. Write it as HH:mm, from 00:00 to {limit}.', {
        input: String(input),
        limit,
      }),
  });

const hoursSchema = z
  .array(
    z.object({
      weekday: z
        .int({ error: () => say('A weekday is a number from 1 (Monday) to 7 (Sunday).') })
        .min(1)
        .max(7),
      from: timeOfDay(/^([01]\d|2[0-3]):[0-5]\d$/, '23:59'),
      to: timeOfDay(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '24:00'),
    }),
  )
  .max(MOST_BLOCKS, {
    error: () =>
      say('A working calendar takes at most {most} blocks of working hours.', { most: MOST_BLOCKS }),
  })
  .superRefine((hours, context) => {
    for (const message of workingHoursFaults(hours)) context.addIssue({ code: 'custom', message });
  });

/** When somebody works: weekly blocks in a time zone, without the holidays, own and public. Every fault is told in words. */
export const workingCalendarSchema = z.object({
  timeZone: z.string().refine(isTimeZone, {
    error: ({ input }) =>
      say('"{input}" is not a time zone. Use an IANA name such as Europe/Paris.', { input: String(input) }),
  }),
  hours: hoursSchema,
  holidays: z
    .array(
      z.string().refine(isLocalDate, {
        error: ({ input }) =>
          say('"{input}" is not a date. Write holidays as YYYY-MM-DD.', { input: String(input) }),
      }),
    )
    .max(MOST_FREE_DAYS, {
      error: () => say('A working calendar takes at most {most, number} holidays.', { most: MOST_FREE_DAYS }),
    }),
  /** Such as `DE` or `DE-BY`: its public holidays are free, beside those of `holidays`. */
  holidayRegion: z
    .string()
    .refine(isHolidayRegion, { error: ({ input }) => holidayRegionFault(String(input)) })
    .nullish(),
});

export type WorkingCalendarSpec = z.infer<typeof workingCalendarSchema>;

/** A calendar ready to calculate with. Its content is the business of `working-time.ts`. */
export interface WorkingCalendar extends WorkingRules {
  readonly spec: WorkingCalendarSpec;
}

const maxCalendars = 500;
const calendarsByContent = new Map<string, WorkingCalendar>();

/** Makes a calendar to calculate with; equal content gives the same one. Throws InvalidInputError naming every fault. */
export function compileCalendar(spec: WorkingCalendarSpec): WorkingCalendar {
  const content = JSON.stringify([spec.timeZone, spec.hours, spec.holidays, spec.holidayRegion ?? null]);
  const known = calendarsByContent.get(content);
  if (known !== undefined) return known;
  const parsed = workingCalendarSchema.safeParse(spec);
  if (!parsed.success)
    throw new InvalidInputError(parsed.error.issues.map((issue) => issue.message).join(' '));
  const calendar = calendarOf(parsed.data);
  if (calendarsByContent.size >= maxCalendars) calendarsByContent.clear();
  calendarsByContent.set(content, calendar);
  return calendar;
}

/** Milliseconds of work in a week without holidays and clock changes. */
export function workingMsPerWeek({ spec }: Pick<WorkingCalendar, 'spec'>): number {
  return spec.hours.reduce((sum, block) => sum + lengthMs(block), 0);
}

/** "One working day" in milliseconds: the most frequent length among the days worked, the longer one of equals. */
export function workingMsPerDay({ spec }: WorkingCalendar): number {
  const days = Map.groupBy(spec.hours, (block) => block.weekday).values();
  const lengths = [...days].map((blocks) => blocks.reduce((sum, block) => sum + lengthMs(block), 0));
  const counted = [...Map.groupBy(lengths, (length) => length)].map(([ms, days]) => ({
    ms,
    days: days.length,
  }));
  return counted.toSorted((a, b) => b.days - a.days || b.ms - a.ms)[0]?.ms ?? 0;
}

/** What is wrong with the hours, in words; empty when nothing is. */
export function workingHoursFaults(hours: readonly WorkingHours[]): string[] {
  if (hours.length === 0) return [say('A working calendar needs at least one block of working hours.')];
  const faults: string[] = [];
  let longest: WorkingHours | undefined;
  for (const block of sortedHours(hours)) {
    const { weekday, from, to } = block;
    const rival = longest?.weekday === weekday ? longest : undefined;
    if (from >= to) {
      faults.push(
        say(
          '{weekday} {from}–{to} does not end after it starts; hours past midnight are two blocks, such as 22:00–24:00 and 00:00–06:00.',
          { weekday: weekdayName(weekday), from, to },
        ),
      );
    } else if (rival !== undefined && from < rival.to) {
      faults.push(
        say('{weekday} {rivalFrom}–{rivalTo} and {from}–{to} overlap.', {
          ...{ weekday: weekdayName(weekday), rivalFrom: rival.from, rivalTo: rival.to, from, to },
        }),
      );
    }
    if (rival === undefined || to > rival.to) longest = block;
  }
  return faults;
}

export function sortedHours(hours: readonly WorkingHours[]): WorkingHours[] {
  return hours.toSorted(
    (a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
  );
}

export function weekdayName(weekday: number): string {
  return weekdayNames[weekday - 1] ?? String(weekday);
}

function calendarOf(spec: WorkingCalendarSpec): WorkingCalendar {
  const blocksByWeekday = Map.groupBy(sortedHours(spec.hours), (block) => block.weekday);
  return {
    spec,
    timeZone: spec.timeZone,
    blocks: [0, 1, 2, 3, 4, 5, 6, 7].map((weekday) =>
      (blocksByWeekday.get(weekday) ?? []).map(({ from, to }) => ({
        fromMs: msOfDay(from),
        toMs: msOfDay(to),
      })),
    ),
    holidays: new Set(spec.holidays.map(dayNumberOf)),
    holidayRegion: spec.holidayRegion ?? null,
    chunks: new Map(),
  };
}

function lengthMs({ from, to }: WorkingHours): number {
  return msOfDay(to) - msOfDay(from);
}
