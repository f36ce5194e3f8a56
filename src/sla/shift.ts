import type { handoffs } from '../db/schema.ts';
import { invariant } from '../errors.ts';
import type { NewDelivery } from '../outbox/delivery.ts';
import type { Colleague, Roster } from '../routing/roster.ts';
import type { AbsentOwner } from '../routing/route-reason.ts';
import type { Turn } from '../routing/turns.ts';
import type { WorkingCalendar } from '../team/working-calendar.ts';
import type { Stage, TurnEnd } from '../vocabulary.ts';
import { calendarOf, policyAt, type SlaPolicy } from './policy.ts';
import type { StayReason } from './stay-reason.ts';

export type Handoff = typeof handoffs.$inferSelect;

/** How long to wait before Slack is asked again. */
export const RETRY_SLACK_MS = 15_000;

/** What must be known of the lead besides its handoff. */
export interface LeadAtHand {
  ownerEmail: string | null;
  stage: Stage | null;
}

/** What is known while alerts are worked off, and what follows from them. Nothing in here waits for anybody. */
export interface Shift {
  now: Date;
  policies: readonly SlaPolicy[];
  roster: Roster;
  /** Who is told of missed deadlines. */
  managers: readonly string[];
  /** False: Slack could not be asked who the admins are, and no manager is named. */
  managersAreKnown: boolean;
  pauseAfterLapses: number;
  /** The owner of a lead by address; undefined: Slack knows nobody. 'wait': Slack could not be asked yet. */
  ownerOf(email: string): OwnerLookup;
  pastHolders(handoffId: string): readonly string[];
  /** The colleagues in a user group; null: Slack could not be asked. */
  membersOfGroup(groupId: string): readonly string[] | null;
  /** Somebody whom a policy names. Undefined: nobody who may take or read anything; null: Slack could not be asked. */
  named(userId: string): Colleague | undefined | null;
  readonly out: Consequences;
}

export type OwnerLookup =
  | { kind: 'colleague'; colleague: Colleague }
  | { kind: 'nobody'; note: AbsentOwner }
  | { kind: 'wait'; until: Date };

/** What the alerts of a batch bring about. */
export interface Consequences {
  owed: NewDelivery[];
  begun: Turn[];
  ended: { handoffId: string; ended: TurnEnd; why: string }[];
  /** Handoffs whose posted messages show something old. */
  stale: Set<string>;
  /** Leads that stay where they are although their chain would have handed them on. */
  stayed: { handoffId: string; leadId: string; why: StayReason }[];
  handedOver: number;
  reminded: number;
  breached: number;
  lapsed: string[];
}

export function noConsequences(): Consequences {
  return {
    ...{ owed: [], begun: [], ended: [], stale: new Set<string>(), stayed: [] },
    ...{ handedOver: 0, reminded: 0, breached: 0, lapsed: [] },
  };
}

/** The policy that judges a handoff. */
export function judgeOf(shift: Pick<Shift, 'policies'>, handoff: Handoff): SlaPolicy {
  const policy = shift.policies.find(({ policyId }) => policyId === handoff.policyId);
  invariant(policy, `policy ${handoff.policyId} is stored`);
  return policy;
}

/** The hours of a colleague; of somebody unknown those of the team. */
export function calendarFor(
  shift: Pick<Shift, 'policies' | 'roster' | 'now'>,
  userId: string | null,
): WorkingCalendar {
  const { reps, others } = shift.roster;
  const known = userId && (reps.find((rep) => rep.userId === userId) ?? others.get(userId));
  return known ? known.calendar : calendarOf(policyAt(shift.policies, shift.now));
}
