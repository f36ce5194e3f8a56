import { z } from 'zod';
import { say } from '../words/say.ts';

const LONGEST_NAME = 200;
export const LONGEST_NOTE = 1000;

/** What neither Postgres nor a card can hold is left out. */
const typed = z.string().transform((said) =>
  said
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim(),
);

/** Said when it happens, to whoever typed. */
const tooLong = (most: number) => ({
  error: () => say('Write at most {most} characters.', { most }),
});

const optionalText = (longest: number) =>
  typed
    .pipe(z.string().max(longest, tooLong(longest)))
    .optional()
    .transform((said) => said || undefined);

/** A lead as somebody types it in. `id` names the attempt, so that the same form sent twice adds one lead. */
export const NewLead = z.object({
  id: z.uuid(),
  name: typed.pipe(
    z
      .string()
      .min(1, { error: () => say('Say who it is.') })
      .max(LONGEST_NAME, tooLong(LONGEST_NAME)),
  ),
  company: optionalText(LONGEST_NAME),
  email: optionalText(LONGEST_NAME).refine(
    (said) => said === undefined || /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/.test(said),
    { error: () => say('This is no e-mail address. Write it like ada@example.com.') },
  ),
  phone: optionalText(60).refine(
    (said) => said === undefined || (/^[+\d][\d\s()./-]*$/.test(said) && digitsOf(said).length >= 5),
    { error: () => say('This is no phone number. Write it like +44 20 7946 0100.') },
  ),
  source: optionalText(100),
  campaign: optionalText(100),
  score: optionalText(20)
    .transform((said) => (said === undefined ? undefined : Number(said)))
    .refine((score) => score === undefined || Number.isFinite(score), {
      error: () => say('Write a number, such as 80.'),
    }),
  /** The Slack user who shall get it. */
  ownerId: optionalText(30),
  note: optionalText(LONGEST_NOTE),
  url: optionalText(1000),
  /** ISO 8601 instant at which it first turned up; now unless said. */
  createdAt: z.iso.datetime().optional(),
  /** Handed over at once, or kept until somebody makes it an MQL. */
  handOver: z.boolean(),
  /** Whoever adds it has seen that there is a lead with this e-mail already. */
  knownEmail: optionalText(LONGEST_NAME),
});
export type NewLead = z.infer<typeof NewLead>;

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
