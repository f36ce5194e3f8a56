import { and, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { oweAgain } from '../outbox/refresh-deliveries.ts';
import { getWorkspace } from '../team/workspace.ts';
import { setupState } from './setup-state.ts';

/** What has to be done before the first lead can come, in this order. */
export const FIRST_STEPS = ['reps', 'promise', 'leads'] as const;

export type FirstStep = (typeof FIRST_STEPS)[number];

/** One message of the kind for a workspace, whatever starts again and however many processes do. */
const DEDUPE_KEY = 'first-run';

export async function stepsDone(ctx: Context): Promise<FirstStep[]> {
  const { hasReps, hasLeads } = await setupState(ctx);
  const { configuredAt } = await getWorkspace(ctx);
  const isDone: Record<FirstStep, boolean> = {
    reps: hasReps,
    promise: configuredAt !== null,
    leads: hasLeads,
  };
  return FIRST_STEPS.filter((step) => isDone[step]);
}

/** Whether the first admin was greeted, or needs not be: somebody has begun to set the workspace up already. */
export async function isPastFirstRun(ctx: Context): Promise<boolean> {
  const [owed] = await ctx.db.select({ kind: deliveries.kind }).from(deliveries).where(isGreeting(ctx));
  if (owed) return true;
  const done = await stepsDone(ctx);
  return done.includes('reps') || done.includes('promise');
}

/** Owes the first admin the one message that says what to do. `takesFacts`: whether a CRM can send leads. */
export async function oweFirstRun(ctx: Context, adminId: string, takesFacts: boolean): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await enqueueDeliveries(tx, [
      {
        ...{ dedupeKey: DEDUPE_KEY, kind: 'first-run', recipientId: adminId },
        payload: { takesFacts, done: await stepsDone(tx), asked: true },
      },
    ]);
  });
}

/**
 * Owes the message anew where it shows something else than is so. Returns whether there is nothing left to show. Only a
 * process that has just started says `takesFacts`: of several, two that differ would correct each other for ever.
 */
export async function followFirstRun(ctx: Context, takesFacts?: boolean): Promise<boolean> {
  const [owed] = await ctx.db
    .select({ state: deliveries.state, payload: deliveries.payload })
    .from(deliveries)
    .where(isGreeting(ctx));
  if (!owed || owed.state === 'cancelled' || owed.state === 'failed') return true;
  const done = await stepsDone(ctx);
  const payload = { ...owed.payload, done, ...(takesFacts === undefined ? {} : { takesFacts }) };
  await oweAgain(
    ctx,
    sql`dedupe_key = ${DEDUPE_KEY} and state in ('owed', 'settled') and payload <> ${JSON.stringify(payload)}::jsonb`,
    payload,
  );
  return done.length === FIRST_STEPS.length;
}

function isGreeting(ctx: Context) {
  return and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.dedupeKey, DEDUPE_KEY));
}
