import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, it } from 'vitest';
import { SYSTEM } from '../../src/context.ts';
import { queryRows } from '../../src/db/client.ts';
import { MIGRATIONS_FOLDER } from '../../src/db/migrations.ts';
import { openServerDatabase } from '../../src/db/server.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { aDirectory } from '../support/directory.ts';
import { describeOnPostgres } from '../support/postgres.ts';
import { aPerson, listDeliveries, listHandoffs } from '../support/workspaces.ts';

const ID = (last: number) => `00000000-0000-7000-8000-00000000000${last}`;

/** The tables as the first release left them, with a workspace that was in the middle of its work. */
async function asOfTheFirstRelease(run: (text: string) => Promise<unknown>): Promise<void> {
  const first = await readFile(path.join(MIGRATIONS_FOLDER, '0000_initial.sql'), 'utf8');
  for (const statement of first.split('--> statement-breakpoint')) await run(statement);
  await run(`
    insert into workspaces (workspace_id, created_at, time_zone, next_step, rejection_reasons, live_within_hours)
      values ('T1', '2026-01-01', 'UTC', 'Call.', '[]', 24);
    insert into members (workspace_id, user_id, name, is_rep, turns, added_at)
      values ('T1', 'U1', 'Ada', true, 7, '2026-01-01'), ('T1', 'U2', 'Ben', true, 6, '2026-01-01');
    insert into sla_policies (workspace_id, policy_id, effective_from, minutes_to_decide, in_working_time,
        reminder_fraction, time_zone, working_hours, holidays, created_at)
      values ('T1', '${ID(9)}', '1970-01-01', 480, false, 0.5, 'UTC',
        '[{"weekday":1,"from":"09:00","to":"17:00"}]', '[]', '2026-01-01');
    insert into leads (workspace_id, lead_id, stage)
      values ('T1', 'L-1', 'mql'), ('T1', 'L-2', 'mql'), ('T1', 'L-3', 'mql'), ('T1', 'L-4', 'sql');
    insert into handoffs (workspace_id, handoff_id, lead_id, state, opened_at, opening_origin, opening_event_id,
        alerting, clock_from, policy_id, remind_at, due_at, routed_to, holder_id, holder_why, handed_over_at,
        breach_noted_at, next_alert_at, decided_at, decided_by)
      select 'T1', id::uuid, lead, state, '2026-01-05 09:00Z', 'crm', lead, true, '2026-01-05 09:00Z', '${ID(9)}',
        '2026-01-05 13:00Z', '2026-01-05 17:00Z', routed, holder, 'Your turn.', handed::timestamptz,
        breached::timestamptz, next::timestamptz, decided::timestamptz, decided_by
      from (values
        ('${ID(1)}', 'L-1', 'open', 'rotation', 'U1', '2026-01-05 09:00Z', null, '2026-01-05 13:00Z', null, null),
        ('${ID(2)}', 'L-2', 'open', 'rotation', 'U1', '2026-01-05 09:00Z', '2026-01-05 17:00Z', null, null, null),
        ('${ID(3)}', 'L-3', 'open', null, null, null, null, '2026-01-05 09:00Z', null, null),
        ('${ID(4)}', 'L-4', 'accepted', 'rotation', 'U2', '2026-01-05 09:00Z', null, null, '2026-01-05 10:00Z', 'U2')
      ) as given (id, lead, state, routed, holder, handed, breached, next, decided, decided_by)`);
}

await describeOnPostgres('a database of the first release', (url) => {
  it('goes on where it was: no alert twice, none lost, the promise and the reminder as they were', async () => {
    const database = await openServerDatabase(url());
    const { db } = database;
    await asOfTheFirstRelease((text) => db.execute(sql.raw(text)));
    const [first] = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER });
    await db.execute(sql.raw('create schema if not exists drizzle'));
    await db.execute(
      sql.raw(
        'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
      ),
    );
    await db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${first?.hash}, ${first?.folderMillis})`,
    );
    await database.migrate();
    let now = new Date('2026-01-05T13:00:00Z');
    const ctx = { db, workspaceId: 'T1', actor: SYSTEM, now: () => now };
    const slack = aDirectory(aPerson('U1'), aPerson('U2'));
    await runSlaTick(ctx, slack);
    const owed = async () =>
      (await listDeliveries(ctx)).map(({ kind, recipientId }) => `${kind} ${recipientId}`).sort();
    expect(await owed()).toEqual(['card U2', 'reminder U1']);
    now = new Date('2026-01-05T17:00:00Z');
    await runSlaTick(ctx, slack);
    expect(await owed()).toEqual(['breach U1', 'breach U2', 'card U2', 'reminder U1']);
    expect(await listHandoffs(ctx)).toMatchObject([
      { leadId: 'L-1', turn: 1, breachHolderId: 'U1', calendarSeconds: null },
      { leadId: 'L-2', turn: 1, breachHolderId: 'U1', nextAlertAt: null },
      { leadId: 'L-3', turn: 1, holderId: 'U2' },
      { leadId: 'L-4', turn: 1, calendarSeconds: 3600 },
    ]);
    expect(await queryRows(db, sql`select turn, holder_id, ended from turns order by handoff_id`)).toEqual([
      { turn: 1, holder_id: 'U1', ended: null },
      { turn: 1, holder_id: 'U1', ended: null },
      { turn: 1, holder_id: 'U2', ended: null },
      { turn: 1, holder_id: 'U2', ended: 'decided' },
    ]);
    expect(await queryRows(db, sql`select reminders, chain from sla_policies`)).toEqual([
      {
        reminders: [{ fraction: 0.5 }],
        chain: [
          { kind: 'notify', whom: 'rep' },
          { kind: 'notify', whom: 'managers' },
        ],
      },
    ]);
    await database.close();
  });
});
