import type { Handoff } from '../../leads/handoff.ts';
import { contactDueAt, deadlines, type SlaPolicy } from '../../sla/policy.ts';
import type { HandoffState, RoutedTo } from '../../vocabulary.ts';

/** What really happened to a handoff, as far as a replay with other policies needs to know. */
export interface PastHandoff {
  handoffId: string;
  leadId: string;
  openedAt: Date;
  /** When the clock began: the replay takes it that this is when we learnt of it. */
  clockFrom: Date;
  /** It reached us as history: nobody was alerted then. */
  isHistory: boolean;
  ownerEmail: string | null;
  /** How it was first routed and to whom; null where nobody ever had it. */
  first: { routedTo: RoutedTo; holderId: string | null } | null;
  decision: PastDecision | null;
  contactedAt: Date | null;
  /** What judges it, in each of the lists that are tried. */
  policies: readonly SlaPolicy[];
}

export interface PastDecision {
  state: Exclude<HandoffState, 'open' | 'void'>;
  at: Date;
  by: string | null;
  /** The holder of the turn gets it back: the lead was none. */
  givesTurnBack: boolean;
  /** Until when the lead stayed in `sql`, where it was accepted; null: it is there still. */
  sqlUntil: Date | null;
}

/** The handoff as it stood when it came in, promised what the policy says. */
export function openedHandoff(past: PastHandoff, policy: SlaPolicy): Handoff {
  const { handoffId, leadId, openedAt, clockFrom } = past;
  const { dueAt, remindAts } = deadlines(policy, clockFrom);
  return {
    workspaceId: '',
    handoffId,
    leadId,
    state: 'open',
    openedAt,
    openingOrigin: '',
    openingEventId: '',
    alerting: true,
    clockFrom,
    policyId: policy.policyId,
    dueAt,
    source: null,
    campaign: null,
    decidedAt: null,
    decidedOrigin: null,
    decidedEventId: null,
    decidedBy: null,
    decisionRecordedAt: null,
    reason: null,
    note: null,
    workingSeconds: null,
    calendarSeconds: null,
    contactDueAt: null,
    contactedAt: null,
    contactedBy: null,
    corrected: null,
    excusedAt: null,
    excusedBy: null,
    excusedReason: null,
    routedTo: null,
    holderId: null,
    holderWhy: null,
    turn: 0,
    handedOverAt: null,
    turnDueAt: null,
    remindAts: remindAts.map((at) => at.toISOString()),
    remindedAt: null,
    mutedUntil: null,
    routeAt: clockFrom,
    breachNotedAt: null,
    breachHolderId: null,
    chainStep: null,
    chainAt: null,
    handOns: 0,
    contactRemindedAt: null,
    contactBreachNotedAt: null,
    nextAlertAt: clockFrom,
  };
}

/** The same once it was decided, as it really was. */
export function decidedHandoff(row: Handoff, decision: PastDecision, policy: SlaPolicy): Handoff {
  const { state, at, by } = decision;
  return {
    ...row,
    state,
    decidedAt: at,
    decidedBy: by,
    decisionRecordedAt: at,
    contactDueAt: state === 'accepted' ? contactDueAt(policy, at) : null,
    routeAt: null,
    nextAlertAt: null,
  };
}
