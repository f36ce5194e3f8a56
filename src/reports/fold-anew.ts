import { and, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { columnName, isAnyOf, rowsOf, selectRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, stageChanges } from '../db/schema.ts';
import { type FoldedLead, foldLead, keyText } from '../leads/fold-lead.ts';
import { type Handoff, reconcileHandoffs } from '../leads/handoff.ts';
import { factOf } from '../leads/ledger.ts';
import { HANDOFF_COLUMNS, LEAD_COLUMNS, leadRow } from '../leads/rows.ts';
import { contactDueAt, type SlaPolicy, workingMs } from '../sla/policy.ts';
import { instantParameter } from './instant-sql.ts';
import { type LedgerCut, withinCut } from './ledger-cut.ts';

export interface Folding {
  cut: LedgerCut;
  policies: readonly SlaPolicy[];
  /** The promise that was given stands; false: judge everything by `policies` anew. */
  keepsPromises: boolean;
  from: Date;
  to: Date;
  /** How the relations are called: a second folding in one transaction needs another name. */
  into?: 'report' | 'earlier' | 'previous' | 'year_ago';
}

const LEADS_PER_CHUNK = 2000;

/**
 * Folds the facts within the cut and judges them by the policies given. The answer names two temporary relations that
 * hold the handoffs opened or decided in `[from, to)` and the leads of which something happened in it; they end with
 * the transaction. Reads a bounded number of leads at a time.
 */
export async function foldAnew(ctx: Context, folding: Folding): Promise<{ handoffs: SQL; leads: SQL }> {
  const { into = 'report' } = folding;
  const relations = {
    handoffs: sql.raw(`pg_temp.${into}_handoffs`),
    leads: sql.raw(`pg_temp.${into}_leads`),
  };
  await emptyCopy(ctx, handoffs, `${into}_handoffs`);
  await emptyCopy(ctx, leads, `${into}_leads`);
  let after = '';
  for (;;) {
    const leadIds = await leadsTouched(ctx, folding, after);
    const last = leadIds.at(-1);
    if (last === undefined) break;
    after = last;
    const folded = await foldLeads(ctx, leadIds, folding.cut);
    const rows = await handoffRows(ctx, folded, folding);
    await ctx.db.execute(
      copyRows(relations.handoffs, rowsOf(handoffs, HANDOFF_COLUMNS, rows), HANDOFF_COLUMNS),
    );
    const leadRows = [...folded].map(([leadId, lead]) => leadRow(ctx.workspaceId, leadId, lead));
    await ctx.db.execute(copyRows(relations.leads, rowsOf(leads, LEAD_COLUMNS, leadRows), LEAD_COLUMNS));
  }
  // Without statistics the planner takes the relations for small ones and joins them row by row.
  await ctx.db.execute(sql`analyze ${relations.handoffs}, ${relations.leads}`);
  return relations;
}

/** The facts within the cut of some leads, folded, by lead. */
async function foldLeads(
  ctx: Context,
  leadIds: readonly string[],
  cut: LedgerCut,
): Promise<Map<string, FoldedLead>> {
  const ledgers = await factsWithin(ctx, leadIds, cut);
  return new Map([...ledgers].map(([leadId, facts]) => [leadId, foldLead(facts)]));
}

export async function factsWithin(ctx: Context, leadIds: readonly string[], cut: LedgerCut) {
  const wanted = sql`${eq(stageChanges.workspaceId, ctx.workspaceId)}
    and ${isAnyOf(stageChanges.leadId, leadIds)} ${withinCut(cut)}`;
  const rows = await selectRows(ctx.db, stageChanges, wanted);
  return Map.groupBy(rows.map(factOf), (fact) => fact.leadId);
}

async function emptyCopy(ctx: Context, table: typeof handoffs | typeof leads, name: string): Promise<void> {
  await ctx.db.execute(
    sql`create temporary table if not exists ${sql.identifier(name)} (like ${table} including generated) on commit drop`,
  );
  await ctx.db.execute(sql`truncate ${sql.raw(`pg_temp.${name}`)}`);
}

/** A handoff is opened and decided by facts, so a lead without a fact in the period has nothing to say about it. */
async function leadsTouched(ctx: Context, { from, to }: Folding, after: string): Promise<string[]> {
  const rows = await queryRows<{ leadId: string }>(
    ctx.db,
    sql`select l.lead_id as "leadId" from ${leads} l
        where l.workspace_id = ${ctx.workspaceId} and l.lead_id > ${after} and exists (
          select 1 from ${stageChanges} s
          where s.workspace_id = l.workspace_id and s.lead_id = l.lead_id
            and s.occurred_at >= ${instantParameter(from)} and s.occurred_at < ${instantParameter(to)})
        order by l.lead_id limit ${LEADS_PER_CHUNK}`,
  );
  return rows.map((row) => row.leadId);
}

async function handoffRows(
  ctx: Context,
  folded: ReadonlyMap<string, FoldedLead>,
  { policies, keepsPromises, from, to }: Folding,
): Promise<Handoff[]> {
  const stored = await storedRows(ctx, [...folded.keys()]);
  const isWithin = (instant: Date | null) => instant !== null && instant >= from && instant < to;
  return [...folded].flatMap(([leadId, lead]) => {
    const spells = new Map(lead.spells.map((spell) => [keyText(spell.opening), spell]));
    const rows = reconcileHandoffs({
      workspaceId: ctx.workspaceId,
      leadId,
      folded: lead,
      stored: [],
      policies,
      now: to,
    }).filter((row) => isWithin(row.openedAt) || isWithin(row.decidedAt));
    return rows.map((row) => {
      const spell = spells.get(keyText({ origin: row.openingOrigin, eventId: row.openingEventId }));
      const before = spell?.mqls.map((mql) => stored.get(keyText(mql))).find((known) => known !== undefined);
      if (!before) return row;
      const { holderId, breachHolderId, breachNotedAt } = before;
      const held = { ...row, holderId, breachHolderId, breachNotedAt };
      return keepsPromises ? asPromised(held, before, policies) : held;
    });
  });
}

/** What the ledger does not tell of a handoff. */
type StoredRow = Pick<
  Handoff,
  'holderId' | 'breachHolderId' | 'breachNotedAt' | 'clockFrom' | 'policyId' | 'dueAt'
>;

/** A promise may have been counted in the holder's own hours, or moved with a change of the policies. */
function asPromised(row: Handoff, before: StoredRow, policies: readonly SlaPolicy[]): Handoff {
  const policy = policies.find(({ policyId }) => policyId === before.policyId);
  if (!policy || before.clockFrom.getTime() !== row.clockFrom.getTime()) return row;
  const { openedAt, decidedAt } = row;
  return {
    ...row,
    policyId: before.policyId,
    dueAt: before.dueAt,
    workingSeconds: decidedAt && workingMs(policy, openedAt, decidedAt) / 1000,
    contactDueAt: row.state === 'accepted' && decidedAt ? contactDueAt(policy, decidedAt) : null,
  };
}

/** By opening fact: what the stored handoffs of these leads know besides the ledger. */
async function storedRows(ctx: Context, leadIds: readonly string[]): Promise<Map<string, StoredRow>> {
  const rows = await ctx.db
    .select({
      origin: handoffs.openingOrigin,
      eventId: handoffs.openingEventId,
      holderId: handoffs.holderId,
      breachHolderId: handoffs.breachHolderId,
      breachNotedAt: handoffs.breachNotedAt,
      clockFrom: handoffs.clockFrom,
      policyId: handoffs.policyId,
      dueAt: handoffs.dueAt,
    })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        isAnyOf(handoffs.leadId, leadIds),
        ne(handoffs.state, 'void'),
      ),
    );
  return new Map(rows.map((row) => [keyText(row), row]));
}

function copyRows(into: SQL, rows: SQL, columns: readonly string[]): SQL {
  const names = sql.join(columns.map(columnName), sql`, `);
  return sql`insert into ${into} (${names}) select ${names} from ${rows}`;
}
