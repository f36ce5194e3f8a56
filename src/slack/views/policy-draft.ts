import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { InvalidInputError, invariant } from '../../errors.ts';
import { fromRows } from '../../sla/policy-schema.ts';
import { POLICY_CLOCKS, type PolicyText } from '../../sla/policy-text.ts';
import { requireUnchanged } from '../../sla/save-policies.ts';
import type { PolicyRow } from '../../team/policy-list.ts';
import { say } from '../../words/say.ts';

/** One policy of a draft. `from` is its place in the list that is being changed, null when it is new. */
interface DraftPolicy {
  from: number | null;
  text: PolicyText;
}

/** A list of policies while an admin changes it. The modal carries it; nothing is stored before it is saved. */
export interface PolicyDraft {
  /** `effectiveFrom` of the list that it began as. */
  basedOn: Date;
  policies: readonly DraftPolicy[];
}

export interface DraftChanges {
  added: string[];
  changed: string[];
  removed: string[];
  isReordered: boolean;
}

/** Slack lets a modal carry 3,000 characters; the form of one policy says besides where it belongs. */
const MOST_CHARACTERS = 2_900;

const encodedSchema = z.object({
  on: z.number(),
  list: z.array(
    z.union([
      z.number(),
      z.tuple([
        z.number().nullable(),
        z.string(),
        z.string(),
        z.string(),
        z.enum(POLICY_CLOCKS),
        z.string(),
        z.string().nullable(),
        z.array(z.string()),
        z.number(),
      ]),
    ]),
  ),
});

export function startDraft(basedOn: Date, base: readonly PolicyText[]): PolicyDraft {
  return { basedOn, policies: base.map((text, from) => ({ from, text })) };
}

/**
 * The draft as a modal carries it: policies that have not changed by their place only.
 * @throws {InvalidInputError} when it is longer than Slack takes.
 */
export function encodeDraft(draft: PolicyDraft, base: readonly PolicyText[]): string {
  const list = draft.policies.map(({ from, text }): z.input<typeof encodedSchema>['list'][number] => {
    if (from !== null && isDeepStrictEqual(text, base[from])) return from;
    const { name, when, decideWithin, clock, remind, contactWithin, chain, atMost } = text;
    return [from, name, when, decideWithin, clock, remind, contactWithin, chain, atMost];
  });
  const encoded = JSON.stringify({ on: draft.basedOn.getTime(), list });
  if (encoded.length <= MOST_CHARACTERS) return encoded;
  throw new InvalidInputError(
    say(
      'These are more changes than Slack lets a form carry. Save what you have first, or write the policies in a file: npm run funnel -- policies --json > policies.json, change it, then npm run funnel -- policies set policies.json.',
    ),
  );
}

/** @throws {ConflictError} when the list that it began as is no longer the one in force. */
export function decodeDraft(encoded: string, current: readonly PolicyRow[]): PolicyDraft {
  const { on, list } = encodedSchema.parse(JSON.parse(encoded));
  requireUnchanged(current, new Date(on));
  const base = fromRows(current);
  const policies = list.map((policy): DraftPolicy => {
    if (typeof policy === 'number') {
      const text = base[policy];
      invariant(text, 'a draft refers to the list that it is based on');
      return { from: policy, text };
    }
    const [from, name, when, decideWithin, clock, remind, contactWithin, chain, atMost] = policy;
    return { from, text: { name, when, decideWithin, clock, remind, contactWithin, chain, atMost } };
  });
  return { basedOn: new Date(on), policies };
}

/** What comes back with the form of one policy: which list it belongs to, which policy it is, and the draft. */
export function formMetadata(listViewId: string, index: number | null, encoded: string): string {
  return `${listViewId} ${index ?? 'new'} ${encoded}`;
}

export function readFormMetadata(metadata: string) {
  const [, listViewId = '', place = '', encoded = ''] = /^(\S+) (\S+) (.+)$/s.exec(metadata) ?? [];
  return { listViewId, index: place === 'new' ? null : Number(place), encoded };
}

/** Changes the policy at `index`, or adds one before the last, which covers every lead. */
export function putPolicy(draft: PolicyDraft, index: number | null, text: PolicyText): PolicyDraft {
  const at = index ?? draft.policies.length - 1;
  const from = index === null ? null : (draft.policies[index]?.from ?? null);
  return { ...draft, policies: draft.policies.toSpliced(at, index === null ? 0 : 1, { from, text }) };
}

/** The last one stays where it is, and so does whatever has no place to go. */
export function movePolicy(draft: PolicyDraft, index: number, by: -1 | 1): PolicyDraft {
  const moved = draft.policies[index];
  const target = index + by;
  const last = draft.policies.length - 1;
  if (!moved || target < 0 || index >= last || target >= last) return draft;
  return { ...draft, policies: draft.policies.toSpliced(index, 1).toSpliced(target, 0, moved) };
}

export function removePolicy(draft: PolicyDraft, index: number): PolicyDraft {
  if (index >= draft.policies.length - 1) return draft;
  return { ...draft, policies: draft.policies.toSpliced(index, 1) };
}

/** What the draft changes, by the names of the policies; undefined when it changes nothing. */
export function changesOf(draft: PolicyDraft, base: readonly PolicyText[]): DraftChanges | undefined {
  const kept = draft.policies.map(({ from }) => from).filter((from) => from !== null);
  const isChanged = ({ from, text }: DraftPolicy) => from !== null && !isDeepStrictEqual(text, base[from]);
  const changes = {
    added: draft.policies.filter(({ from }) => from === null).map(({ text }) => text.name),
    changed: draft.policies.filter(isChanged).map(({ text }) => text.name),
    removed: base.filter((_, from) => !kept.includes(from)).map(({ name }) => name),
    isReordered: kept.some((from, index) => index > 0 && from < (kept[index - 1] ?? 0)),
  };
  const { added, changed, removed, isReordered } = changes;
  return added.length + changed.length + removed.length > 0 || isReordered ? changes : undefined;
}
