import type { Route } from '../routing/choose-holder.ts';
import { writeReason } from '../routing/route-reason.ts';
import type { Turn } from '../routing/turns.ts';
import type { WorkingCalendar } from '../team/working-calendar.ts';
import { deadlines, type SlaPolicy } from './policy.ts';
import type { Handoff } from './shift.ts';

/**
 * The handoff as its next holder has it. Whoever is the first to hold it has until the promise is due; whoever comes later,
 * or after that instant, has the whole time to decide, in their own calendar. The promise stays.
 */
export function startTurn(
  handoff: Handoff,
  route: Route,
  {
    policy,
    calendar,
    now,
    isFirstHolder,
  }: { policy: SlaPolicy; calendar: WorkingCalendar; now: Date; isFirstHolder: boolean },
): Handoff {
  const turn = handoff.turn + 1;
  const row: Handoff = {
    ...handoff,
    turn,
    routedTo: route.routedTo,
    holderId: route.holderId,
    holderWhy: writeReason(route.why),
    handedOverAt: now,
    routeAt: route.retryAt ?? null,
    remindedAt: null,
    mutedUntil: null,
    chainStep: null,
    chainAt: null,
  };
  const isFirst = turn === 1 || (handoff.routedTo === 'nobody' && isFirstHolder && !handoff.breachNotedAt);
  if (isFirst && policy.inHoldersTime && route.holderId)
    Object.assign(row, promiseFrom(policy, row.clockFrom, calendar));
  if (isFirst && now < row.dueAt) return { ...row, turnDueAt: row.dueAt };
  // It reached us after its time: the delay is nobody's who holds it.
  if (turn === 1) Object.assign(row, { breachNotedAt: now, breachHolderId: null });
  const own = promiseFrom(policy, now, policy.inWorkingTime ? calendar : undefined);
  return { ...row, turnDueAt: own.dueAt, remindAts: own.remindAts };
}

export function turnOf(handoff: Handoff, startedBy: string | null): Turn {
  return {
    workspaceId: handoff.workspaceId,
    handoffId: handoff.handoffId,
    turn: handoff.turn,
    routedTo: handoff.routedTo ?? 'nobody',
    holderId: handoff.holderId,
    why: handoff.holderWhy ?? '',
    startedAt: handoff.handedOverAt ?? handoff.openedAt,
    startedBy,
    dueAt: handoff.turnDueAt,
    endedAt: null,
    ended: null,
    endedBy: null,
    endedWhy: null,
  };
}

function promiseFrom(policy: SlaPolicy, from: Date, calendar: WorkingCalendar | undefined) {
  const { dueAt, remindAts } = deadlines(policy, from, calendar);
  return { dueAt, remindAts: remindAts.map((at) => at.toISOString()) };
}
