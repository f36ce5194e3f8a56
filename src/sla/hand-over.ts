import { chooseHolder, countTurn, type Route } from '../routing/choose-holder.ts';
import { writeReason } from '../routing/route-reason.ts';
import { handOverMessages } from './alert-messages.ts';
import { after } from './policy.ts';
import { calendarFor, type Handoff, judgeOf, type LeadAtHand, RETRY_SLACK_MS, type Shift } from './shift.ts';
import { startTurn, turnOf } from './start-turn.ts';

/** Finds a holder for a lead that has none, or whose holder takes none any more; waits where Slack must be asked first. */
export function handOver(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff {
  const { now } = shift;
  const owner = lead.ownerEmail ? shift.ownerOf(lead.ownerEmail) : undefined;
  if (owner?.kind === 'wait') return { ...handoff, routeAt: owner.until };
  const policy = judgeOf(shift, handoff);
  const half = (policy.minutesToDecide * 60_000) / 2;
  const halfAt = after(policy, handoff.clockFrom, half, calendarFor(shift, null));
  const route = chooseHolder(shift.roster, {
    now,
    past: shift.pastHolders(handoff.handoffId),
    present: handoff.holderId,
    ownerUntil: policy.inWorkingTime && halfAt > now ? halfAt : now,
    ...(owner?.kind === 'colleague' ? { owner: owner.colleague } : {}),
    ...(owner?.kind === 'nobody' ? { ownerNote: owner.note } : {}),
  });
  if (route.routedTo === 'nobody') {
    if (!shift.managersAreKnown) return { ...handoff, routeAt: new Date(now.getTime() + RETRY_SLACK_MS) };
    if (handoff.routedTo === 'nobody')
      return { ...handoff, holderWhy: writeReason(route.why), routeAt: route.retryAt ?? null };
  }
  if (handoff.turn > 0) {
    shift.out.ended.push({ handoffId: handoff.handoffId, ended: 'removed', why: '' });
  }
  return giveTo(handoff, route, shift);
}

/** Begins the turn that the route says, and owes the card of it. */
export function giveTo(handoff: Handoff, route: Route, shift: Shift, by: string | null = null): Handoff {
  const policy = judgeOf(shift, handoff);
  const row = startTurn(handoff, route, {
    policy,
    calendar: calendarFor(shift, route.holderId),
    now: shift.now,
    isFirstHolder: shift.pastHolders(handoff.handoffId).length === 0,
  });
  const { out } = shift;
  countTurn(shift.roster, route);
  out.begun.push(turnOf(row, by));
  out.stale.add(row.handoffId);
  out.owed.push(...handOverMessages(shift, row));
  out.handedOver += 1;
  return row;
}
