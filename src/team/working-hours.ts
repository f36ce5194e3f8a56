import { InvalidInputError } from '../errors.ts';
import type { WorkingHours } from '../vocabulary.ts';
import { dateFormat, formatList } from '../words/formats.ts';
import { say } from '../words/say.ts';
import { series } from '../words/series.ts';
import { sortedHours, weekdayName, weekdayNames, workingHoursFaults } from './working-calendar.ts';

const weekdayPattern =
  /^(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?$/;
const timePattern = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/;

/** Reads hours such as `Mon-Fri 09:00-17:00, Sat 10:00-12:00` or `Mon,Wed 9-12 13-17`. Throws InvalidInputError. */
export function parseWorkingHours(text: string): WorkingHours[] {
  const hours: WorkingHours[] = [];
  let weekdays: number[] = [];
  let daysHaveTimes = false;
  for (const word of wordsOf(text)) {
    const days = weekdaysOf(word);
    if (days !== undefined) {
      weekdays = daysHaveTimes ? days : [...weekdays, ...days];
      daysHaveTimes = false;
      continue;
    }
    const times = timesOf(word);
    if (times === undefined) throw refusal(say('Cannot read "{word}" in the working hours.', { word }));
    if (weekdays.length === 0) throw refusal(say('The working hours "{word}" name no day.', { word }));
    hours.push(...weekdays.map((weekday) => ({ weekday, ...times })));
    daysHaveTimes = true;
  }
  if (!daysHaveTimes) throw refusal(say('The working hours "{text}" lack a time.', { text: text.trim() }));
  const [fault] = workingHoursFaults(hours);
  if (fault !== undefined) throw refusal(fault);
  return sortedHours(hours);
}

function refusal(fault: string): InvalidInputError {
  const example = say('Write days and times, for example "Mon-Fri 09:00-17:00, Sat 10:00-12:00".');
  return new InvalidInputError(`${fault} ${example}`);
}

/** The shortest reading of the hours, such as `Mon–Fri 09:00–17:00`; `parseWorkingHours` reads it back. */
export function formatWorkingHours(hours: readonly WorkingHours[]): string {
  return groupedHours(hours)
    .map(({ times, runs }) => {
      const days = runs.map(([first, last]) =>
        first === last ? weekdayName(first) : `${weekdayName(first)}–${weekdayName(last)}`,
      );
      return `${days.join(', ')} ${times.join(' and ')}`;
    })
    .join(', ');
}

/** The same to be read only, in the reader's language. */
export function workingHoursInWords(hours: readonly WorkingHours[]): string {
  return series(
    groupedHours(hours).map(({ times, runs }) => {
      const days = runs.map(([first, last]) =>
        first === last
          ? shownWeekday(first)
          : say('{first}–{last}', { first: shownWeekday(first), last: shownWeekday(last) }),
      );
      return say('{days} {times}', { days: series(days), times: formatList(times) });
    }),
  );
}

/** Weekdays of the same times together, as runs from the first to the last. */
function groupedHours(hours: readonly WorkingHours[]): { times: string[]; runs: [number, number][] }[] {
  const groups = new Map<string, { times: string[]; runs: [number, number][] }>();
  for (const [weekday, blocks] of Map.groupBy(sortedHours(hours), (block) => block.weekday)) {
    const times = blocks.map(({ from, to }) => `${from}–${to}`);
    const group = groups.get(times.join()) ?? { times, runs: [] };
    groups.set(times.join(), group);
    const run = group.runs.at(-1);
    if (run?.[1] === weekday - 1) run[1] = weekday;
    else group.runs.push([weekday, weekday]);
  }
  return [...groups.values()];
}

/** 5 January 2026 is a Monday. */
function shownWeekday(weekday: number): string {
  return dateFormat({ weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + weekday));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/(\d)\s+(am|pm)\b/g, '$1$2')
    .replace(/\s*(?:[-–—]|\bto\b|\buntil\b)\s*/g, '-')
    .split(/[\s,;&]+/)
    .filter((word) => word !== '' && word !== 'and');
}

function weekdaysOf(word: string): number[] | undefined {
  const [first, last = first, ...rest] = word.split('-').map(weekdayOf);
  if (first === undefined || last === undefined || rest.length > 0) return undefined;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1);
}

function weekdayOf(name: string): number | undefined {
  if (!weekdayPattern.test(name)) return undefined;
  return weekdayNames.findIndex((weekday) => name.startsWith(weekday.toLowerCase())) + 1;
}

function timesOf(word: string): { from: string; to: string } | undefined {
  const [from, to, ...rest] = word.split('-').map(timeOf);
  return from === undefined || to === undefined || rest.length > 0 ? undefined : { from, to };
}

function timeOf(text: string): string | undefined {
  const [, hourText = '', minuteText = '00', half] = timePattern.exec(text) ?? [];
  const shown = Number(hourText);
  if (hourText === '' || (half !== undefined && (shown < 1 || shown > 12))) return undefined;
  const hour = half === undefined ? shown : (shown % 12) + (half === 'pm' ? 12 : 0);
  const time = `${String(hour).padStart(2, '0')}:${minuteText}`;
  return Number(minuteText) < 60 && time <= '24:00' ? time : undefined;
}
