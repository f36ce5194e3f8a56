import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context } from '../context.ts';
import { insertFrom, reviveRow, rowsText, updateFrom } from '../db/bulk.ts';
import { preparedRows } from '../db/prepared.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import {
  auditLog,
  changedDays,
  deliveries,
  handoffs,
  leads,
  members,
  stageChanges,
  turns,
} from '../db/schema.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { endsOfTurns, heldInTime, TURN_END_COLUMNS } from '../routing/turns.ts';
import { CHANGED_DAY_COLUMNS, changedDayRows } from '../sla/changed-days.ts';
import type { NewFact, RecordedFact } from './fact.ts';
import { foldLead } from './fold-lead.ts';
import { reconcileHandoffs } from './handoff.ts';
import { FACT_COLUMNS, rowOf } from './ledger.ts';
import { HANDOFF_COLUMNS, LEAD_COLUMNS, leadRow } from './rows.ts';
import { IS_COPY, type Standing, versionOf } from './standing.ts';

/** The message in which somebody clicked, and for how long the process that heard it keeps it to itself. */
export interface Clicked {
  channelId: string;
  messageTs: string;
  leaseMs: number;
}

/** What somebody said of a lead by a click. */
export interface Said {
  fact: NewFact;
  action: string;
  detail: Record<string, unknown>;
}

export interface AtOnce {
  /** How the lead stands now. */
  standing: Standing;
  /** The message that was clicked: its update is owed, by this process. Missing where somebody else is at it. */
  claimed: ClaimedDelivery | undefined;
  /** Whether other messages are owed an update too. */
  owesMore: boolean;
}

/**
 * Records what was said and all that follows in one statement, as `recordStageChanges` does. Undefined: nothing was
 * written, since the lead has changed after it was read, or more follows than fits in here; then it is to be done under
 * its lock.
 */
export async function recordAtOnce(
  ctx: Context,
  seen: Standing,
  { fact, action, detail }: Said,
  clicked: Clicked | undefined,
): Promise<AtOnce | undefined> {
  const { workspaceId } = ctx;
  const { leadId } = seen.lead;
  const now = ctx.now();
  if (seen.isInBundle || seen.lead.erasedAt) return undefined;
  const said: RecordedFact = { ...fact, recordedAt: now, live: true, alert: false };
  const facts = [...seen.facts, said];
  const folded = foldLead(facts);
  const stored = seen.handoffs;
  const written = reconcileHandoffs({ workspaceId, leadId, folded, stored, policies: seen.policies, now });
  const [handoff] = written;
  if (!handoff || written.length > 1 || handoff.handoffId !== seen.handoff.handoffId) return undefined;
  const isDecided = handoff.state !== seen.handoff.state;
  if (isDecided && handoff.state === 'open') return undefined;
  const decided = isDecided && handoff.turn > 0 ? [handoff] : [];
  const lead = leadRow(workspaceId, leadId, folded);
  const audit = {
    workspaceId,
    auditId: uuidv7(),
    at: now,
    actorId: actorId(ctx),
    subject: leadId,
    action,
    detail,
  };
  const leaseUntil = new Date(now.getTime() + (clicked?.leaseMs ?? 0));
  const [answer] = await retryingDeadlocks(() =>
    write(ctx.db, {
      ...{ workspaceId, leadId, version: seen.version, copies: seen.copies, now: now.toISOString() },
      fact: rowsText(FACT_COLUMNS, [rowOf(workspaceId, said)]),
      lead: rowsText(LEAD_COLUMNS, [lead]),
      handoff: rowsText(HANDOFF_COLUMNS, [handoff]),
      days: rowsText(CHANGED_DAY_COLUMNS, changedDayRows(ctx, [handoff, ...stored])),
      ended: rowsText(TURN_END_COLUMNS, endsOfTurns(ctx, decided)),
      ...{ handoffId: handoff.handoffId, turn: decided[0]?.turn ?? null },
      inTime: heldInTime(decided)[0] ?? null,
      audit: rowsText(AUDIT_COLUMNS, [audit]),
      ...{ channelId: clicked?.channelId ?? null, messageTs: clicked?.messageTs ?? null },
      leaseUntil: leaseUntil.toISOString(),
    }),
  );
  if (!answer?.done) return undefined;
  return {
    standing: {
      ...seen,
      ...{ handoff, facts, lead: { ...seen.lead, ...lead } },
      handoffs: stored.map((one) => (one === seen.handoff ? handoff : one)),
    },
    claimed: answer.claimed ? claimedOf(answer.claimed, leaseUntil) : undefined,
    owesMore: answer.others > 0,
  };
}

function claimedOf(row: Record<string, unknown>, leaseUntil: Date): ClaimedDelivery {
  const delivery = reviveRow(getTableColumns(deliveries), row) as ClaimedDelivery;
  return { ...delivery, lostSince: null, postBy: leaseUntil, laneUntil: null };
}

const AUDIT_COLUMNS = ['workspaceId', 'auditId', 'at', 'actorId', 'action', 'subject', 'detail'] as const;

interface Written {
  done: boolean;
  claimed: Record<string, unknown> | null;
  others: number;
}

const given = (name: string): SQL => sql`${sql.placeholder(name)}`;

/**
 * A statement sees what had been committed when it began, save for the rows that it locks: those are as they are now.
 * That suffices, since whoever adds a fact writes the row of its lead too. Locks are taken in the order of all writers:
 * lead, handoffs, deliveries. A message that somebody puts into a bundle meanwhile is missed by the count. Every row is
 * named by its key, so that one plan serves whatever size the tables have.
 */
const write = preparedRows<Written>('record_at_once', () => {
  const mine = sql`workspace_id = ${given('workspaceId')}`;
  const isHandoff = sql`${mine} and t.handoff_id = ${given('handoffId')}::uuid`;
  const ifUnchanged = sql`exists (select from unchanged)`;
  return sql`
    with locked_lead as materialized (
      select xmin::text as version from ${leads} where ${mine} and lead_id = ${given('leadId')} for update
    ), locked_handoffs as materialized (
      select handoff_id, xmin::text as version from ${handoffs}
      where ${mine} and lead_id = ${given('leadId')} and exists (select from locked_lead) for update
    ), copies as materialized (
      select delivery_id, attempts = 0 and channel_id = ${given('channelId')}::text
        and message_ts = ${given('messageTs')}::text and state in ('owed', 'settled') as is_clicked
      from ${deliveries}
      where ${mine} and handoff_id = any(array(select handoff_id from locked_handoffs)) and ${IS_COPY} for update
    ), unchanged as materialized (
      select where ${versionOf(sql`(select version from locked_lead)`, sql`locked_handoffs`)} = ${given('version')}
        and (select count(*) from copies) = ${given('copies')}::int
    ), fact as (
      ${insertFrom(stageChanges, FACT_COLUMNS, given('fact'), sql`where ${ifUnchanged}`)}
    ), lead as (
      ${updateFrom(leads, LEAD_COLUMNS, given('lead'), sql`t.${mine} and t.lead_id = ${given('leadId')} and ${ifUnchanged}`)}
    ), handoff as (
      ${updateFrom(handoffs, HANDOFF_COLUMNS, given('handoff'), sql`t.${isHandoff} and t.lead_id = ${given('leadId')} and ${ifUnchanged}`)}
    ), days as (
      ${insertFrom(changedDays, CHANGED_DAY_COLUMNS, given('days'), sql`where ${ifUnchanged}`)}
    ), turn as (
      ${updateFrom(turns, TURN_END_COLUMNS, given('ended'), sql`t.${isHandoff} and t.turn = ${given('turn')}::integer and ${ifUnchanged}`)}
    ), in_time as (
      update ${members} set lapses = 0
      where ${mine} and user_id = ${given('inTime')}::text and lapses > 0 and ${ifUnchanged}
    ), audit as (
      ${insertFrom(auditLog, AUDIT_COLUMNS, given('audit'), sql`where ${ifUnchanged}`)}
    ), refreshed as (
      update ${deliveries} as d set
        version = version + 1,
        state = 'owed',
        attempts = case when is_clicked then 1 else attempts end,
        run_at = case
          when is_clicked then ${given('leaseUntil')}::timestamptz
          when attempts = 0 and message_ts is not null then least(run_at, ${given('now')}::timestamptz)
          else run_at
        end
      from copies
      where d.${mine} and d.delivery_id = any(array(select delivery_id from copies))
        and d.delivery_id = copies.delivery_id and d.state in ('owed', 'settled', 'failed') and ${ifUnchanged}
      returning d.*, is_clicked
    )
    select ${ifUnchanged} as done,
      (select to_json(refreshed) from refreshed where is_clicked limit 1) as claimed,
      (select count(*)::int from refreshed where not is_clicked) as others`;
});
