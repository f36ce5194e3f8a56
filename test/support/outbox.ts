/**
 * What delivers, on a pretend Slack and without the rest of the bot: leads are put into the database as they are wanted,
 * and any number of processes deliver what a test owes them.
 *
 *   const ctx = await aWorkspace(database());
 *   const slack = await aSlack();
 *   await enqueueDeliveries(ctx, (await openLeads(ctx, 3)).map(aCardFor('UREP1')));
 *   const process = aDeliverer(ctx, slack);
 *   await slack.until(async () => (await slack.messages('UREP1')).length === 3);
 */
import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Context } from '../../src/context.ts';
import { handoffs, leads, slaPolicies } from '../../src/db/schema.ts';
import { createLoop } from '../../src/jobs/create-loop.ts';
import { drainOutbox } from '../../src/jobs/drain-outbox.ts';
import type { DeliveryKind, NewDelivery } from '../../src/outbox/delivery.ts';
import { createDeliverer } from '../../src/slack/create-deliverer.ts';
import { createSlackClient } from '../../src/slack/web-client.ts';
import { createPretendSlack, type PretendSlack, type PretendSlackOptions } from './pretend-slack.ts';
import { listDeliveries } from './workspaces.ts';

/** Open handoffs of as many new leads, named `Lead 1` and so on; their ids, in that order. `holders` take turns. */
export async function openLeads(
  ctx: Context,
  count: number,
  holders: readonly string[] = [],
): Promise<string[]> {
  const { workspaceId } = ctx;
  const [policy] = await ctx.db.select().from(slaPolicies).where(eq(slaPolicies.workspaceId, workspaceId));
  if (!policy) throw new Error('a workspace has a policy');
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const now = ctx.now();
  const known = (await ctx.db.select().from(leads).where(eq(leads.workspaceId, workspaceId))).length;
  await ctx.db
    .insert(leads)
    .values(numbers.map((n) => ({ workspaceId, leadId: `L-${known + n}`, name: `Lead ${known + n}` })));
  const rows = numbers.map((n) => ({
    ...{ workspaceId, leadId: `L-${known + n}`, state: 'open' as const, openedAt: now, clockFrom: now },
    ...{ handoffId: `0199a000-0000-7000-8000-${String(known + n).padStart(12, '0')}`, alerting: true },
    ...{ openingOrigin: 'test', openingEventId: `${known + n}`, policyId: policy.policyId },
    dueAt: new Date(now.getTime() + 3_600_000),
    holderId: holders[(n - 1) % holders.length] ?? null,
  }));
  await ctx.db.insert(handoffs).values(rows);
  return rows.map((row) => row.handoffId);
}

export async function decideLead(
  ctx: Context,
  handoffId: string,
  state: 'accepted' | 'rejected' = 'accepted',
): Promise<void> {
  await ctx.db
    .update(handoffs)
    .set({ state, decidedAt: ctx.now() })
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId)));
}

/** Makes what is owed about a lead. */
export function owedTo(recipientId: string, kind: DeliveryKind = 'card', payload = {}) {
  return (handoffId: string): NewDelivery => ({
    ...{ dedupeKey: `${kind}:${handoffId}:${recipientId}`, kind, recipientId, handoffId, payload },
  });
}

export async function aSlack(options: PretendSlackOptions = {}): Promise<PretendSlack> {
  const slack = await createPretendSlack(options);
  onTestFinished(async () => {
    await slack.close();
    expect(slack.faults).toEqual([]);
  });
  return slack;
}

export interface Deliverer {
  wake(): void;
  stop(): Promise<void>;
  /** Whom Slack would not let it reach. */
  unreachable: string[];
  errors: unknown[];
}

/** Delivers as a process of its own would; it stops with the test. */
export function aDeliverer(ctx: Context, slack: PretendSlack, leaseMs = 60_000): Deliverer {
  const logger = pino({ level: 'silent' });
  const deliver = createDeliverer(createSlackClient(slack.botToken, slack.apiUrl, logger), logger);
  const unreachable: string[] = [];
  const errors: unknown[] = [];
  let stopping = false;
  const onError = (error: unknown) => {
    errors.push(error);
  };
  const loop = createLoop({
    now: ctx.now,
    onError,
    work: () =>
      drainOutbox(ctx, {
        ...{ leaseMs, deliver, onError, onOutcome: () => {} },
        onUnreachable: (userId) => {
          unreachable.push(userId);
        },
        isStopping: () => stopping,
      }),
  });
  const stop = async () => {
    stopping = true;
    await loop.stop();
  };
  onTestFinished(stop);
  loop.wake();
  return { wake: loop.wake, stop, unreachable, errors };
}

/** The context with a clock that runs as the machine's does, from where the test's clock stands. */
export function ticking<Ctx extends Context>(ctx: Ctx): Ctx {
  const startedAt = performance.now();
  return { ...ctx, now: () => new Date(ctx.now().getTime() + performance.now() - startedAt) };
}

export async function isAllSettled(ctx: Context): Promise<boolean> {
  return (await listDeliveries(ctx)).every(({ state }) => state !== 'owed');
}
