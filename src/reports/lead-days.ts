import { sql } from 'drizzle-orm';
import { type SortedSample, sampleOfBytes, sortedSample } from '../lib/sorted-samples.ts';
import { askByMonth } from './ask-by-month.ts';
import { type Groups, handoffKey } from './breakdown.ts';
import { openedHandoffs } from './cohort.ts';
import { milliseconds, sampleOf } from './durations.ts';
import type { ReportScope } from './report-scope.ts';

/** A handoff of a lead that has been handed over several times. */
type OfSeveral = [
  leadId: string,
  openedMs: number,
  isAccepted: boolean,
  isWanted: boolean,
  ms: number,
  key: string | null,
];

interface LeadRow {
  part: number;
  key: string | null;
  once: Uint8Array | null;
  several: OfSeveral[] | null;
}

interface LeadCell {
  /** Of leads handed over once. */
  once: ReadonlyMap<string | null, SortedSample>;
  several: readonly OfSeveral[];
}

/**
 * From the lead's creation, else its first `lead` fact, to its first MQL, in ms, over the distinct leads of the cohort:
 * each counts with its accepted handoff, else with the last.
 */
export async function leadToMql(given: ReportScope): Promise<Groups<SortedSample[]>> {
  const scope: ReportScope = { ...given, distinct: false };
  const months = await askByMonth<LeadRow, LeadCell>(scope, {
    name: 'lead to mql',
    statement: (narrowed, partOf) => sql`
      with timed as (
        select ${partOf(sql`opened.opened_at`)} as part, opened.key, opened.wanted, opened.lead_id, opened.opened_at,
          opened.state = 'accepted' as accepted, l.handoffs > 1 as several,
          ${milliseconds(sql`l.first_mql_at - coalesce(l.created_at, l.first_lead_at)`)} as ms
        from (${openedHandoffs(narrowed, handoffKey(narrowed, 'decider'))}) as opened
        join ${narrowed.leads} l on l.workspace_id = ${narrowed.ctx.workspaceId} and l.lead_id = opened.lead_id
        where coalesce(l.created_at, l.first_lead_at) <= l.first_mql_at
      )
      select part, key,
        ${sampleOf(sql`ms`)} filter (where wanted and not several) as once,
        json_agg(json_build_array(lead_id, date_part('epoch', opened_at) * 1000, accepted, wanted, ms, key))
          filter (where several) as several
      from timed group by part, key`,
    cellOf: (rows) => ({
      once: new Map(rows.flatMap(({ key, once }) => (once ? [[key, sampleOfBytes(once)] as const] : []))),
      several: rows.flatMap(({ several }) => several ?? []),
    }),
    weigh: ({ once, several }) =>
      several.length * 6 + once.values().reduce((sum, { length }) => sum + length + 1, 0),
  });
  const byKey = new Map<string | null, SortedSample[]>();
  const add = (key: string | null, sample: SortedSample) => {
    const samples = byKey.get(key) ?? [];
    byKey.set(key, samples);
    samples.push(sample);
  };
  for (const { cell } of months) for (const [key, sample] of cell.once) add(key, sample);
  const counted = countedOnce(months.flatMap(({ cell }) => cell.several)).filter(
    ([, , , isWanted]) => isWanted,
  );
  for (const [key, handoffs] of Map.groupBy(counted, ([, , , , , ofKey]) => ofKey)) {
    add(key, sortedSample(handoffs.map(([, , , , ms]) => ms)));
  }
  // Asked for itself: of hundreds of keys it would be thousands of samples.
  const total =
    given.by === undefined ? (byKey.get(null) ?? []) : (await leadToMql({ ...given, by: undefined })).total;
  return { total, byKey };
}

/** Of each lead the handoff that it counts with. */
function countedOnce(handoffs: readonly OfSeveral[]): OfSeveral[] {
  const byLead = new Map<string, OfSeveral>();
  for (const handoff of handoffs) {
    const [leadId, openedMs, isAccepted] = handoff;
    const best = byLead.get(leadId);
    if (!best || (isAccepted === best[2] ? openedMs > best[1] : isAccepted)) byLead.set(leadId, handoff);
  }
  return [...byLead.values()];
}
