import { asc } from 'drizzle-orm';
import {
  absences,
  auditLog,
  deliveries,
  handoffs,
  leads,
  members,
  slaPolicies,
  stageChanges,
  turns,
} from '../../../src/db/schema.ts';
import type { RecordedFact } from '../../../src/leads/fact.ts';
import { type FoldedLead, foldLead } from '../../../src/leads/fold-lead.ts';
import { factOf } from '../../../src/leads/ledger.ts';
import type { SimMessage } from '../pretend-slack.ts';
import type { Simulation } from '../simulation.ts';
import { countedHours, GRACE, type Hours } from './hours.ts';

export type HandoffRow = typeof handoffs.$inferSelect;
export type TurnRow = typeof turns.$inferSelect;
export type DeliveryRow = typeof deliveries.$inferSelect;
export type PolicyRow = typeof slaPolicies.$inferSelect;
type MemberRow = typeof members.$inferSelect;

/** A state in which a handoff was, from then on. Instants are epoch milliseconds. */
export interface Past {
  at: number;
  state: string;
  turn: number;
  holderId: string | null;
  routedTo: string | null;
  policyId: string;
  dueAt: number;
  turnDueAt: number | null;
  chainAt: number | null;
  clockFrom: number;
  mutedUntil: number | null;
  alerting: boolean;
  remindAts: string;
}

/** Everything that is left of a run, and what can be known from it. */
export interface Evidence {
  simulation: Simulation;
  endMs: number;
  facts: Map<string, RecordedFact[]>;
  leads: (typeof leads.$inferSelect)[];
  handoffs: HandoffRow[];
  turns: Map<string, TurnRow[]>;
  deliveries: DeliveryRow[];
  deliveriesOf: Map<string, DeliveryRow[]>;
  deliveryById: Map<string, DeliveryRow>;
  messages: Map<string, SimMessage[]>;
  policies: Map<string, PolicyRow>;
  members: Map<string, MemberRow>;
  absences: (typeof absences.$inferSelect)[];
  audit: (typeof auditLog.$inferSelect)[];
  past: Map<string, Past[]>;
  /** How a handoff was at that instant. */
  pastAt(handoffId: string, ms: number): Past | undefined;
  /** What the facts learnt by then amount to. */
  knownBy(leadId: string, ms: number): FoldedLead;
  /** The first instant from then on at which a process was up. Slack may have been away. */
  whenUp(ms: number): number;
  /** By when whatever was due then has been done. */
  surelyBy(ms: number): number;
  hoursOf(userId: string | null): Hours;
  offend(what: string, handoffId?: string | null): void;
}

const DAY = 86_400_000;

export async function gather(simulation: Simulation): Promise<Evidence> {
  const { db, time, world } = simulation;
  const endMs = time.ms();
  const facts = Map.groupBy((await db.select().from(stageChanges)).map(factOf), (fact) => fact.leadId);
  const allTurns = await db.select().from(turns).orderBy(asc(turns.turn));
  const allDeliveries = await db.select().from(deliveries).orderBy(asc(deliveries.deliveryId));
  const [team] = await db.select().from(slaPolicies);
  if (!team) throw new Error('There is a policy');
  const memberRows = new Map((await db.select().from(members)).map((row) => [row.userId, row]));
  const past = new Map<string, Past[]>();
  for (const { at, key, row } of simulation.journal.entries) {
    past.set(key, [...(past.get(key) ?? []), pastOf(at, row)]);
  }
  const surelyBy = (ms: number): number => {
    const cut = simulation.down.find(({ from, to }) => from <= ms + GRACE && to > ms);
    return cut ? surelyBy(cut.to) : ms + GRACE;
  };
  const hours = new Map<string, Hours>();
  const span = { fromMs: world.startMs - 21 * DAY, toMs: world.endMs + 60 * DAY };
  const folded = new Map<string, FoldedLead>();
  const whenUp = (ms: number): number => {
    // Whoever dies at that very instant may have done it first.
    const down = simulation.down.find(({ what, from, to }) => what === 'processes' && from < ms && ms < to);
    return down ? whenUp(down.to) : ms;
  };
  return {
    ...{ simulation, endMs, facts, past },
    leads: await db.select().from(leads),
    handoffs: await db.select().from(handoffs).orderBy(asc(handoffs.handoffId)),
    turns: Map.groupBy(allTurns, (row) => row.handoffId),
    deliveries: allDeliveries,
    deliveriesOf: Map.groupBy(
      allDeliveries.filter((row) => row.handoffId !== null),
      (row) => row.handoffId ?? '',
    ),
    deliveryById: new Map(allDeliveries.map((row) => [row.deliveryId, row])),
    messages: Map.groupBy(simulation.slack.messages, (message) => message.deliveryId ?? ''),
    policies: new Map((await db.select().from(slaPolicies)).map((row) => [row.policyId, row])),
    members: memberRows,
    absences: await db.select().from(absences),
    audit: await db.select().from(auditLog),
    pastAt: (handoffId, ms) => past.get(handoffId)?.findLast((one) => one.at <= ms),
    knownBy(leadId, ms) {
      const learnt = (facts.get(leadId) ?? []).filter((fact) => fact.recordedAt.getTime() <= ms);
      const name = `${leadId} ${learnt.length}`;
      const known = folded.get(name) ?? foldLead(learnt);
      folded.set(name, known);
      return known;
    },
    whenUp,
    surelyBy,
    hoursOf(userId) {
      const member = userId ? memberRows.get(userId) : undefined;
      const timeZone =
        member?.ownTimeZone ?? (world.usesMemberTimeZones ? member?.timeZone : undefined) ?? team.timeZone;
      const spec = {
        timeZone,
        workingHours: member?.workingHours ?? team.workingHours,
        holidays: team.holidays,
      };
      const name = JSON.stringify(spec);
      const known = hours.get(name) ?? countedHours(spec, span);
      hours.set(name, known);
      return known;
    },
    offend: (what, handoffId) => simulation.offend(what, handoffId ?? undefined),
  };
}

function pastOf(at: number, row: Record<string, unknown>): Past {
  const instant = (name: string) => (typeof row[name] === 'string' ? Date.parse(row[name]) : null);
  const words = (name: string) => (typeof row[name] === 'string' ? row[name] : null);
  return {
    at,
    state: String(row.state),
    turn: Number(row.turn),
    holderId: words('holder_id'),
    routedTo: words('routed_to'),
    policyId: String(row.policy_id),
    dueAt: instant('due_at') ?? 0,
    turnDueAt: instant('turn_due_at'),
    chainAt: instant('chain_at'),
    clockFrom: instant('clock_from') ?? 0,
    mutedUntil: instant('muted_until'),
    alerting: row.alerting === true,
    remindAts: JSON.stringify(row.remind_ats),
  };
}

/** The deliveries of single leads that a message stands for. */
export function aboutOf({ deliveries }: Evidence, row: DeliveryRow): DeliveryRow[] {
  return row.kind === 'bundle' ? deliveries.filter((one) => one.bundleId === row.deliveryId) : [row];
}
