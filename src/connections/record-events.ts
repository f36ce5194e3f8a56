import type { Context } from '../context.ts';
import { factFault } from '../leads/check-fact.ts';
import { eraseLead } from '../leads/erase-lead.ts';
import type { NewFact } from '../leads/fact.ts';
import { mergeLeads, survivors } from '../leads/merge-leads.ts';
import { qualify } from '../leads/qualify.ts';
import { recordStageChanges } from '../leads/record-stage-changes.ts';
import { oweWriteBacksOfCards } from '../outbox/owe-write-backs.ts';
import type { Directory } from '../team/directory.ts';
import type { Connection } from './connection.ts';
import type { CrmEvent } from './crm-event.ts';
import { withoutEchoes } from './echoes.ts';
import { loadOwnWrites, withoutOwnWrites } from './own-writes.ts';
import { ownerAddresses, withOwner } from './owners.ts';
import { stageOfValue } from './stage-of-value.ts';

export interface EventsResult {
  recorded: number;
  duplicates: number;
  erased: number;
  merged: number;
  /** What could not be recorded, item by item. */
  faults: string[];
  /** The values of what was new, and how often each was reported. */
  values: ReadonlyMap<string, number>;
}

type Reported = Extract<CrmEvent, { kind: 'reported' | 'described' }>;

const LONGEST_VALUE = 200;

/**
 * Records what a connection reports: values as the stages that they mean, owners as they are known in Slack. Leads that
 * were merged go on under the surviving id. While the connection only measures nobody is told, nor of what happened
 * before it was made.
 */
export async function recordEvents(
  ctx: Context,
  connection: Connection,
  events: readonly CrmEvent[],
  directory: Pick<Directory, 'find'>,
): Promise<EventsResult> {
  const { connectionId } = connection;
  const merged = await recordMerges(ctx, connectionId, events);
  const said = events.filter(
    (event): event is Reported => event.kind === 'reported' || event.kind === 'described',
  );
  const ids = events.map(({ leadId }) => leadId);
  const survivorOf = await survivors(ctx, connectionId, [...new Set(ids)]);
  const addresses = await ownerAddresses(ctx, connection, said, directory);
  const known = said.map((event) => {
    const leadId = survivorOf.get(event.leadId) ?? event.leadId;
    return withOwner({ ...event, leadId }, addresses);
  });
  const faults: string[] = [];
  const leadIds = [...new Set(known.map(({ leadId }) => leadId))];
  const writes = await loadOwnWrites(ctx, connection, leadIds);
  const news = await withoutEchoes(ctx, connectionId, withoutOwnWrites(known, writes), writes);
  const facts = news.flatMap((event): NewFact[] => {
    const fact = factOf(event, connection);
    const fault = valueFault(event) ?? factFault(fact, ctx.now());
    if (fault === undefined) return [fact];
    faults.push(`Lead ${event.leadId.slice(0, 200)}: ${fault}.`);
    return [];
  });
  const derived = facts.flatMap((fact) => followsFrom(fact, connection));
  const { recorded, duplicates, outcomes } = await recordStageChanges(ctx, [...facts, ...derived]);
  if (recorded > 0) {
    await followMerges(ctx, connectionId, facts);
    if (connection.writesBack) await oweWriteBacksOfCards(ctx, { connectionId, leadIds });
  }
  const values = new Map<string, number>();
  for (const [index, fact] of facts.entries()) {
    if (fact.kind !== 'stage' && fact.kind !== 'unmapped') continue;
    if (outcomes[index] !== 'recorded' || fact.reported === '') continue;
    values.set(fact.reported, (values.get(fact.reported) ?? 0) + 1);
  }
  let erased = 0;
  for (const event of events) {
    if (event.kind !== 'erase') continue;
    await eraseLead(ctx, survivorOf.get(event.leadId) ?? event.leadId, 'crm');
    erased += 1;
  }
  return { recorded, duplicates, erased, merged, faults, values };
}

async function recordMerges(ctx: Context, origin: string, events: readonly CrmEvent[]): Promise<number> {
  let count = 0;
  for (const event of events) {
    if (event.kind !== 'merged') continue;
    // Either may have been merged before.
    const known = await survivors(ctx, origin, [event.leadId, event.into]);
    if (!known.has(event.leadId)) {
      const into = known.get(event.into) ?? event.into;
      await mergeLeads(ctx, { origin, from: event.leadId, into, occurredAt: event.occurredAt });
      count += 1;
    }
  }
  return count;
}

/** A lead that was merged while its facts were being recorded goes the way of the others. */
async function followMerges(ctx: Context, origin: string, facts: readonly NewFact[]): Promise<void> {
  const merged = await survivors(ctx, origin, [...new Set(facts.map(({ leadId }) => leadId))]);
  for (const [from, into] of merged) await mergeLeads(ctx, { origin, from, into, occurredAt: ctx.now() });
}

function factOf(event: Reported, connection: Connection): NewFact {
  const { eventId, leadId, occurredAt, lead } = event;
  const reported = event.kind === 'reported' ? event.value.trim() : '';
  const history = !connection.handsOver || occurredAt < connection.connectedAt;
  const common = { origin: connection.connectionId, eventId, leadId, occurredAt, lead, reported, history };
  const stage = reported === '' ? undefined : stageOfValue(connection.stages, reported);
  return stage === undefined || stage === '-'
    ? { ...common, kind: 'unmapped' }
    : { ...common, kind: 'stage', stage };
}

function followsFrom(fact: NewFact, { rule }: Connection): NewFact[] {
  const { history, ...known } = fact;
  const follows = known.kind === 'stage' ? qualify(known, rule) : undefined;
  return follows ? [{ ...follows, history }] : [];
}

function valueFault(event: Reported): string | undefined {
  return event.kind === 'reported' && event.value.trim().length > LONGEST_VALUE
    ? `its value is longer than ${LONGEST_VALUE} characters`
    : undefined;
}
