import { pings, recipientsOf } from './alert-messages.ts';
import { quietUntil } from './quiet-hours.ts';
import { calendarFor, type Handoff, judgeOf, type LeadAtHand, type Shift } from './shift.ts';

/** The promise is broken while somebody has it who got it later: it counts for them, and the managers hear of it. */
export function noteBreach(handoff: Handoff, _lead: LeadAtHand, shift: Shift): Handoff | undefined {
  const recipientIds = recipientsOf(shift, handoff, 'managers');
  if (!recipientIds) return undefined;
  shift.out.owed.push(
    ...pings(shift, judgeOf(shift, handoff), handoff, {
      kind: 'breach',
      occasion: `due:${handoff.dueAt.getTime()}`,
      recipientIds,
    }),
  );
  return breached(handoff, shift);
}

/** From here on the breach counts for whoever holds it now. */
export function breached(handoff: Handoff, shift: Shift): Handoff {
  shift.out.breached += 1;
  shift.out.stale.add(handoff.handoffId);
  return { ...handoff, breachNotedAt: shift.now, breachHolderId: handoff.holderId };
}

/** The turn has passed without a decision: the chain begins. */
export function lapseTurn(handoff: Handoff, shift: Shift): Handoff {
  const row = handoff.breachNotedAt || handoff.dueAt > shift.now ? handoff : breached(handoff, shift);
  shift.out.stale.add(row.handoffId);
  if (row.holderId) {
    shift.out.lapsed.push(row.holderId);
    countLapse(row.holderId, shift);
  }
  return { ...row, chainStep: 0, chainAt: shift.now };
}

/** Somebody who lets several leads in a row lapse gets no more, unless there is nobody else. */
function countLapse(userId: string, shift: Shift): void {
  const rep = shift.roster.reps.find((candidate) => candidate.userId === userId);
  if (!rep) return;
  rep.lapses += 1;
  const others = shift.roster.reps.some((other) => other !== rep && !other.isPaused);
  if (rep.isPaused || shift.pauseAfterLapses === 0 || rep.lapses < shift.pauseAfterLapses || !others) return;
  rep.isPaused = true;
  const payload = { userId, lapses: rep.lapses };
  shift.out.owed.push(
    ...[...new Set([userId, ...shift.managers])].map((recipientId) => ({
      dedupeKey: `paused:${userId}:${shift.now.getTime()}:${recipientId}`,
      ...{ kind: 'paused' as const, recipientId, payload },
      runAt: quietRunAt(shift, recipientId),
    })),
  );
}

function quietRunAt(shift: Shift, recipientId: string): Date {
  return quietUntil(calendarFor(shift, recipientId), shift.now);
}
