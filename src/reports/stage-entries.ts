import { eq, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { members, stageChanges } from '../db/schema.ts';
import type { RecordedFact } from '../leads/fact.ts';
import { foldLead, keyText } from '../leads/fold-lead.ts';
import { type Stage, stageRank } from '../vocabulary.ts';
import { isWanted } from './filters.ts';
import { factsWithin } from './fold-anew.ts';
import { instantParameter } from './instant-sql.ts';
import type { LeadLine } from './leads.ts';
import { withinCut } from './ledger-cut.ts';
import type { Period } from './period.ts';
import type { ReportScope } from './report-scope.ts';

type Entry = LeadLine & { enteredAt: string };

const LEADS_PER_CHUNK = 2000;

/** Every entry of a lead into a stage within the period, in the order of entering. */
export async function stageEntries(scope: ReportScope, stage: Stage): Promise<Entry[]> {
  const people = await scope.ctx.db
    .select()
    .from(members)
    .where(eq(members.workspaceId, scope.ctx.workspaceId));
  const byId = new Map(people.map((member) => [member.userId, member.name]));
  const byEmail = new Map(people.map((member) => [member.email?.trim().toLowerCase(), member.userId]));
  const leadIds = await leadsReporting(scope, stage);
  const entries: Entry[] = [];
  for (let start = 0; start < leadIds.length; start += LEADS_PER_CHUNK) {
    const ledgers = await factsWithin(scope.ctx, leadIds.slice(start, start + LEADS_PER_CHUNK), scope.cut);
    for (const [leadId, facts] of ledgers) {
      const ofLead = entriesInto(stage, facts, scope.period).map((at) => entryOf(leadId, facts, at));
      const counted = scope.distinct ? ofLead.slice(-1) : ofLead;
      entries.push(...counted.filter(({ marks }) => isMarked(scope, marks)).map(({ entry }) => entry));
    }
  }
  return entries
    .map((entry) => {
      const rep = entry.rep?.includes('@') ? (byEmail.get(entry.rep) ?? entry.rep) : entry.rep;
      return { ...entry, rep, repName: (rep !== null && byId.get(rep)) || null };
    })
    .filter(({ rep }) => scope.filters.rep === undefined || rep === scope.filters.rep)
    .sort((a, b) => compare(a.enteredAt, b.enteredAt) || compare(a.leadId, b.leadId));
}

/** A fact is an entry when the ledger up to and including it says that the lead entered the stage at that instant. */
function entriesInto(stage: Stage, facts: readonly RecordedFact[], period: Period): Date[] {
  const instants = new Map<number, Date>();
  for (const fact of facts) {
    if (fact.kind !== 'stage' || fact.stage !== stage) continue;
    if (fact.occurredAt < period.from || fact.occurredAt >= period.to) continue;
    const folded = foldLead(facts.filter((other) => other.kind !== 'stage' || !isAfter(other, fact)));
    if (folded.stage === stage && folded.stageSince?.getTime() === fact.occurredAt.getTime()) {
      instants.set(fact.occurredAt.getTime(), fact.occurredAt);
    }
  }
  return [...instants.values()].sort((a, b) => a.getTime() - b.getTime());
}

/** What filters look at besides the rep, who is known only once addresses are matched with members. */
interface Marks {
  source: string | null;
  campaign: string | null;
  reason: string | null;
}

function isMarked({ filters }: ReportScope, { source, campaign, reason }: Marks): boolean {
  return (
    isWanted(source, filters.source) &&
    isWanted(campaign, filters.campaign) &&
    isWanted(reason, filters.reason)
  );
}

function entryOf(
  leadId: string,
  facts: readonly RecordedFact[],
  enteredAt: Date,
): { entry: Entry; marks: Marks } {
  const { fields, spells, stage } = foldLead(facts);
  const spell = spells.findLast((one) => one.opening.occurredAt <= enteredAt);
  const sqlAt = spell?.state === 'accepted' ? spell.decision?.occurredAt : undefined;
  const known = spell ? spell.lead : fields;
  const source = known.source?.trim() || null;
  const entry = {
    leadId,
    name: fields.name ?? null,
    company: fields.company ?? null,
    source,
    rep: spell?.decision?.actorId ?? (fields.ownerEmail?.trim().toLowerCase() || null),
    repName: null,
    mqlAt: spell?.opening.occurredAt.toISOString() ?? null,
    sqlAt: sqlAt?.toISOString() ?? null,
    stage,
    enteredAt: enteredAt.toISOString(),
  };
  return {
    entry,
    marks: { source, campaign: known.campaign ?? null, reason: spell?.decision?.reason ?? null },
  };
}

type StageFact = Extract<RecordedFact, { kind: 'stage' }>;

/** The order of the fold. */
function isAfter(other: StageFact, fact: StageFact): boolean {
  const later =
    other.occurredAt.getTime() - fact.occurredAt.getTime() || stageRank(other.stage) - stageRank(fact.stage);
  return later > 0 || (later === 0 && keyText(other) > keyText(fact));
}

async function leadsReporting(scope: ReportScope, stage: Stage): Promise<string[]> {
  const { ctx, period, cut } = scope;
  const rows = await queryRows<{ leadId: string }>(
    ctx.db,
    sql`select distinct lead_id as "leadId" from ${stageChanges}
        where ${eq(stageChanges.workspaceId, ctx.workspaceId)} and kind = 'stage' and stage = ${stage}
          and occurred_at >= ${instantParameter(period.from)} and occurred_at < ${instantParameter(period.to)}
          ${withinCut(cut)}`,
  );
  return rows.map((row) => row.leadId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
