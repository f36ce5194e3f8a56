import { type SQL, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { isAnyOf, readRows, rowsAsText } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { stageChanges } from '../db/schema.ts';
import type { Stage } from '../vocabulary.ts';
import { refold } from './bring-up-to-date.ts';
import type { RecordedFact, StageChange } from './fact.ts';
import { factOf, insertFacts } from './ledger.ts';
import { lockLeads } from './lock-leads.ts';
import { isDerivedId } from './qualify.ts';

export interface Remapping {
  origin: string;
  /** By the value exactly as reported; null means no stage. */
  meanings: ReadonlyMap<string, Stage | null>;
  /** The fact that follows from one that means a stage now. */
  derive(fact: StageChange): StageChange | undefined;
  /** Asked within each step: false as soon as the values mean something else again, which is for others to apply. */
  isCurrent(tx: Context): Promise<boolean>;
}

const LEADS_AT_ONCE = 500;

/** The values that an origin has reported, exactly as it did. */
export async function listReported(ctx: Context, origin: string): Promise<string[]> {
  const rows = await queryRows<{ reported: string }>(
    ctx.db,
    sql`select distinct reported from ${stageChanges}
        where workspace_id = ${ctx.workspaceId} and origin = ${origin} and reported <> ''
          and kind in ('stage', 'unmapped')`,
  );
  return rows.map((row) => row.reported);
}

/**
 * Reads what an origin has reported anew: leads, handoffs and figures become what they would be, had it been read so from
 * the start. What was read otherwise when it came is history now: it makes no cards. A bounded number of leads at a time;
 * doing it again goes on where it stopped. Returns how many leads were concerned.
 */
export async function remapFacts(ctx: Context, remapping: Remapping): Promise<number> {
  for (let count = 0; ; ) {
    const leadIds = await leadsRead(ctx, remapping);
    if (leadIds.length === 0) return count;
    const isCurrent = await retryingDeadlocks(() =>
      inTransaction(ctx, (tx) => remapLeads(tx, remapping, leadIds)),
    );
    if (!isCurrent) return count;
    count += leadIds.length;
  }
}

/** Leads with a fact that is read otherwise than it should be. */
async function leadsRead(ctx: Context, remapping: Remapping): Promise<string[]> {
  const rows = await queryRows<{ lead_id: string }>(
    ctx.db,
    sql`select distinct c.lead_id from ${stageChanges} as c, ${meaningsOf(remapping)}
        where ${isReadOtherwise(ctx, remapping)} order by c.lead_id limit ${LEADS_AT_ONCE}`,
  );
  return rows.map((row) => row.lead_id);
}

/** False: it is not to be done any more. */
async function remapLeads(ctx: Context, remapping: Remapping, leadIds: readonly string[]): Promise<boolean> {
  await lockLeads(ctx, leadIds);
  if (!(await remapping.isCurrent(ctx))) return false;
  const changed = await queryRows<{ event_id: string }>(
    ctx.db,
    sql`update ${stageChanges} as c set stage = ${MEANT},
          kind = case when ${MEANT} is null then 'unmapped' else 'stage' end, live = false
        from ${meaningsOf(remapping)}
        where ${isReadOtherwise(ctx, remapping)}
          and c.lead_id = any(array(select value from json_array_elements_text(${JSON.stringify(leadIds)}::json)))
        returning c.event_id`,
  );
  const eventIds = changed.map((row) => row.event_id);
  const derived = (await factsOf(ctx, remapping.origin, eventIds)).flatMap((fact): RecordedFact[] => {
    const follows = fact.kind === 'stage' && !isDerivedId(fact.eventId) ? remapping.derive(fact) : undefined;
    return follows ? [{ ...follows, recordedAt: fact.recordedAt, live: false, alert: false }] : [];
  });
  if (derived.length > 0) await ctx.db.execute(insertFacts(ctx, derived, sql`on conflict do nothing`));
  await refold(ctx, leadIds, ctx.now());
  return true;
}

async function factsOf(ctx: Context, origin: string, eventIds: readonly string[]): Promise<RecordedFact[]> {
  const named = isAnyOf(stageChanges.eventId, eventIds);
  const mine = sql`workspace_id = ${ctx.workspaceId} and origin = ${origin} and ${named}`;
  const [answer] = await queryRows<{ rows: string }>(
    ctx.db,
    sql`select ${rowsAsText(stageChanges, mine)} as rows`,
  );
  return readRows(stageChanges, answer?.rows ?? '[]').map(factOf);
}

/** What follows from a fact goes with it: there is an MQL as long as the value means a lead. */
const MEANT = sql`case when c.event_id not like 'rule:%' then meant.stage when meant.stage = 'lead' then 'mql' end`;

function isReadOtherwise(ctx: Context, { origin }: Remapping): SQL {
  return sql`c.workspace_id = ${ctx.workspaceId} and c.origin = ${origin} and c.kind in ('stage', 'unmapped')
    and c.reported = meant.reported and c.stage is distinct from ${MEANT}`;
}

function meaningsOf({ meanings }: Remapping): SQL {
  const rows = [...meanings].map(([reported, stage]) => ({ reported, stage }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as meant(reported text, stage text)`;
}
