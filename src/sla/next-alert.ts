import type { HandoffState } from '../vocabulary.ts';

/**
 * What a handoff owes next: somebody to hold it, a reminder to the holder, the end of their turn and each step of the chain
 * that follows; the breach of the promise, where it falls into a later turn; once accepted the same for the first contact.
 */
export type Alert =
  | 'hand-over'
  | 'reminder'
  | 'breach'
  | 'lapse'
  | 'chain'
  | 'contact-reminder'
  | 'contact-breach';

export interface AlertState {
  state: HandoffState;
  alerting: boolean;
  dueAt: Date;
  turn: number;
  breachNotedAt: Date | null;
  routeAt: Date | null;
  handedOverAt: Date | null;
  /** Until when the present holder's turn lasts. */
  turnDueAt: Date | null;
  remindAts: readonly string[];
  remindedAt: Date | null;
  mutedUntil: Date | null;
  chainStep: number | null;
  chainAt: Date | null;
  decidedAt: Date | null;
  decisionRecordedAt: Date | null;
  contactDueAt: Date | null;
  contactedAt: Date | null;
  contactRemindedAt: Date | null;
  contactBreachNotedAt: Date | null;
}

export interface DueAlert {
  alert: Alert;
  at: Date;
}

const CONTACT_REMINDER_FRACTION = 0.75;

/**
 * The alert that is owed next and when. After an interruption several instants may have passed: only what describes how
 * things stand now is owed, so the last of several reminders, and none after the deadline.
 */
export function nextAlert(handoff: AlertState, now: Date): DueAlert | undefined {
  if (!handoff.alerting) return undefined;
  if (handoff.state === 'accepted') return nextContactAlert(handoff, now);
  if (handoff.state !== 'open') return undefined;
  return earliest(
    handoff.routeAt && { alert: 'hand-over', at: handoff.routeAt },
    nextReminder(handoff, now),
    breachInLaterTurn(handoff),
    lapse(handoff),
    handoff.chainStep !== null && handoff.chainAt && { alert: 'chain', at: handoff.chainAt },
  );
}

export function nextAlertAt(handoff: AlertState, now: Date): Date | null {
  return nextAlert(handoff, now)?.at ?? null;
}

function nextReminder(handoff: AlertState, now: Date): DueAlert | undefined {
  const { handedOverAt, turnDueAt, remindedAt } = handoff;
  if (!handedOverAt || !turnDueAt || handoff.chainStep !== null || now >= turnDueAt) return undefined;
  const since = remindedAt && remindedAt > handedOverAt ? remindedAt : handedOverAt;
  // What falls into a mute comes at its end, once.
  const mutedUntil = handoff.mutedUntil && handoff.mutedUntil > since ? handoff.mutedUntil : undefined;
  const instants = handoff.remindAts.map((at) => new Date(at)).filter((at) => !mutedUntil || at > mutedUntil);
  const waiting = [...(mutedUntil ? [mutedUntil] : []), ...instants].filter(
    (at) => at > since && at < turnDueAt,
  );
  const at = waiting.findLast((instant) => instant <= now) ?? waiting[0];
  return at && { alert: 'reminder', at };
}

function lapse({ handedOverAt, turnDueAt, chainStep }: AlertState): DueAlert | undefined {
  return handedOverAt && turnDueAt && chainStep === null ? { alert: 'lapse', at: turnDueAt } : undefined;
}

function breachInLaterTurn({ turn, dueAt, turnDueAt, breachNotedAt }: AlertState): DueAlert | undefined {
  const endsWithPromise = turnDueAt?.getTime() === dueAt.getTime();
  return turn > 1 && !breachNotedAt && !endsWithPromise ? { alert: 'breach', at: dueAt } : undefined;
}

/** A contact that was promised for a time before we learnt of the decision is history: nobody is pinged about it. */
function nextContactAlert(handoff: AlertState, now: Date): DueAlert | undefined {
  const { contactDueAt, contactedAt, decidedAt, decisionRecordedAt } = handoff;
  if (!contactDueAt || contactedAt || !decidedAt || handoff.contactBreachNotedAt) return undefined;
  if (decisionRecordedAt && decisionRecordedAt >= contactDueAt) return undefined;
  const knownAt = decisionRecordedAt && decisionRecordedAt > decidedAt ? decisionRecordedAt : decidedAt;
  const leftMs = contactDueAt.getTime() - knownAt.getTime();
  const remindAt = new Date(knownAt.getTime() + leftMs * CONTACT_REMINDER_FRACTION);
  if (!handoff.contactRemindedAt && now < contactDueAt) return { alert: 'contact-reminder', at: remindAt };
  return { alert: 'contact-breach', at: contactDueAt };
}

/** The first by time; of equals the one named first. */
function earliest(...alerts: (DueAlert | false | null | undefined)[]): DueAlert | undefined {
  return alerts
    .filter((alert) => alert !== false && alert !== null && alert !== undefined)
    .reduce<DueAlert | undefined>(
      (first, alert) => (!first || alert.at < first.at ? alert : first),
      undefined,
    );
}
