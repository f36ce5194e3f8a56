import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import type { AdapterConnection } from './adapter.ts';
import { readWrites, WRITES_EXAMPLE } from './read-writes.ts';

/** What a connection's options say, with the defaults of its system. @throws {InvalidInputError} naming what is wrong. */
export function readOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: AdapterConnection['options'],
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`);
  throw new InvalidInputError(`The settings of this connection need attention: ${faults.join('; ')}`);
}

/** A number that names an account; blank: any account. */
export const accountNumber = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : blankIsAbsent(value)),
  z
    .string()
    .trim()
    .regex(/^\d{1,20}$/, 'is a number, such as 1234567')
    .optional(),
);

/** How often the CRM's own record is read, and what is written to it instead of what we would write. */
export const readingOptions = {
  reads: z.preprocess(blankIsAbsent, z.enum(['minutely', 'nightly', 'never']).default('minutely')),
  writes: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .max(2000)
      .refine((text) => readWrites(text) !== undefined, WRITES_EXAMPLE)
      .optional(),
  ),
};

/** A setting that may be left blank. */
export const optionalText = z.preprocess(blankIsAbsent, z.string().trim().max(200).optional());

/** A setting that falls back to `fallback` when it is blank. */
export function textOr(fallback: string) {
  return z.preprocess(blankIsAbsent, z.string().trim().max(200).default(fallback));
}

export function blankIsAbsent(value: unknown): unknown {
  return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
}
