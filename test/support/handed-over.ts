import { eq } from 'drizzle-orm';
import type { Database } from '../../src/db/client.ts';
import { turns } from '../../src/db/schema.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { aDirectory, type TestDirectory } from './directory.ts';
import { aStage, at } from './facts.ts';
import { addMember, aPerson, as, aWorkspace, oneHandoff, type TestWorkspace } from './workspaces.ts';

export interface HandedOver {
  ctx: TestWorkspace;
  directory: TestDirectory;
  handoffId: string;
  manager: TestWorkspace;
  /** Whoever that is, without a role. */
  acting(userId: string): TestWorkspace;
  tick(): Promise<unknown>;
}

/** A workspace in which the lead L-1 has just been handed over to the first of these reps, or else to the pool. */
export async function handedOver(
  database: Database,
  settings: { reps?: string[]; poolChannelId?: string; leads?: string[] } = {},
): Promise<HandedOver> {
  const { reps = ['U1', 'U2'], leads = ['L-1'], ...workspace } = settings;
  const ctx = await aWorkspace(database, workspace);
  for (const rep of reps) await addMember(ctx, rep, { isRep: true });
  await addMember(ctx, 'UM1', { isManager: true });
  const directory = aDirectory(
    ...[...reps, 'U8', 'U9'].map((userId) => aPerson(userId)),
    aPerson('UM1', { name: 'Max' }),
    aPerson('UG1', { mayAct: false }),
  );
  await recordStageChanges(
    ctx,
    leads.map((leadId) => aStage('mql', at(0), { leadId })),
  );
  const tick = () => runSlaTick(ctx, directory);
  await tick();
  return {
    ...{ ctx, directory, tick },
    handoffId: (await oneHandoff(ctx, leads[0])).handoffId,
    manager: as(ctx, 'UM1', { isManager: true }),
    acting: (userId) => as(ctx, userId),
  };
}

export async function listTurns(ctx: TestWorkspace) {
  return ctx.db.select().from(turns).where(eq(turns.workspaceId, ctx.workspaceId)).orderBy(turns.turn);
}
