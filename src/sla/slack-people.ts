import { and, eq, inArray, isNotNull } from 'drizzle-orm';
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
  /** The colleagues in the user groups that policies name. Null: Slack could not be asked. */
  groups: ReadonlyMap<string, readonly string[] | null>;
  /** The people whom policies name. Undefined: they are no colleagues; null: Slack could not be asked. */
  named: ReadonlyMap<string, Person | undefined | null>;
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
    ...(await findAudiences(ctx, directory)),
    gone,
    admins: admins?.map((admin) => admin.userId) ?? null,
  };
}

/** Whom the policies of what is due name. Guests and people who left are told nothing, whoever names them. */
async function findAudiences(
  ctx: Context,
  directory: Directory,
): Promise<Pick<SlackPeople, 'groups' | 'named'>> {
  const due = ctx.db.select({ policyId: handoffs.policyId }).from(handoffs).where(isDue(ctx));
  const rows = await ctx.db
    .select({ chain: slaPolicies.chain })
    .from(slaPolicies)
    .where(and(eq(slaPolicies.workspaceId, ctx.workspaceId), inArray(slaPolicies.policyId, due)));
  const steps = rows.flatMap(({ chain }) => chain);
  const groupIds = steps.flatMap((step) =>
    step.kind === 'notify' && typeof step.whom === 'object' && 'groupId' in step.whom
      ? [step.whom.groupId]
      : [],
  );
  const userIds = steps.flatMap((step) => {
    const whom = step.kind === 'notify' ? step.whom : step.kind === 'reassign' ? step.to : undefined;
    return typeof whom === 'object' && 'userId' in whom ? [whom.userId] : [];
  });
  const groups = new Map<string, readonly string[] | null>();
  for (const groupId of new Set(groupIds)) {
    groups.set(groupId, await unlessUnavailable(() => colleaguesInGroup(directory, groupId)));
  }
  const named = new Map<string, Person | undefined | null>();
  for (const userId of new Set(userIds)) {
    const person = await unlessUnavailable(() => directory.find(userId));
    named.set(userId, person?.mayAct === false ? undefined : person);
  }
  return { groups, named };
}

async function colleaguesInGroup(directory: Directory, groupId: string): Promise<string[]> {
  const people = await Promise.all(
    (await directory.listGroup(groupId)).map((userId) => directory.find(userId)),
  );
  return people.filter((person) => person?.mayAct).map((person) => person?.userId ?? '');
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
