import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { chunkAt, chunkDays, chunkIndexOf, dayMs, type WindowChunk } from './working-windows.ts';

const horizonYears = 20;
const horizonChunks = Math.ceil((horizonYears * 366) / chunkDays);

/**
 * The earliest instant by which `durationMs` of working time have passed since `start`; the end of a block when it is
 * used up exactly. With 0 it is `start` itself within a block or at its end, else the start of the next block.
 * Throws InvalidInputError for a negative duration and when twenty years do not hold that much working time.
 */
export function addWorkingTime(start: Date, durationMs: number, calendar: WorkingCalendar): Date {
  if (!(durationMs >= 0))
    throw new InvalidInputError(`A working time of ${durationMs} ms cannot be added; it must be 0 or more.`);
  const startMs = start.getTime();
  const wholeMs = Math.floor(durationMs);
  if (wholeMs === 0) {
    const isAtBlockEnd = isWorkingInstant(new Date(startMs - 1), calendar);
    return isAtBlockEnd ? new Date(startMs) : nextWorkingInstant(start, calendar);
  }
  const firstIndex = chunkIndexOf(startMs);
  let index = firstIndex;
  let chunk = chunkAt(calendar, index);
  let wanted = workedMs(chunk, index, startMs) + wholeMs;
  while (wanted > chunk.totalMs) {
    wanted -= chunk.totalMs;
    index++;
    if (index - firstIndex > horizonChunks)
      throw new InvalidInputError(
        say(
          'The working calendar does not hold {hours, number} hours of working time in the {years} years after {start}. Check its hours and holidays.',
          { hours: wholeMs / 3_600_000, years: horizonYears, start: start.toISOString() },
        ),
      );
    chunk = chunkAt(calendar, index);
  }
  return new Date(instantWhenWorked(chunk, wanted));
}

/** Working milliseconds from `from` to `to`, negative when `to` is the earlier. Undoes `addWorkingTime`. */
export function workingTimeBetween(from: Date, to: Date, calendar: WorkingCalendar): number {
  const fromMs = from.getTime();
  const toMs = to.getTime();
  if (toMs < fromMs) return 0 - workingTimeBetween(to, from, calendar);
  const firstIndex = chunkIndexOf(fromMs);
  const lastIndex = chunkIndexOf(toMs);
  let sum = -workedMs(chunkAt(calendar, firstIndex), firstIndex, fromMs);
  for (let index = firstIndex; index < lastIndex; index++) sum += chunkAt(calendar, index).totalMs;
  return sum + workedMs(chunkAt(calendar, lastIndex), lastIndex, toMs);
}

/** Whether work is done at `instant`: from the start of a block up to, but without, its end. */
export function isWorkingInstant(instant: Date, calendar: WorkingCalendar): boolean {
  const epochMs = instant.getTime();
  const index = chunkIndexOf(epochMs);
  const chunk = chunkAt(calendar, index);
  const start = chunk.starts[windowAfter(chunk, index, epochMs)];
  return start !== undefined && start <= epochMs;
}

/** `instant` itself when it is a working one, else the start of the next block. Throws InvalidInputError when twenty years hold none. */
export function nextWorkingInstant(instant: Date, calendar: WorkingCalendar): Date {
  const found = findWorkingInstant(instant, horizonChunks, calendar);
  if (found === undefined) {
    throw new InvalidInputError(
      say(
        'The working calendar does not hold any working time in the {years} years after {start}. Check its hours and holidays.',
        { years: horizonYears, start: instant.toISOString() },
      ),
    );
  }
  return found;
}

/** The same, looking no further than `latest`; undefined when there is none until then. */
export function nextWorkingInstantUntil(
  instant: Date,
  latest: Date,
  calendar: WorkingCalendar,
): Date | undefined {
  const chunks = chunkIndexOf(latest.getTime()) - chunkIndexOf(instant.getTime());
  const found = findWorkingInstant(instant, chunks, calendar);
  return found && found <= latest ? found : undefined;
}

function findWorkingInstant(instant: Date, moreChunks: number, calendar: WorkingCalendar): Date | undefined {
  const epochMs = instant.getTime();
  const firstIndex = chunkIndexOf(epochMs);
  for (let index = firstIndex; index - firstIndex <= moreChunks; index++) {
    const chunk = chunkAt(calendar, index);
    const start = chunk.starts[index === firstIndex ? windowAfter(chunk, index, epochMs) : 0];
    if (start !== undefined) return new Date(Math.max(start, epochMs));
  }
  return undefined;
}

/** The first window of the chunk that ends after the instant. */
function windowAfter(chunk: WindowChunk, index: number, epochMs: number): number {
  const day = Math.floor(epochMs / dayMs) - index * chunkDays;
  const end = chunk.firstOfDay[day + 1] ?? chunk.starts.length;
  let window = chunk.firstOfDay[day] ?? end;
  while (window < end && (chunk.ends[window] ?? 0) <= epochMs) window++;
  return window;
}

function workedMs(chunk: WindowChunk, index: number, epochMs: number): number {
  const window = windowAfter(chunk, index, epochMs);
  const start = chunk.starts[window] ?? epochMs;
  return (chunk.before[window] ?? 0) + Math.max(0, epochMs - start);
}

function instantWhenWorked(chunk: WindowChunk, wantedMs: number): number {
  let window = 0;
  let beyond = chunk.starts.length;
  while (beyond - window > 1) {
    const middle = (window + beyond) >> 1;
    if ((chunk.before[middle] ?? 0) < wantedMs) window = middle;
    else beyond = middle;
  }
  return (chunk.starts[window] ?? 0) + wantedMs - (chunk.before[window] ?? 0);
}
