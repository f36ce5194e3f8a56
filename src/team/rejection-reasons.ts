import { and, count, eq, isNotNull } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { handoffs, stageChanges, workspaces } from '../db/schema.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { RejectionReason } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import { requireAdmin } from './permissions.ts';
import { getWorkspace, lockWorkspace, type Workspace } from './workspace.ts';

export interface ReasonInUse extends RejectionReason {
  /** How many handoffs were turned down for it. */
  used: number;
}

/** What an admin types of a reason. */
export type ReasonInput = Pick<RejectionReason, 'label' | 'outcome'> & { givesTurnBack: boolean };

/** So that the options of a select hold all of them, and a list of them fits into a form. */
const MOST_REASONS = 50;
const MOST_HIDDEN = 200;
export const LONGEST_REASON = 60;

/** What is wrong with what a reason is called. */
export class ReasonLabelError extends InvalidInputError {}

/** Those that whoever rejects a lead may choose from. */
export function offeredReasons({ rejectionReasons }: Pick<Workspace, 'rejectionReasons'>): RejectionReason[] {
  return rejectionReasons.filter(({ isHidden }) => !isHidden);
}

/** All of them in their order, those hidden last. */
export async function listReasons(ctx: Context): Promise<ReasonInUse[]> {
  const { rejectionReasons } = await getWorkspace(ctx);
  const used = await countUses(ctx);
  return inOrder(rejectionReasons).map((reason) => ({ ...reason, used: used.get(reason.key) ?? 0 }));
}

/**
 * Adds a reason, or changes the one of this key.
 * @throws {NotAllowedError} unless an admin asks, {ReasonLabelError}, {ConflictError} when there are too many.
 */
export async function saveReason(
  ctx: Context,
  input: ReasonInput & { key?: string | undefined },
): Promise<void> {
  const label = readLabel(input.label);
  const content = {
    ...{ label, outcome: input.outcome },
    ...(input.givesTurnBack ? { givesTurnBack: true } : {}),
  };
  await changeReasons(ctx, input.key ?? label, (reasons) => {
    const isTaken = reasons.some(
      (known) => known.key !== input.key && known.label.toLowerCase() === label.toLowerCase(),
    );
    if (isTaken) throw new ReasonLabelError(say('There is such a reason already.'));
    if (input.key === undefined) {
      requireRoom(reasons);
      return [...reasons, { key: keyFor(label, reasons), ...content }];
    }
    requireKnown(reasons, input.key);
    return reasons.map((known) =>
      known.key === input.key
        ? { key: known.key, ...content, ...(known.isHidden ? { isHidden: true } : {}) }
        : known,
    );
  });
}

/** One place up (-1) or down (1) among those that are offered. */
export async function moveReason(ctx: Context, key: string, by: -1 | 1): Promise<void> {
  await changeReasons(ctx, key, (reasons) => {
    const offered = inOrder(reasons).filter(({ isHidden }) => !isHidden);
    const from = offered.findIndex((known) => known.key === key);
    const moved = offered[from];
    const other = offered[from + by];
    if (!moved || !other) return reasons;
    offered[from + by] = moved;
    offered[from] = other;
    return [...offered, ...reasons.filter(({ isHidden }) => isHidden)];
  });
}

/**
 * Offers it no more. One that some lead was rejected for is kept, hidden, so that figures still name it.
 * @throws {ConflictError} when it is the last one that is offered.
 */
export async function removeReason(ctx: Context, key: string): Promise<'removed' | 'hidden'> {
  let outcome: 'removed' | 'hidden' = 'removed';
  await changeReasons(ctx, key, async (reasons, tx) => {
    requireKnown(reasons, key);
    if (reasons.filter((known) => !known.isHidden && known.key !== key).length === 0)
      throw new ConflictError(say('Whoever rejects a lead needs a reason to choose. Add another one first.'));
    const isUsed = await wasUsed(tx, key);
    outcome = isUsed ? 'hidden' : 'removed';
    return isUsed
      ? reasons.map((known) => (known.key === key ? { ...known, isHidden: true } : known))
      : reasons.filter((known) => known.key !== key);
  });
  return outcome;
}

/** Offers one again that was hidden. */
export async function showReason(ctx: Context, key: string): Promise<void> {
  await changeReasons(ctx, key, (reasons) => {
    requireKnown(reasons, key);
    requireRoom(reasons);
    const shown = reasons.map(({ isHidden, ...known }) =>
      isHidden && known.key !== key ? { ...known, isHidden } : known,
    );
    return shown;
  });
}

async function changeReasons(
  ctx: Context,
  subject: string,
  change: (
    reasons: readonly RejectionReason[],
    tx: Context,
  ) => readonly RejectionReason[] | Promise<readonly RejectionReason[]>,
): Promise<void> {
  requireAdmin(ctx, 'change the reasons');
  await inTransaction(ctx, async (tx) => {
    const { rejectionReasons: before } = await lockWorkspace(tx);
    const after = [...(await change(before, tx))];
    await tx.db
      .update(workspaces)
      .set({ rejectionReasons: after })
      .where(eq(workspaces.workspaceId, tx.workspaceId));
    await recordAudit(tx, 'reasons changed', subject, { before: byKey(before), after: byKey(after) });
  });
}

async function countUses(ctx: Context): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ reason: handoffs.reason, used: count() })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), isNotNull(handoffs.reason)))
    .groupBy(handoffs.reason);
  return new Map(rows.map(({ reason, used }) => [reason ?? '', used]));
}

/** Decisions that were undone stay in the stories of their leads. */
async function wasUsed(ctx: Context, key: string): Promise<boolean> {
  const [fact] = await ctx.db
    .select({ key: stageChanges.reason })
    .from(stageChanges)
    .where(and(eq(stageChanges.workspaceId, ctx.workspaceId), eq(stageChanges.reason, key)))
    .limit(1);
  return fact !== undefined;
}

function byKey(reasons: readonly RejectionReason[]): Record<string, string> {
  return Object.fromEntries(
    reasons.map(({ key, label, outcome, givesTurnBack, isHidden }, index) => [
      key,
      [
        `${index + 1}. ${label}`,
        outcome,
        givesTurnBack ? 'gives the turn back' : '',
        isHidden ? 'hidden' : '',
      ]
        .filter(Boolean)
        .join(', '),
    ]),
  );
}

function inOrder(reasons: readonly RejectionReason[]): RejectionReason[] {
  return [...reasons.filter(({ isHidden }) => !isHidden), ...reasons.filter(({ isHidden }) => isHidden)];
}

function readLabel(typed: string): string {
  const label = typed
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gv, ' ')
    .trim();
  if (label === '') throw new ReasonLabelError(say('Say the reason in a few words.'));
  if (label.length <= LONGEST_REASON) return label;
  throw new ReasonLabelError(say('Give it at most {most} characters.', { most: LONGEST_REASON }));
}

function requireKnown(reasons: readonly RejectionReason[], key: string): void {
  if (reasons.some((known) => known.key === key)) return;
  throw new NotFoundError(say('Somebody has removed this reason meanwhile. Open the reasons again.'));
}

function requireRoom(reasons: readonly RejectionReason[]): void {
  const hidden = reasons.filter(({ isHidden }) => isHidden).length;
  if (reasons.length - hidden < MOST_REASONS && hidden < MOST_HIDDEN) return;
  throw new ConflictError(
    say('There are {most} reasons, and no more fit. Remove one first.', { most: MOST_REASONS }),
  );
}

/** Names it in facts and reports for good, whatever it is called later. */
function keyFor(label: string, reasons: readonly RejectionReason[]): string {
  const word = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 40);
  const isFree = (key: string) => key !== '' && !reasons.some((known) => known.key === key);
  if (isFree(word)) return word;
  let number = 2;
  while (!isFree(`${word || 'reason'}_${number}`)) number += 1;
  return `${word || 'reason'}_${number}`;
}
