import { zoneOffsetMs } from '../../lib/time-zone.ts';
import type { SlaPolicy } from '../../sla/policy.ts';

/** What policies would have brought about. Messages are counted when they would have gone out. */
export interface DryRunFigures {
  handoffs: number;
  reminders: number;
  /** Notices of missed deadlines: to whoever held the lead, to managers, to others whom the policy names. */
  notices: { reps: number; managers: number; others: number };
  /** Deadlines missed; of these decided late, withdrawn later, and never closed so far. */
  breaches: number;
  late: number;
  withdrawn: number;
  never: number;
  /** Handed on at the end of the chain. */
  handOns: number;
  /** Would have been handed on, but there was nobody else. */
  stayed: number;
  contactReminders: number;
  contactBreaches: number;
}

interface RepFigures {
  reminders: number;
  /** Deadlines missed while this rep held the lead. */
  breaches: number;
  takenFrom: number;
  givenTo: number;
}

export interface DryRunOutcome extends DryRunFigures {
  /** How often a rep would have been taken out of the rotation for leads not decided in time. */
  pauses: number;
  policies: (DryRunFigures & { name: string })[];
  /** By how often they would have been pinged. */
  reps: (RepFigures & { userId: string; pings: number })[];
  /** Of the rep pinged most: the hour with the most pings, and when it began. */
  busiestHour: { userId: string; at: string; pings: number } | null;
}

const HOUR_MS = 3_600_000;

/** Counts under the whole and under one policy. */
export interface Tally {
  count(policyId: string, add: (figures: DryRunFigures) => void): void;
  countRep(userId: string | null, figure: keyof RepFigures): void;
  countPing(userId: string, at: Date): void;
  countPause(): void;
  outcome(): DryRunOutcome;
}

export function createTally(
  policies: readonly SlaPolicy[],
  repIds: readonly string[],
  timeZone: string,
): Tally {
  const total = noFigures();
  let pauses = 0;
  const byPolicy = new Map(policies.map((policy) => [policy.policyId, noFigures()]));
  const reps = new Map<string, RepFigures>(repIds.map((userId) => [userId, noRepFigures()]));
  const pings = new Map<string, Map<number, number>>();
  return {
    count(policyId, add) {
      add(total);
      const ofPolicy = byPolicy.get(policyId);
      if (ofPolicy) add(ofPolicy);
    },
    countRep(userId, figure) {
      if (userId === null) return;
      const figures = reps.get(userId) ?? noRepFigures();
      reps.set(userId, figures);
      figures[figure] += 1;
    },
    countPing(userId, at) {
      const hours = pings.get(userId) ?? new Map<number, number>();
      pings.set(userId, hours);
      const hourMs = startOfHourMs(at.getTime(), timeZone);
      hours.set(hourMs, (hours.get(hourMs) ?? 0) + 1);
    },
    countPause() {
      pauses += 1;
    },
    outcome() {
      const rows = [...reps].map(([userId, figures]) => ({
        userId,
        ...figures,
        pings: sum(pings.get(userId)?.values() ?? []),
      }));
      rows.sort((a, b) => b.pings - a.pings || b.breaches - a.breaches || (a.userId < b.userId ? -1 : 1));
      return {
        ...total,
        pauses,
        policies: policies.map(({ policyId, name }) => ({
          name,
          ...(byPolicy.get(policyId) ?? noFigures()),
        })),
        reps: rows,
        busiestHour: busiestHour(rows[0]?.userId, pings),
      };
    },
  };
}

/** The first of several equally busy ones. */
function busiestHour(
  userId: string | undefined,
  pings: ReadonlyMap<string, ReadonlyMap<number, number>>,
): DryRunOutcome['busiestHour'] {
  const hours = [...((userId !== undefined && pings.get(userId)) || [])];
  const [busiest] = hours.sort(([atA, a], [atB, b]) => b - a || atA - atB);
  if (userId === undefined || !busiest) return null;
  const [atMs, count] = busiest;
  return { userId, at: new Date(atMs).toISOString(), pings: count };
}

/** Hours begin as the clocks on the walls of the zone say. */
function startOfHourMs(atMs: number, timeZone: string): number {
  const offsetMs = zoneOffsetMs(timeZone, atMs);
  return Math.floor((atMs + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs;
}

function noFigures(): DryRunFigures {
  return {
    handoffs: 0,
    reminders: 0,
    notices: { reps: 0, managers: 0, others: 0 },
    breaches: 0,
    late: 0,
    withdrawn: 0,
    never: 0,
    handOns: 0,
    stayed: 0,
    contactReminders: 0,
    contactBreaches: 0,
  };
}

function noRepFigures(): RepFigures {
  return { reminders: 0, breaches: 0, takenFrom: 0, givenTo: 0 };
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
