import { and, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads } from '../db/schema.ts';
import type { Directory } from '../team/directory.ts';
import { advanceHandoff } from './advance-handoff.ts';
import { checkpoint } from './checkpoint.ts';
import { isDue } from './is-due.ts';
import { openShift } from './open-shift.ts';
import { findSlackPeople, type SlackPeople } from './slack-people.ts';

export interface TickResult {
  handedOver: number;
  reminded: number;
  breached: number;
  /** Handoffs of which the alert could not be worked out; the others went on. */
  failed: { handoffId: string; error: unknown }[];
  /** When the next alert falls due; undefined when there is none. */
  nextAt: Date | undefined;
}

const BATCH = 500;
const RETRY_FAILED_MS = 5 * 60_000;

/**
 * Does what is due: hands over, reminds, says what was not decided in time, hands on. Costs what is due, not what is
 * open. Any number of processes may run it at once; each handoff is taken by one of them.
 */
export async function runSlaTick(ctx: Context, directory: Directory): Promise<TickResult> {
  const total: TickResult = { handedOver: 0, reminded: 0, breached: 0, failed: [], nextAt: undefined };
  total.nextAt = await nextDueAt(ctx);
  let isMore = true;
  while (isMore && total.nextAt && total.nextAt <= ctx.now()) {
    const people = await findSlackPeople(ctx, directory);
    const done = await retryingDeadlocks(() => inTransaction(ctx, (tx) => alertBatch(tx, people)));
    total.handedOver += done.handedOver;
    total.reminded += done.reminded;
    total.breached += done.breached;
    total.failed.push(...done.failed);
    total.nextAt = await nextDueAt(ctx);
    // What is due and was not taken is another process's.
    isMore = done.taken === BATCH;
  }
  return total;
}

async function alertBatch(ctx: Context, people: SlackPeople) {
  const due = await ctx.db
    .select({ handoff: handoffs, lead: { ownerEmail: leads.ownerEmail, stage: leads.stage } })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(isDue(ctx))
    .orderBy(handoffs.nextAlertAt, handoffs.handoffId)
    .limit(BATCH)
    .for('update', { of: handoffs, skipLocked: true });
  if (due.length === 0) return { handedOver: 0, reminded: 0, breached: 0, failed: [], taken: 0 };
  const { shift, close } = await openShift(
    ctx,
    people,
    due.map(({ handoff }) => handoff),
  );
  const failed: TickResult['failed'] = [];
  const changed = due.map(({ handoff, lead }) => {
    const takeBack = checkpoint(shift);
    try {
      return advanceHandoff(handoff, lead, shift);
    } catch (error) {
      takeBack(handoff.handoffId);
      failed.push({ handoffId: handoff.handoffId, error });
      return { ...handoff, nextAlertAt: new Date(shift.now.getTime() + RETRY_FAILED_MS) };
    }
  });
  await close(changed);
  const { handedOver, reminded, breached } = shift.out;
  return { handedOver, reminded, breached, failed, taken: due.length };
}

async function nextDueAt(ctx: Context): Promise<Date | undefined> {
  const [next] = await ctx.db
    .select({ at: sql<Date | null>`min(${handoffs.nextAlertAt})`.mapWith(handoffs.nextAlertAt) })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), sql`${handoffs.nextAlertAt} is not null`));
  return next?.at ?? undefined;
}
