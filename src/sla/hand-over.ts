import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { rowsOf } from '../db/bulk.ts';
import { members } from '../db/schema.ts';
import type { Person } from '../team/directory.ts';

/** Who gets a lead, and why, in words that its card shows. */
export interface Route {
  routedTo: 'owner' | 'rotation' | 'pool' | 'nobody';
  holderId: string | null;
  why: string;
}

/** What the router looks at: the reps in order of their turns, and where leads go when there is none. */
export interface Rotation {
  reps: { userId: string; turns: number }[];
  poolChannelId: string | null;
}

/** Locks the rotation, so that two routers do not give the same turn away twice. Who is `gone` has no part in it. */
export async function lockRotation(
  ctx: Context,
  poolChannelId: string | null,
  gone: ReadonlySet<string>,
): Promise<Rotation> {
  const reps = await ctx.db
    .select({ userId: members.userId, turns: members.turns })
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), members.isRep))
    .orderBy(asc(members.userId))
    .for('update');
  return { reps: reps.filter((rep) => !gone.has(rep.userId)), poolChannelId };
}

/**
 * Owner first, then whoever of the reps had the fewest turns, then the pool. Counts the turn in `rotation`; an owner's
 * lead takes no turn.
 */
export function routeHandoff(
  rotation: Rotation,
  ownerEmail: string | null,
  owner: Person | undefined,
): Route {
  if (owner?.mayAct) {
    return { routedTo: 'owner', holderId: owner.userId, why: 'You own this lead in the CRM.' };
  }
  const unknownOwner = !ownerEmail
    ? ''
    : owner
      ? ` Its owner in the CRM, ${ownerEmail}, is a guest or deactivated in Slack.`
      : ` Its owner in the CRM, ${ownerEmail}, is not in this Slack.`;
  const next = rotation.reps.reduce<Rotation['reps'][number] | undefined>(
    (least, rep) => (!least || rep.turns < least.turns ? rep : least),
    undefined,
  );
  if (next) {
    next.turns += 1;
    const others = rotation.reps.length - 1;
    const why = others === 0 ? 'You are the only rep.' : `Your turn in the rotation of ${others + 1} reps.`;
    return { routedTo: 'rotation', holderId: next.userId, why: why + unknownOwner };
  }
  if (rotation.poolChannelId) {
    return {
      routedTo: 'pool',
      holderId: null,
      why: `Nobody is in the rotation: the first to accept gets it.${unknownOwner}`,
    };
  }
  return { routedTo: 'nobody', holderId: null, why: `There are no reps and no pool channel.${unknownOwner}` };
}

/** Writes the turns taken back. */
export async function saveTurns(ctx: Context, rotation: Rotation): Promise<void> {
  if (rotation.reps.length === 0) return;
  const rows = rotation.reps.map((rep) => ({ workspaceId: ctx.workspaceId, ...rep }));
  await ctx.db.execute(sql`
    update ${members} as m set turns = input.turns
    from ${rowsOf(members, ['workspaceId', 'userId', 'turns'], rows)}
    where m.workspace_id = input.workspace_id and m.user_id = input.user_id and m.turns <> input.turns`);
}
