import { InvalidInputError } from '../../errors.ts';
import { parseInstant } from '../csv/parse-instant.ts';

const WITH_OFFSET = /[Tt ]\d{2}:\d{2}.*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/;

/**
 * An instant as CRMs write it: ISO 8601 with an offset, or the epoch in milliseconds or in seconds (ten digits).
 * Without an offset it is in `timeZone`. Undefined when it is none of these: nothing is guessed.
 */
export function readInstant(value: unknown, timeZone?: string): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  if (/^\d{13}$/.test(text)) return new Date(Number(text));
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000);
  if (typeof value !== 'string' || (timeZone === undefined && !WITH_OFFSET.test(text))) return undefined;
  try {
    const instant = parseInstant(text, { timeZone: timeZone ?? 'UTC' });
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
