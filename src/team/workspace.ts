import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import type { Executor } from '../db/client.ts';
import { slaPolicies, stageChanges, workspaces } from '../db/schema.ts';
import { InvalidInputError, invariant, NotFoundError } from '../errors.ts';
import { DEFAULT_WORKING_HOURS } from './working-calendar.ts';
import {
  DEFAULT_CHAIN,
  DEFAULT_LIVE_WITHIN_HOURS,
  DEFAULT_NEXT_STEP,
  DEFAULT_REJECTION_REASONS,
} from './workspace-defaults.ts';

export type Workspace = typeof workspaces.$inferSelect;

/** The workspace of a database that has not met Slack yet. */
const LOCAL_WORKSPACE = 'local';

/** The first policy judges all history, so it begins before any. */
const EVER = new Date(0);

const DEFAULT_MINUTES_TO_DECIDE = 8 * 60;

export async function getWorkspace(ctx: Pick<Context, 'db' | 'workspaceId'>): Promise<Workspace> {
  const [workspace] = await ctx.db
    .select()
    .from(workspaces)
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
  invariant(workspace, `workspace ${ctx.workspaceId} is in the database`);
  return workspace;
}

/** The language of channels, where nobody has chosen one. */
export async function adoptLanguage(
  { db, workspaceId }: Pick<Context, 'db' | 'workspaceId'>,
  language: string,
): Promise<void> {
  await db
    .update(workspaces)
    .set({ language })
    .where(and(eq(workspaces.workspaceId, workspaceId), isNull(workspaces.language)));
}

/** The same under a lock that whoever looks for a holder and whoever adds reps take, so that neither misses the other. */
export async function lockWorkspace(ctx: Pick<Context, 'db' | 'workspaceId'>): Promise<Workspace> {
  const [workspace] = await ctx.db
    .select()
    .from(workspaces)
    .where(eq(workspaces.workspaceId, ctx.workspaceId))
    .for('no key update');
  invariant(workspace, `workspace ${ctx.workspaceId} is in the database`);
  return workspace;
}

/**
 * The workspace that a command line means: the one it names, else the only one. An empty database gets `local`.
 * @throws {NotFoundError} when there is no such workspace, {InvalidInputError} when several could be meant.
 */
export async function resolveWorkspace(
  db: Executor,
  wanted: string | undefined,
  now: Date,
): Promise<Workspace> {
  const known = await db.select().from(workspaces).orderBy(asc(workspaces.workspaceId));
  if (known.length === 0 && (wanted === undefined || wanted === LOCAL_WORKSPACE)) {
    return createWorkspace(db, LOCAL_WORKSPACE, now);
  }
  const names = known.map((workspace) => workspace.workspaceId).join(', ');
  if (wanted === undefined) {
    const [only, ...others] = known;
    if (only && others.length === 0) return only;
    throw new InvalidInputError(`There are several workspaces: ${names}. Say which with --workspace.`);
  }
  const found = known.find((workspace) => workspace.workspaceId === wanted);
  if (found) return found;
  throw new NotFoundError(
    `There is no workspace ${wanted}. There ${known.length === 1 ? 'is' : 'are'}: ${names || 'none yet'}.`,
  );
}

/** The workspace of a Slack team. The first team to connect adopts `local` and everything recorded in it. */
export async function connectWorkspace(db: Executor, teamId: string, now: Date): Promise<Workspace> {
  const [connected] = await db.select().from(workspaces).where(eq(workspaces.workspaceId, teamId));
  if (connected) return connected;
  return db.transaction(async (tx) => {
    const isLocal = eq(workspaces.workspaceId, LOCAL_WORKSPACE);
    const [local] = await tx.select().from(workspaces).where(isLocal).for('update');
    if (!local) return createWorkspace(tx, teamId, now);
    const [other] = await tx
      .select({ workspaceId: workspaces.workspaceId })
      .from(workspaces)
      .where(ne(workspaces.workspaceId, LOCAL_WORKSPACE))
      .limit(1);
    if (other) return createWorkspace(tx, teamId, now);
    const [adopted] = await tx.update(workspaces).set({ workspaceId: teamId }).where(isLocal).returning();
    invariant(adopted, 'the local workspace was locked by this transaction');
    await tx
      .update(stageChanges)
      .set({ workspaceId: teamId })
      .where(eq(stageChanges.workspaceId, LOCAL_WORKSPACE));
    return adopted;
  });
}

/** Idempotent: two processes may start at once. */
async function createWorkspace(db: Executor, workspaceId: string, now: Date): Promise<Workspace> {
  return db.transaction(async (tx) => {
    const timeZone = 'UTC';
    await tx
      .insert(workspaces)
      .values({
        workspaceId,
        createdAt: now,
        timeZone,
        nextStep: DEFAULT_NEXT_STEP,
        rejectionReasons: DEFAULT_REJECTION_REASONS,
        liveWithinHours: DEFAULT_LIVE_WITHIN_HOURS,
      })
      .onConflictDoNothing();
    const [workspace] = await tx
      .select()
      .from(workspaces)
      .where(eq(workspaces.workspaceId, workspaceId))
      .for('update');
    invariant(workspace, 'the workspace was inserted, by us or by another process');
    const policies = await tx
      .select({ policyId: slaPolicies.policyId })
      .from(slaPolicies)
      .where(eq(slaPolicies.workspaceId, workspaceId));
    if (policies.length === 0) {
      await tx.insert(slaPolicies).values({
        workspaceId,
        policyId: uuidv7(),
        effectiveFrom: EVER,
        createdAt: now,
        minutesToDecide: DEFAULT_MINUTES_TO_DECIDE,
        inWorkingTime: true,
        chain: DEFAULT_CHAIN,
        timeZone,
        workingHours: [...DEFAULT_WORKING_HOURS],
        holidays: [],
      });
    }
    return workspace;
  });
}
