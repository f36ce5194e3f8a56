import { sql } from 'drizzle-orm';
import { type Context, SYSTEM } from '../../src/context.ts';
import { type Database, queryRows } from '../../src/db/client.ts';
import { currentPolicies } from '../../src/team/policy-list.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { addMember } from '../support/workspaces.ts';

const REPS = 500;
const SOURCES = 50;
const WORKSPACES = 10;
const NOW = new Date('2026-11-15T12:00:00Z');
const ROWS_PER_STATEMENT = 250_000;

/**
 * `count` handoffs over the three years before now, spread over ten workspaces alike; the context is that of one of them.
 * Six in ten are accepted, two rejected, one recycled, the rest open or withdrawn; few sources and reps have most of them.
 */
export async function fillPastHandoffs(
  { db }: Pick<Database, 'db'>,
  count: number,
  onProgress: (message: string) => void,
): Promise<Context> {
  const contexts: Context[] = [];
  for (let index = 0; index < WORKSPACES; index += 1) {
    const { workspaceId } = await connectWorkspace(db, `T${index}`, NOW);
    contexts.push({ db, workspaceId, actor: SYSTEM, now: () => NOW });
  }
  const [ctx] = contexts;
  if (!ctx) throw new Error('There are workspaces');
  const reps = Math.min(REPS, Math.ceil(count / 100));
  for (let rep = 0; rep < reps; rep += 1) await addMember(ctx, `U${rep}`, { isRep: true });
  const indexes = await dropIndexes(db);
  for (const one of contexts) {
    const [policy] = await currentPolicies(one);
    const each = Math.round(count / WORKSPACES);
    for (let from = 1; from <= each; from += ROWS_PER_STATEMENT) {
      await insertSome(one, policy?.policyId ?? '', from, Math.min(each, from + ROWS_PER_STATEMENT - 1));
    }
    onProgress(`filled in ${each.toLocaleString('en')} handoffs of ${one.workspaceId}`);
  }
  for (const definition of indexes) await db.execute(sql.raw(definition));
  await db.execute(sql`vacuum analyze`);
  return ctx;
}

/** Made again afterwards: a tenth of the time that keeping them up to date would take. */
async function dropIndexes(db: Database['db']): Promise<string[]> {
  const rows = await queryRows<{ name: string; definition: string }>(
    db,
    sql`select indexname as name, indexdef as definition from pg_indexes
        where schemaname = 'public' and tablename in ('handoffs', 'leads') and indexname not like '%_pk'`,
  );
  for (const { name } of rows) await db.execute(sql`drop index ${sql.identifier(name)}`);
  return rows.map(({ definition }) => definition);
}

async function insertSome({ db, workspaceId }: Context, policyId: string, from: number, to: number) {
  const id = sql`lpad(n::text, 9, '0')`;
  // Three years, in no order, and the same every time.
  const opened = sql`timestamptz '2023-11-15 12:00Z' + ((n * 7919::bigint) % 94608) * interval '1000 seconds'`;
  await db.execute(sql`
    insert into leads (workspace_id, lead_id, stage, name, company, source, created_at, first_mql_at, handoffs)
    select ${workspaceId}, 'L-' || ${id}, case when n % 10 < 6 then 'sql' else 'mql' end, 'Lead ' || n, 'Acme ' || n % 5000,
      'source ' || ${skewed(SOURCES)}, ${opened} - (n % 60) * interval '1 day', ${opened}, 1
    from generate_series(${from}::int, ${to}::int) as n`);
  await db.execute(sql`
    insert into handoffs (workspace_id, handoff_id, lead_id, state, opened_at, opening_origin, opening_event_id, alerting,
      clock_from, policy_id, due_at, source, campaign, decided_at, decided_origin, decided_event_id, decided_by,
      decision_recorded_at, reason, working_seconds, contact_due_at, contacted_at, routed_to, holder_id, turn)
    select ${workspaceId}, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'L-' || ${id}, state, opened,
      'crm', 'e' || n, false, opened, ${policyId}::uuid, opened + interval '1 day', 'source ' || ${skewed(SOURCES)},
      'campaign ' || n % 200, decided, case when decided is not null then 'crm' end,
      case when decided is not null then 'd' || n end, case when decided is not null then 'U' || ${skewed(REPS)} end,
      decided, case when state in ('rejected', 'recycled') then (array['no_fit', 'spam', 'unreachable', 'not_now'])[1 + n % 4] end,
      extract(epoch from decided - opened) / 3, null,
      case when state = 'accepted' and n % 3 > 0 then decided + interval '40 minutes' end, 'rotation', 'U' || ${skewed(REPS)}, 1
    from (
      select n, opened, state, case when state in ('open') then null
        else opened + (60 + (n * 104729::bigint) % 200000) * interval '1 second' end as decided
      from (
        select n, ${opened} as opened, case
          when n % 10 < 6 then 'accepted' when n % 10 < 8 then 'rejected' when n % 10 = 8 then 'recycled'
          when n % 20 = 9 then 'withdrawn' else 'open' end as state
        from generate_series(${from}::int, ${to}::int) as n
      ) as stated
    ) as timed`);
}

/** A number below `of`, the small ones far more often. */
function skewed(of: number) {
  return sql`floor(${of} * power(((n * 48271::bigint) % 65521) / 65521.0, 2))::int`;
}
