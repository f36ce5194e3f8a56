import { eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { insertRows, isAnyOf, selectRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { stageChanges } from '../db/schema.ts';
import { invariant } from '../errors.ts';
import type { RecordedFact } from './fact.ts';
import { keyText } from './fold-lead.ts';

type Row = typeof stageChanges.$inferSelect;

export const FACT_COLUMNS = [
  'workspaceId',
  'origin',
  'eventId',
  'leadId',
  'kind',
  'stage',
  'reported',
  'occurredAt',
  'recordedAt',
  'live',
  'alert',
  'lead',
  'actorId',
  'reason',
  'note',
  'voidsOrigin',
  'voidsEventId',
] as const satisfies readonly (keyof Row)[];

/** Appends facts and says which of them are new; the others were there already, and the first stands. */
export async function appendFacts(ctx: Context, facts: readonly RecordedFact[]): Promise<Set<string>> {
  const insert = insertFacts(ctx, facts, sql`on conflict do nothing returning origin, event_id`);
  // One value instead of two a row: reading thousands of cells costs more than a third of writing the rows.
  const [inserted] = await queryRows<{ keys: string }>(
    ctx.db,
    sql`with inserted as (${insert})
        select coalesce(json_agg(json_build_array(origin, event_id)), '[]')::text as keys from inserted`,
  );
  const keys = JSON.parse(inserted?.keys ?? '[]') as [string, string][];
  return new Set(keys.map(([origin, eventId]) => keyText({ origin, eventId })));
}

/** In key order, so that two writers of the same facts wait for each other instead of dying in a deadlock. */
export function insertFacts(ctx: Context, facts: readonly RecordedFact[], then: SQL = sql``): SQL {
  const rows = facts
    .map((fact) => rowOf(ctx.workspaceId, fact))
    .sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  return insertRows(stageChanges, FACT_COLUMNS, rows, then);
}

/** The whole ledger of some leads, by lead. */
export async function loadFacts(
  ctx: Context,
  leadIds: readonly string[],
): Promise<Map<string, RecordedFact[]>> {
  return factsByLead(await selectRows(ctx.db, stageChanges, isOfLeads(ctx, leadIds)));
}

export function isOfLeads(ctx: Context, leadIds: readonly string[]): SQL {
  return sql`${eq(stageChanges.workspaceId, ctx.workspaceId)} and ${isAnyOf(stageChanges.leadId, leadIds)}`;
}

export function factsByLead(rows: readonly Row[]): Map<string, RecordedFact[]> {
  return Map.groupBy(rows.map(factOf), (fact) => fact.leadId);
}

export function factOf(row: Row): RecordedFact {
  const { origin, eventId, leadId, occurredAt, recordedAt, live, alert } = row;
  const common = {
    origin,
    eventId,
    leadId,
    occurredAt,
    recordedAt,
    live,
    alert,
    actorId: row.actorId ?? undefined,
  };
  switch (row.kind) {
    case 'contacted':
      return { ...common, kind: 'contacted' };
    case 'undo':
      invariant(row.voidsOrigin !== null && row.voidsEventId !== null, 'an undo names what it voids');
      return { ...common, kind: 'undo', voids: { origin: row.voidsOrigin, eventId: row.voidsEventId } };
    case 'excused':
      invariant(row.voidsOrigin !== null && row.voidsEventId !== null, 'an excuse names what it is about');
      return {
        ...common,
        kind: 'excused',
        about: { origin: row.voidsOrigin, eventId: row.voidsEventId },
        reason: row.reason ?? '',
      };
    case 'unmapped':
      return { ...common, kind: 'unmapped', reported: row.reported ?? '', lead: row.lead ?? undefined };
    case 'stage':
      invariant(row.stage !== null, 'a stage change has a stage');
      return {
        ...common,
        kind: 'stage',
        stage: row.stage,
        reported: row.reported ?? row.stage,
        lead: row.lead ?? undefined,
        reason: row.reason ?? undefined,
        note: row.note ?? undefined,
      };
  }
}

/** The row that holds a fact. */
export function rowOf(workspaceId: string, fact: RecordedFact): Row {
  const named = fact.kind === 'undo' ? fact.voids : fact.kind === 'excused' ? fact.about : undefined;
  const isReport = fact.kind === 'stage' || fact.kind === 'unmapped';
  return {
    workspaceId,
    origin: fact.origin,
    eventId: fact.eventId,
    leadId: fact.leadId,
    kind: fact.kind,
    occurredAt: fact.occurredAt,
    recordedAt: fact.recordedAt,
    live: fact.live,
    alert: fact.alert,
    actorId: fact.actorId ?? null,
    stage: fact.kind === 'stage' ? fact.stage : null,
    reported: isReport ? fact.reported : null,
    lead: isReport ? (fact.lead ?? null) : null,
    reason: ((fact.kind === 'stage' || fact.kind === 'excused') && fact.reason) || null,
    note: (fact.kind === 'stage' && fact.note) || null,
    voidsOrigin: named?.origin ?? null,
    voidsEventId: named?.eventId ?? null,
  };
}
