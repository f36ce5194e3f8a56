import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { beforeEach, expect, it } from 'vitest';
import { type Executor, queryRows } from '../../src/db/client.ts';
import * as schema from '../../src/db/schema.ts';
import { InvalidInputError, NotFoundError } from '../../src/errors.ts';
import { connectWorkspace, resolveWorkspace } from '../../src/team/workspace.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { START } from '../support/facts.ts';

const TABLES = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableName(table));
const ID = '0199a000-0000-7000-8000-000000000001';

/** One row in every table. */
async function fill(db: Executor, workspaceId: string) {
  const base = { workspaceId, createdAt: START };
  await db.insert(schema.members).values({ workspaceId, userId: 'U1', name: 'Uma', addedAt: START });
  await db
    .insert(schema.roleGroups)
    .values({ workspaceId, role: 'rep', groupId: 'S1', checkedAt: START, addedAt: START });
  await db.insert(schema.leads).values({ workspaceId, leadId: 'L-1' });
  await db.insert(schema.stageChanges).values({
    ...{ workspaceId, origin: 'crm', eventId: 'e', leadId: 'L-1', kind: 'stage', stage: 'mql' },
    ...{ occurredAt: START, recordedAt: START, live: true, alert: false },
  });
  await db.insert(schema.handoffs).values({
    ...{ workspaceId, handoffId: ID, leadId: 'L-1', state: 'open', openedAt: START, openingOrigin: 'crm' },
    ...{ openingEventId: 'e', alerting: true, clockFrom: START, policyId: ID, dueAt: START },
  });
  await db.insert(schema.absences).values({
    ...{ ...base, absenceId: ID, userId: 'U1', fromAt: START, untilAt: START },
  });
  await db.insert(schema.turns).values({
    ...{
      workspaceId,
      handoffId: ID,
      turn: 1,
      routedTo: 'rotation',
      holderId: 'U1',
      why: '',
      startedAt: START,
    },
  });
  await db.insert(schema.changedDays).values({ workspaceId, day: '2026-01-05', changeId: ID });
  await db.insert(schema.lanes).values({ workspaceId, recipientId: 'U1', freeAt: START });
  await db.insert(schema.deliveries).values({
    ...{ ...base, deliveryId: ID, dedupeKey: 'k', kind: 'card', recipientId: 'U1', handoffId: ID },
    ...{ payload: {}, state: 'owed', runAt: START },
  });
  await db.insert(schema.schedules).values({
    ...{ ...base, scheduleId: ID, kind: 'digest', channelId: 'C1', timeOfDay: '08:30', days: 'daily' },
    ...{ timeZone: 'UTC', options: {}, nextRunAt: START },
  });
  await db.insert(schema.spend).values({
    ...{ workspaceId, spendKey: 'k', fromOn: '2026-01-01', toOn: '2026-01-31', amount: '10.50' },
    recordedAt: START,
  });
  await db
    .insert(schema.budgets)
    .values({ workspaceId, month: '2026-01-01', channel: '', amount: '10', setAt: START });
  await db
    .insert(schema.goals)
    .values({ workspaceId, metric: 'mqls', fromMonth: '2026-01-01', target: 1, setAt: START });
  await db.insert(schema.connections).values({
    ...{ workspaceId, connectionId: 'web', system: 'custom', name: 'Web', connectedAt: START },
  });
  await db
    .insert(schema.reportedValues)
    .values({ workspaceId, connectionId: 'web', value: 'hot', lastSeenAt: START });
  await db.insert(schema.sentFiles).values({ workspaceId, fileId: 'F1', sentAt: START });
  await db
    .insert(schema.auditLog)
    .values({ workspaceId, auditId: ID, at: START, action: 'a', subject: 's', detail: {} });
}

/** The workspaces named in each table. */
async function owners(db: Executor): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await queryRows<{ workspace_id: string }>(
      db,
      sql`select distinct workspace_id from ${sql.identifier(table)} order by 1`,
    );
    found[table] = rows.map((row) => row.workspace_id);
  }
  return found;
}

/** The ledger hangs from nothing, everything else from its workspace. */
async function erase(db: Executor): Promise<void> {
  await db.delete(schema.workspaces);
  await db.delete(schema.stageChanges);
}

const everyTable = (...workspaceIds: string[]) =>
  Object.fromEntries(TABLES.map((table) => [table, workspaceIds]));

await forEachDatabase('a workspace', (database) => {
  beforeEach(() => erase(database().db));

  it('of a fresh database is local, and whole', async () => {
    const { db } = database();
    const local = await resolveWorkspace(db, undefined, START);
    expect(local).toMatchObject({ workspaceId: 'local', timeZone: 'UTC', liveWithinHours: 24 });
    expect(await db.select().from(schema.slaPolicies)).toMatchObject([
      { workspaceId: 'local', minutesToDecide: 480, inWorkingTime: true, reminders: [{ fraction: 0.75 }] },
    ]);
    expect(await resolveWorkspace(db, 'local', START)).toEqual(local);
  });

  it('that is local is adopted by the first team, with everything recorded in it', async () => {
    const { db } = database();
    await resolveWorkspace(db, undefined, START);
    await fill(db, 'local');
    expect(await owners(db)).toEqual(everyTable('local'));
    expect((await connectWorkspace(db, 'T1', START)).workspaceId).toBe('T1');
    expect(await owners(db)).toEqual(everyTable('T1'));
  });

  it('is given to each further team for itself', async () => {
    const { db } = database();
    await resolveWorkspace(db, undefined, START);
    await connectWorkspace(db, 'T1', START);
    await fill(db, 'T1');
    await connectWorkspace(db, 'T2', START);
    await fill(db, 'T2');
    await connectWorkspace(db, 'T1', START);
    expect(await owners(db)).toEqual(everyTable('T1', 'T2'));
  });

  it('is meant by its name, or as the only one there is', async () => {
    const { db } = database();
    await connectWorkspace(db, 'T1', START);
    expect((await resolveWorkspace(db, undefined, START)).workspaceId).toBe('T1');
    await expect(resolveWorkspace(db, 'T9', START)).rejects.toThrow(NotFoundError);
    await expect(resolveWorkspace(db, 'T9', START)).rejects.toThrow('There is: T1.');
    await connectWorkspace(db, 'T2', START);
    expect((await resolveWorkspace(db, 'T2', START)).workspaceId).toBe('T2');
    await expect(resolveWorkspace(db, undefined, START)).rejects.toThrow(InvalidInputError);
    await expect(resolveWorkspace(db, undefined, START)).rejects.toThrow('several workspaces: T1, T2.');
  });
});

await forServerDatabase('teams that connect at once', (database) => {
  it('come to one adoption, one workspace each, and one policy each', async () => {
    const { db } = database();
    for (let round = 0; round < 10; round += 1) {
      await erase(db);
      if (round % 2) await resolveWorkspace(db, undefined, START);
      const teams = ['T1', 'T2', 'T1', 'T1', 'T2'];
      const connected = await Promise.all(teams.map((team) => connectWorkspace(db, team, START)));
      expect(connected.map((workspace) => workspace.workspaceId)).toEqual(teams);
      const { workspaces, sla_policies } = await owners(db);
      expect({ workspaces, sla_policies }).toEqual({
        workspaces: ['T1', 'T2'],
        sla_policies: ['T1', 'T2'],
      });
      expect(await db.select().from(schema.slaPolicies)).toHaveLength(2);
    }
  });
});
