import { InvalidInputError } from '../../errors.ts';
import type { RawRequest } from './adapter.ts';
import { type Item, isItem, readJson, readText } from './read-body.ts';
import { headerOf } from './signatures.ts';

/** The items of a body that is JSON (one object, or an array of them) or a form. @throws {InvalidInputError} for anything else. */
export function readItems(request: RawRequest): Item[] {
  const type = headerOf(request.headers, 'content-type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = Object.fromEntries(new URLSearchParams(readText(request)));
    if (Object.keys(form).length === 0) throw new InvalidInputError('The form is empty.');
    return [form];
  }
  const body = readJson(request);
  const items = Array.isArray(body) ? body : [body];
  if (!items.every(isItem))
    throw new InvalidInputError('The body is neither a JSON object nor an array of them.');
  return items;
}
