import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, leads, slaPolicies } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import type { Directory, Person } from '../team/directory.ts';
import { listMembers } from '../team/members.ts';
import { isDue } from './is-due.ts';

/** What a tick must know of people in Slack. It is asked before the transaction: none waits for Slack. */
export interface SlackPeople {
  /** The owners of the leads that wait to be handed over, by address. Null: Slack could not be asked. */
  owners: ReadonlyMap<string, Person | undefined | null>;
  /** Members as Slack knows them now. */
  known: ReadonlyMap<string, Person>;
  /** The members of the user groups that policies name. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** Members who left or became guests since they got their role. */
  gone: ReadonlySet<string>;
  /** The workspace's own admins, who hear of what managers would. Null: Slack could not be asked. */
  admins: readonly string[] | null;
}

const MOST_OWNERS = 500;
const ASKED_AT_ONCE = 10;

export async function findSlackPeople(ctx: Context, directory: Directory): Promise<SlackPeople> {
  const members = await listMembers(ctx);
  const known = new Map<string, Person>();
  const active = members.filter((member) => member.isRep || member.isManager || member.isAdmin);
  // Side by side: whoever waits for an answer to a form waits for all of these.
  const people = await Promise.all(
    active.map(({ userId }) => unlessUnavailable(() => directory.find(userId))),
  );
  for (const person of people) if (person) known.set(person.userId, person);
  const gone = new Set([...known.values()].filter(({ mayAct }) => !mayAct).map(({ userId }) => userId));
  const isManaged = members.some(
    ({ userId, isManager, isAdmin }) => (isManager || isAdmin) && !gone.has(userId),
  );
  const admins = isManaged ? [] : await unlessUnavailable(() => directory.listAdmins());
  return {
    owners: await findOwners(ctx, directory),
    known,
    groups: await findGroups(ctx, directory),
    gone,
    admins: admins?.map((admin) => admin.userId) ?? null,
  };
}

async function findGroups(ctx: Context, directory: Directory): Promise<SlackPeople['groups']> {
  const chains = await ctx.db
    .select({ chain: slaPolicies.chain })
    .from(slaPolicies)
    .where(
      and(eq(slaPolicies.workspaceId, ctx.workspaceId), sql`${slaPolicies.chain}::text like '%groupId%'`),
    );
  const groupIds = chains.flatMap(({ chain }) =>
    chain.flatMap((step) =>
      step.kind === 'notify' && typeof step.whom === 'object' && 'groupId' in step.whom
        ? [step.whom.groupId]
        : [],
    ),
  );
  const groups = new Map<string, readonly string[]>();
  for (const groupId of new Set(groupIds)) {
    groups.set(groupId, (await unlessUnavailable(() => directory.listGroup(groupId))) ?? []);
  }
  return groups;
}

async function findOwners(ctx: Context, directory: Directory): Promise<SlackPeople['owners']> {
  const waiting = await ctx.db
    .selectDistinct({ email: leads.ownerEmail })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(and(isDue(ctx), isNotNull(handoffs.routeAt), isNotNull(leads.ownerEmail)))
    .limit(MOST_OWNERS);
  const owners = new Map<string, Person | undefined | null>();
  for (let first = 0; first < waiting.length; first += ASKED_AT_ONCE) {
    await Promise.all(
      waiting.slice(first, first + ASKED_AT_ONCE).map(async ({ email }) => {
        if (email) owners.set(email, await unlessUnavailable(() => directory.findByEmail(email)));
      }),
    );
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
