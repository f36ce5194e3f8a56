import { randomUUID } from 'node:crypto';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Actor, Context } from '../../src/context.ts';
import { SYSTEM } from '../../src/context.ts';
import type { Database } from '../../src/db/client.ts';
import { deliveries, handoffs, slaPolicies, workspaces } from '../../src/db/schema.ts';
import type { Handoff } from '../../src/leads/handoff.ts';
import type { Person } from '../../src/team/directory.ts';
import { saveMember } from '../../src/team/members.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { type FixedClock, fixedClock } from './clock.ts';
import { START } from './facts.ts';

export interface TestWorkspace extends Context {
  readonly clock: FixedClock;
}

type Policy = Partial<Pick<typeof slaPolicies.$inferInsert, 'minutesToDecide' | 'inWorkingTime'>>;

/** A workspace of its own, whose clock stands at `START`. Its promise: 8 hours of the wall clock, unless said. */
export async function aWorkspace(
  { db }: Pick<Database, 'db'>,
  settings: Policy & { poolChannelId?: string } = {},
): Promise<TestWorkspace> {
  const { poolChannelId, ...policy } = settings;
  const clock = fixedClock(START.toISOString());
  const { workspaceId } = await connectWorkspace(db, `T${randomUUID()}`, clock.now());
  const mine = eq(slaPolicies.workspaceId, workspaceId);
  await db
    .update(slaPolicies)
    .set({ inWorkingTime: false, ...policy })
    .where(mine);
  if (poolChannelId) {
    await db.update(workspaces).set({ poolChannelId }).where(eq(workspaces.workspaceId, workspaceId));
  }
  return { db, workspaceId, actor: SYSTEM, now: clock.now, clock };
}

/** The same context as somebody without any role, unless given. */
export function as<Ctx extends Context>(
  ctx: Ctx,
  userId: string,
  roles: Partial<Omit<Extract<Actor, { kind: 'person' }>, 'kind' | 'userId'>> = {},
): Ctx {
  const none = { mayAct: true, isRep: false, isManager: false, isAdmin: false };
  return { ...ctx, actor: { kind: 'person', userId, ...none, ...roles } };
}

export function aPerson(userId: string, facts: Partial<Person> = {}): Person {
  return {
    userId,
    name: userId,
    email: `${userId}@corp.test`,
    timeZone: null,
    isWorkspaceAdmin: false,
    mayAct: true,
    ...facts,
  };
}

export async function addMember(
  ctx: Context,
  userId: string,
  roles: { isRep?: boolean; isManager?: boolean; isAdmin?: boolean },
): Promise<void> {
  await saveMember(ctx, aPerson(userId), roles);
}

/** The handoffs that count, of one lead or of all, in the order in which they opened. */
export async function listHandoffs(ctx: Context, leadId?: string): Promise<Handoff[]> {
  return ctx.db
    .select()
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        ne(handoffs.state, 'void'),
        leadId ? eq(handoffs.leadId, leadId) : undefined,
      ),
    )
    .orderBy(asc(handoffs.leadId), asc(handoffs.openedAt), asc(handoffs.openingEventId));
}

export async function oneHandoff(ctx: Context, leadId = 'L-1'): Promise<Handoff> {
  const [only, ...others] = await listHandoffs(ctx, leadId);
  if (!only || others.length > 0) throw new Error(`${leadId} has ${others.length + (only ? 1 : 0)} handoffs`);
  return only;
}

export async function listDeliveries(ctx: Context) {
  return ctx.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.workspaceId, ctx.workspaceId))
    .orderBy(asc(deliveries.deliveryId));
}
