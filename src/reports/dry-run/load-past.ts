import { eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { queryRows } from '../../db/client.ts';
import { handoffs, turns } from '../../db/schema.ts';
import { SLACK_ORIGIN } from '../../leads/decide-handoff.ts';
import type { RecordedFact } from '../../leads/fact.ts';
import { type FoldedLead, foldLead, keyText, type Spell } from '../../leads/fold-lead.ts';
import { policyFor, type SlaPolicy } from '../../sla/policy.ts';
import type { RejectionReason, RoutedTo } from '../../vocabulary.ts';
import { factsWithin } from '../fold-anew.ts';
import { instantParameter } from '../instant-sql.ts';
import type { Period } from '../period.ts';
import type { PastDecision, PastHandoff } from './past-handoff.ts';

const HANDOFFS_PER_CHUNK = 2000;

interface StoredHandoff {
  handoffId: string;
  leadId: string;
  openedMs: number;
  origin: string;
  eventId: string;
  routedTo: RoutedTo | null;
  holderId: string | null;
}

export interface PastWanted {
  period: Pick<Period, 'from' | 'to'>;
  /** The lists that are tried: each says what it promises for each lead. */
  lists: readonly (readonly SlaPolicy[])[];
  rejectionReasons: readonly RejectionReason[];
}

/** What the ledger says of the handoffs opened in the period. Reads a bounded number of leads at a time. */
export async function loadPast(ctx: Context, wanted: PastWanted): Promise<PastHandoff[]> {
  const past: PastHandoff[] = [];
  for (let rows = await selectChunk(ctx, wanted); rows.length > 0; ) {
    const ledgers = await factsWithin(ctx, [...new Set(rows.map((row) => row.leadId))], {});
    const folded = new Map([...ledgers].map(([leadId, facts]) => [leadId, foldLead(facts)]));
    for (const row of rows) {
      const lead = folded.get(row.leadId);
      const spell = lead?.spells.find(({ opening }) => keyText(opening) === keyText(row));
      if (lead && spell) past.push(pastOf(row, lead, spell, ledgers.get(row.leadId) ?? [], wanted));
    }
    if (rows.length < HANDOFFS_PER_CHUNK) break;
    rows = await selectChunk(ctx, wanted, rows.at(-1));
  }
  return past;
}

function selectChunk(ctx: Context, { period }: PastWanted, after?: StoredHandoff): Promise<StoredHandoff[]> {
  const further: SQL = after
    ? sql`and (h.opened_at, h.handoff_id) > (${instantParameter(new Date(after.openedMs))}, ${after.handoffId}::uuid)`
    : sql``;
  return queryRows(
    ctx.db,
    sql`select h.handoff_id as "handoffId", h.lead_id as "leadId", h.opening_origin as origin,
          h.opening_event_id as "eventId", round(extract(epoch from h.opened_at) * 1000)::float8 as "openedMs",
          t.routed_to as "routedTo", t.holder_id as "holderId"
        from ${handoffs} h
        left join ${turns} t on t.workspace_id = h.workspace_id and t.handoff_id = h.handoff_id and t.turn = 1
        where ${eq(sql`h.workspace_id`, ctx.workspaceId)} and h.state <> 'void'
          and h.opened_at >= ${instantParameter(period.from)} and h.opened_at < ${instantParameter(period.to)}
          ${further}
        order by h.opened_at, h.handoff_id limit ${HANDOFFS_PER_CHUNK}`,
  );
}

function pastOf(
  row: StoredHandoff,
  lead: FoldedLead,
  spell: Spell,
  facts: readonly RecordedFact[],
  { lists, rejectionReasons }: PastWanted,
): PastHandoff {
  const { opening, decision, contacted } = spell;
  return {
    handoffId: row.handoffId,
    leadId: row.leadId,
    openedAt: opening.occurredAt,
    clockFrom: spell.clockFrom,
    isHistory: !spell.alerting,
    ownerEmail: lead.fields.ownerEmail ?? null,
    first: row.routedTo && { routedTo: row.routedTo, holderId: row.holderId },
    decision: decision ? decisionOf(decision, spell.state, lead, facts, rejectionReasons) : null,
    contactedAt: contacted?.occurredAt ?? null,
    policies: lists.map((list) => policyFor(list, opening.occurredAt, spell.lead)),
  };
}

function decisionOf(
  decision: NonNullable<Spell['decision']>,
  state: Spell['state'],
  lead: FoldedLead,
  facts: readonly RecordedFact[],
  reasons: readonly RejectionReason[],
): PastDecision {
  const { origin, reason, occurredAt, actorId } = decision;
  const isClicked = origin === SLACK_ORIGIN;
  return {
    state: state as PastDecision['state'],
    at: occurredAt,
    by: actorId ?? null,
    givesTurnBack: isClicked && reasons.some(({ key, givesTurnBack }) => key === reason && givesTurnBack),
    sqlUntil: decision.stage === 'sql' ? leftSqlAt(occurredAt, lead, facts) : occurredAt,
  };
}

/** When the lead went on from `sql`, or back. */
function leftSqlAt(since: Date, lead: FoldedLead, facts: readonly RecordedFact[]): Date | null {
  if (lead.stage === 'sql') return null;
  const after = facts.filter(
    (fact) => fact.kind === 'stage' && fact.stage !== 'sql' && fact.occurredAt > since,
  );
  return after.reduce<Date | null>(
    (first, { occurredAt }) => (!first || occurredAt < first ? occurredAt : first),
    null,
  );
}
