import type { WorkingHours } from '../../../src/vocabulary.ts';

/** Working time told by counting minutes, one by one: slow, and nothing to get wrong. */
export interface Hours {
  isWorking(ms: number): boolean;
  /** The earliest instant by which so much working time has passed. */
  add(fromMs: number, durationMs: number): number;
  /** That instant, or the start of the next working minute. */
  next(ms: number): number;
}

export const MINUTE = 60_000;
/** From the instant until somebody has seen to it, when all is well. */
export const GRACE = 3 * MINUTE;
const DAY = 24 * 60 * MINUTE;
const SLOT = 15 * MINUTE;

export interface Span {
  fromMs: number;
  toMs: number;
}

const offsets = new Map<string, number[]>();

export function countedHours(
  spec: { timeZone: string; workingHours: readonly WorkingHours[]; holidays: readonly string[] },
  span: Span,
): Hours {
  const first = Math.floor(span.fromMs / SLOT) * SLOT;
  const count = Math.ceil((span.toMs - first) / MINUTE);
  const zone = offsetsOf(spec.timeZone, first, span.toMs);
  const worked = new Int32Array(count + 1);
  const blocks = spec.workingHours.map(({ weekday, from, to }) => ({
    weekday,
    from: minutesOf(from),
    to: minutesOf(to),
  }));
  for (let minute = 0; minute < count; minute += 1) {
    const local = new Date(first + minute * MINUTE + (zone[Math.floor((minute * MINUTE) / SLOT)] ?? 0));
    const weekday = local.getUTCDay() || 7;
    const ofDay = local.getUTCHours() * 60 + local.getUTCMinutes();
    const isWorking =
      blocks.some((block) => block.weekday === weekday && block.from <= ofDay && ofDay < block.to) &&
      !spec.holidays.includes(local.toISOString().slice(0, 10));
    worked[minute + 1] = (worked[minute] ?? 0) + (isWorking ? 1 : 0);
  }
  const at = (minute: number) => {
    const total = worked[Math.max(0, Math.min(count, minute))];
    if (total === undefined || minute > count) throw new Error('The oracle looks beyond its calendar');
    return total;
  };
  const isWorking = (ms: number) => {
    const minute = Math.floor((ms - first) / MINUTE);
    return at(minute + 1) > at(minute);
  };
  return {
    isWorking,
    add(fromMs, durationMs) {
      if (!(fromMs < span.toMs - DAY)) return Number.POSITIVE_INFINITY;
      const minute = Math.floor((fromMs - first) / MINUTE);
      const begun = isWorking(fromMs) ? (fromMs - first) % MINUTE : 0;
      const target = at(minute) * MINUTE + begun + durationMs;
      let low = minute;
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (at(middle + 1) * MINUTE >= target) high = middle;
        else low = middle + 1;
      }
      if (low >= count) return Number.POSITIVE_INFINITY;
      return first + low * MINUTE + (target - at(low) * MINUTE);
    },
    next(ms) {
      if (!(ms < span.toMs - DAY)) return Number.POSITIVE_INFINITY;
      if (isWorking(ms)) return ms;
      let minute = Math.floor((ms - first) / MINUTE) + 1;
      while (minute < count && at(minute + 1) === at(minute)) minute += 1;
      return minute >= count ? Number.POSITIVE_INFINITY : first + minute * MINUTE;
    },
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The offset of the zone from UTC for every quarter of an hour. */
function offsetsOf(timeZone: string, first: number, to: number): number[] {
  const name = `${timeZone} ${first} ${to}`;
  const known = offsets.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const made: number[] = [];
  for (let slot = first; slot < to + SLOT; slot += SLOT) {
    made.push(Date.parse(`${format.format(slot).replace(' ', 'T')}Z`) - slot);
  }
  offsets.set(name, made);
  return made;
}
