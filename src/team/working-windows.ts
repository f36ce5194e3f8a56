import { invariant } from '../errors.ts';
import { isoWeekdayOfDayNumber } from '../lib/local-date.ts';
import { zoneOffsetMs } from '../lib/time-zone.ts';
import { regionHolidays } from './holidays.ts';

/** What decides when work is done, in milliseconds of the local day; `blocks` is indexed by ISO weekday and sorted. */
export interface WorkingRules {
  readonly timeZone: string;
  readonly blocks: readonly (readonly { fromMs: number; toMs: number }[])[];
  readonly holidays: ReadonlySet<number>;
  /** Whose public holidays are free as well. */
  readonly holidayRegion: string | null;
  readonly chunks: Map<number, WindowChunk>;
}

/**
 * The working windows of `chunkDays` UTC days as epoch milliseconds, in order. `before[i]` is the working time of the
 * chunk before window i, its last entry the total; `firstOfDay[d]` is the first window of day d.
 */
export interface WindowChunk {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly before: readonly number[];
  readonly firstOfDay: readonly number[];
  readonly totalMs: number;
}

export const dayMs = 86_400_000;
export const chunkDays = 128;
const maxChunks = 1_000;

export function msOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

export function chunkIndexOf(epochMs: number): number {
  return Math.floor(epochMs / (chunkDays * dayMs));
}

export function chunkAt(rules: WorkingRules, index: number): WindowChunk {
  const known = rules.chunks.get(index);
  if (known !== undefined) return known;
  invariant(Number.isInteger(index), 'working time of an invalid date');
  const chunk = buildChunk(rules, index);
  if (rules.chunks.size >= maxChunks) rules.chunks.clear();
  rules.chunks.set(index, chunk);
  return chunk;
}

function buildChunk(rules: WorkingRules, index: number): WindowChunk {
  const starts: number[] = [];
  const ends: number[] = [];
  const firstOfDay: number[] = [];
  for (let day = 0; day < chunkDays; day++) {
    firstOfDay.push(starts.length);
    const dayStart = (index * chunkDays + day) * dayMs;
    for (const { from, to, offset } of stretchesOf(rules.timeZone, dayStart)) {
      for (let localDay = Math.floor((from + offset) / dayMs); localDay * dayMs - offset < to; localDay++) {
        if (isHoliday(rules, localDay)) continue;
        for (const { fromMs, toMs } of rules.blocks[isoWeekdayOfDayNumber(localDay)] ?? []) {
          const start = Math.max(localDay * dayMs + fromMs - offset, from);
          const end = Math.min(localDay * dayMs + toMs - offset, to);
          if (start < end) {
            starts.push(start);
            ends.push(end);
          }
        }
      }
    }
  }
  firstOfDay.push(starts.length);
  const before = [0];
  let totalMs = 0;
  for (const [i, start] of starts.entries()) {
    totalMs += (ends[i] ?? start) - start;
    before.push(totalMs);
  }
  return { starts, ends, before, firstOfDay, totalMs };
}

function isHoliday({ holidays, holidayRegion }: WorkingRules, dayNumber: number): boolean {
  if (holidays.has(dayNumber)) return true;
  if (holidayRegion === null) return false;
  return regionHolidays(holidayRegion, new Date(dayNumber * dayMs).getUTCFullYear()).has(dayNumber);
}

/**
 * One UTC day cut where the clocks change. Within a stretch local time is UTC plus `offset`, so that skipped local
 * times have no working time and repeated ones have it twice, as a person reading the wall clock would work.
 */
function stretchesOf(timeZone: string, dayStart: number): { from: number; to: number; offset: number }[] {
  const dayEnd = dayStart + dayMs;
  const offset = zoneOffsetMs(timeZone, dayStart);
  const offsetAfter = zoneOffsetMs(timeZone, dayEnd);
  if (offset === offsetAfter) return [{ from: dayStart, to: dayEnd, offset }];
  let last = dayStart;
  let change = dayEnd;
  while (change - last > 1) {
    const middle = Math.floor((last + change) / 2);
    if (zoneOffsetMs(timeZone, middle) === offset) last = middle;
    else change = middle;
  }
  return [
    { from: dayStart, to: change, offset },
    { from: change, to: dayEnd, offset: offsetAfter },
  ];
}
