import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, leads } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import type { Directory, Person } from '../team/directory.ts';
import { listMembers } from '../team/members.ts';
import { isDue } from './is-due.ts';

/** What a tick must know of people in Slack. It is asked before the transaction: none waits for Slack. */
export interface SlackPeople {
  /** The owners of the leads that wait to be handed over, by address. Null: Slack could not be asked. */
  owners: ReadonlyMap<string, Person | undefined | null>;
  /** Members who left or became guests since they got their role. */
  gone: ReadonlySet<string>;
  /** The workspace's own admins, who hear of what managers would. Null: Slack could not be asked. */
  admins: readonly string[] | null;
}

const MOST_OWNERS = 500;

export async function findSlackPeople(ctx: Context, directory: Directory): Promise<SlackPeople> {
  const members = await listMembers(ctx);
  const gone = new Set<string>();
  for (const { userId } of members.filter((member) => member.isRep || member.isManager || member.isAdmin)) {
    const person = await unlessUnavailable(() => directory.find(userId));
    if (person && !person.mayAct) gone.add(userId);
  }
  const isManaged = members.some(
    ({ userId, isManager, isAdmin }) => (isManager || isAdmin) && !gone.has(userId),
  );
  const admins = isManaged ? [] : await unlessUnavailable(() => directory.listAdmins());
  return {
    owners: await findOwners(ctx, directory),
    gone,
    admins: admins?.map((admin) => admin.userId) ?? null,
  };
}

async function findOwners(ctx: Context, directory: Directory): Promise<SlackPeople['owners']> {
  const waiting = await ctx.db
    .selectDistinct({ email: leads.ownerEmail })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(and(isDue(ctx), isNull(handoffs.handedOverAt), isNotNull(leads.ownerEmail)))
    .limit(MOST_OWNERS);
  const owners = new Map<string, Person | undefined | null>();
  for (const { email } of waiting) {
    if (email) owners.set(email, await unlessUnavailable(() => directory.findByEmail(email)));
  }
  return owners;
}

async function unlessUnavailable<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
}
