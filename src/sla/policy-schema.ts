import { isDeepStrictEqual } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { InvalidInputError, invariant } from '../errors.ts';
import type { PolicyRow } from '../team/policy-list.ts';
import { say } from '../words/say.ts';
import {
  InvalidPolicyError,
  POLICY_CLOCKS,
  type PolicyTerms,
  type PolicyText,
  readPolicy,
  writePolicy,
} from './policy-text.ts';

export const MOST_POLICIES = 20;

const text = z.string().max(2_000);

const policyTextSchema = z
  .strictObject({
    name: text,
    when: text.default(''),
    decideWithin: text,
    clock: z.enum(POLICY_CLOCKS).default('team'),
    remind: text.default('75%'),
    contactWithin: text.nullable().default(null),
    // biome-ignore lint/suspicious/noThenProperty: the word that a person writes; it never holds a function
    then: z.array(text).max(40).default(['tell rep', 'tell managers']),
    atMost: z.number().default(2),
  })
  .transform(({ then, ...policy }) => ({ ...policy, chain: then }));

/**
 * A list of policies as JSON: in order, the first that covers a lead judges it, and the last one covers all. What its
 * texts say is read by `toRows`, which knows how long a working day is.
 */
export const policyListSchema = z
  .array(policyTextSchema)
  .min(1, 'Give at least one policy: the last one covers every lead.')
  .max(MOST_POLICIES, `A list takes at most ${MOST_POLICIES} policies.`)
  .superRefine((list, context) => {
    for (const [index, message] of listFaults(list))
      context.addIssue({ code: 'custom', message, path: [index] });
  });

/**
 * The list as rows of the table, in the team's calendar of the `current` list.
 * @throws {InvalidInputError} naming every part that cannot be read, by the policy that it belongs to.
 */
export function toRows(list: readonly PolicyText[], current: readonly PolicyRow[]): PolicyRow[] {
  const team = current.at(-1);
  invariant(team, 'a workspace has a policy');
  const faults: string[] = [];
  const rows = list.flatMap((policy, position) => {
    try {
      return [{ ...team, ...readPolicy(policy, team), policyId: uuidv7(), position }];
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) throw error;
      for (const [part, fault] of Object.entries(error.faults))
        faults.push(
          say('{policy}, {part}: {fault}', {
            ...{ policy: policyLabel(policy.name, position), part: part === 'chain' ? 'then' : part, fault },
          }),
        );
      return [];
    }
  });
  if (faults.length > 0) throw listError(faults);
  return rows;
}

/** The JSON form; `readPolicyList` reads it back. */
export function policyListJson(rows: readonly PolicyRow[]): z.input<typeof policyListSchema> {
  return fromRows(rows).map(({ name, when, decideWithin, clock, remind, contactWithin, chain, atMost }) => ({
    name,
    when,
    decideWithin,
    clock,
    remind,
    contactWithin,
    // biome-ignore lint/suspicious/noThenProperty: the word that a person writes
    then: chain,
    atMost,
  }));
}

/** As a person writes them; `toRows` reads them back. */
export function fromRows(rows: readonly PolicyRow[]): PolicyText[] {
  return rows.map((row) => writePolicy(row, row));
}

/**
 * Reads the JSON form of a list.
 * @throws {InvalidInputError} naming everything that is wrong.
 */
export function readPolicyList(json: unknown, current: readonly PolicyRow[]): PolicyRow[] {
  const parsed = policyListSchema.safeParse(json);
  if (parsed.success) return toRows(parsed.data, current);
  throw listError(
    parsed.error.issues.map(({ path: [position, part], message }) => {
      if (typeof position !== 'number') return message;
      const named = Array.isArray(json) ? (json[position] as { name?: unknown } | null)?.name : undefined;
      const place = policyLabel(typeof named === 'string' ? named : '', position);
      return part === undefined ? `${place}: ${message}` : `${place}, ${String(part)}: ${message}`;
    }),
  );
}

/** Whether two lists say the same, whenever they were written. */
export function isSameList(a: readonly PolicyRow[], b: readonly PolicyRow[]): boolean {
  return isDeepStrictEqual(a.map(termsOf), b.map(termsOf));
}

function termsOf(row: PolicyRow): PolicyTerms {
  const { name, conditions, minutesToDecide, inWorkingTime, inHoldersTime } = row;
  const { reminders, minutesToContact, chain, mostHandOns } = row;
  const counts = { name, conditions, minutesToDecide, inWorkingTime, inHoldersTime };
  return { ...counts, reminders, minutesToContact, chain, mostHandOns };
}

/** What is wrong with the policies beside each other, by position. */
function listFaults(list: readonly Pick<PolicyText, 'name' | 'when'>[]): Map<number, string> {
  const faults = new Map<number, string>();
  const names = list.map(({ name }) => name.trim().toLowerCase());
  for (const [index, { name, when }] of list.entries()) {
    const isLast = index === list.length - 1;
    const coversAll = /^[\s;]*$/.test(when);
    if (isLast && !coversAll) {
      faults.set(index, 'The last policy covers every lead, so it has no conditions ("when": "").');
    } else if (!isLast && coversAll) {
      faults.set(index, 'Only the last policy covers every lead: say which leads, such as source = demo.');
    } else if (names.indexOf(name.trim().toLowerCase()) < index) {
      faults.set(index, `There is another policy called “${name.trim()}”: give each a name of its own.`);
    }
  }
  return faults;
}

function policyLabel(name: string, position: number): string {
  const number = position + 1;
  return name.trim()
    ? say('Policy {number} “{name}”', { number, name: name.trim().slice(0, 40) })
    : say('Policy {number}', { number });
}

function listError(faults: readonly string[]): InvalidInputError {
  return new InvalidInputError(faults.length === 1 ? String(faults[0]) : `\n- ${faults.join('\n- ')}`);
}
