import { InvalidInputError } from '../../errors.ts';
import type { RawRequest } from './adapter.ts';

export type Item = Readonly<Record<string, unknown>>;

/** The body as text. @throws {InvalidInputError} when it is not UTF-8. */
export function readText(request: RawRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(request.body);
  } catch (error) {
    throw new InvalidInputError('The body is not UTF-8 text.', { cause: error });
  }
}

/** The body as JSON. @throws {InvalidInputError} when it is none. */
export function readJson(request: RawRequest): unknown {
  const text = readText(request);
  try {
    return JSON.parse(text);
  } catch (error) {
    // What stands there may be about somebody, and this is kept.
    const [where] = /at position \d+/.exec((error as Error).message) ?? [];
    throw new InvalidInputError(`The body is not JSON${where ? `, ${where}` : ''}.`, { cause: error });
  }
}

/** The body as one JSON object. @throws {InvalidInputError} when it is none. */
export function readItem(request: RawRequest): Item {
  const body = readJson(request);
  if (!isItem(body)) throw new InvalidInputError('The body is not a JSON object.');
  return body;
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a key of an object holds as an object; an empty one where there is none, as PHP writes `[]` for it. */
export function itemAt(item: unknown, key: string): Item {
  const value = isItem(item) && Object.hasOwn(item, key) ? item[key] : undefined;
  return isItem(value) ? value : {};
}

/** An id, in whichever type it was sent; undefined when it is none, or a number whose digits JSON has lost. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const id = value.trim();
  return id === '' ? undefined : id;
}

/** A value as people read it, without what no database holds; undefined for what is no single value. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
