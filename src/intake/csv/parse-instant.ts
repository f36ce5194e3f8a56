import { InvalidInputError } from '../../errors.ts';
import { isLocalDate, type LocalDate, localDateOf } from '../../lib/local-date.ts';
import { instantOf } from '../../lib/time-zone.ts';
import type { DateFormat } from './date-format.ts';

export interface InstantOptions {
  /** Zone of a time without an offset. */
  timeZone: string;
  /** Absent: ISO 8601. */
  format?: DateFormat | undefined;
}

type LocalTime = Parameters<typeof instantOf>[0];

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}(?::?\d{2})?))?)?$/;
const EXCEL_SERIAL = /^[2-7]\d{4}(?:[.,]\d+)?$/;
const LARGEST_OFFSET_MINUTES = 18 * 60;

/**
 * The instant that a cell names. Without a format only ISO 8601 is read, with `T` or a space, or a bare date.
 * @throws {InvalidInputError} when it names none; nothing is guessed.
 */
export function parseInstant(text: string, options: InstantOptions): Date {
  const read = readCell(text, options);
  return read instanceof Date ? read : instantOf(read, options.timeZone);
}

/** The day that a cell names; the time of day, if it carries one, does not count. Throws as `parseInstant`. */
export function parseDay(text: string, options: InstantOptions): LocalDate {
  const read = readCell(text, options);
  if (read instanceof Date) return localDateOf(read, options.timeZone);
  const { year, month, day } = read;
  const date = [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].join('-');
  if (!isLocalDate(date)) throw new InvalidInputError(`There is no ${date} in the calendar.`);
  return date;
}

function readCell(text: string, { format }: InstantOptions): Date | LocalTime {
  if (format) return readByFormat(text, format);
  const match = ISO_8601.exec(text);
  if (!match) throw new InvalidInputError(refusal(text));
  const local: LocalTime = {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: Number(match[4] ?? 0),
    minute: Number(match[5] ?? 0),
    second: Number(match[6] ?? 0),
    ms: Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)),
  };
  const offset = match[8];
  if (offset === undefined) return local;
  return new Date(instantOf(local, 'UTC').getTime() - offsetMinutes(offset, text) * 60_000);
}

function readByFormat(text: string, format: DateFormat): Date | LocalTime {
  const epochMs = format.read(text);
  if (Number.isNaN(epochMs)) {
    throw new InvalidInputError(
      EXCEL_SERIAL.test(text)
        ? refusal(text)
        : `"${text}" is no date in the format "${format.pattern}" (or none in the calendar).`,
    );
  }
  const date = new Date(epochMs);
  if (format.hasOffset) return date;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
  };
}

function offsetMinutes(offset: string, text: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > LARGEST_OFFSET_MINUTES) {
    throw new InvalidInputError(`"${text}" has an offset that no place on earth has: ${offset}.`);
  }
  return offset.startsWith('-') ? -total : total;
}

function refusal(text: string): string {
  return EXCEL_SERIAL.test(text)
    ? `"${text}" is Excel's serial number of a date: format the column as a date (yyyy-mm-dd hh:mm) and export again.`
    : `"${text}" is no ISO 8601 date: give --date-format, for example "dd-MM-yyyy HH:mm".`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
