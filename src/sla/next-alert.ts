import type { HandoffState } from '../vocabulary.ts';

/** What a handoff owes next: the hand-over to somebody, the reminder, the notice that it was not decided in time. */
export type Alert = 'hand-over' | 'reminder' | 'breach';

export interface AlertState {
  state: HandoffState;
  alerting: boolean;
  clockFrom: Date;
  remindAt: Date;
  dueAt: Date;
  handedOverAt: Date | null;
  remindedAt: Date | null;
  breachNotedAt: Date | null;
}

/**
 * The alert that is owed next and when. After an interruption several instants may have passed: only the one that
 * describes how things stand now is owed, so a reminder is not sent after the deadline.
 */
export function nextAlert(handoff: AlertState, now: Date): { alert: Alert; at: Date } | undefined {
  if (handoff.state !== 'open' || !handoff.alerting) return undefined;
  if (!handoff.handedOverAt) return { alert: 'hand-over', at: now };
  const cameTooLate = handoff.handedOverAt >= handoff.dueAt;
  if (cameTooLate || handoff.breachNotedAt) return undefined;
  if (!handoff.remindedAt && now < handoff.dueAt && handoff.handedOverAt < handoff.remindAt) {
    return { alert: 'reminder', at: handoff.remindAt };
  }
  return { alert: 'breach', at: handoff.dueAt };
}

export function nextAlertAt(handoff: AlertState, now: Date): Date | null {
  return nextAlert(handoff, now)?.at ?? null;
}
