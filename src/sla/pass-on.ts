import { actorId, type Context } from '../context.ts';
import { chooseHolder, type Route } from '../routing/choose-holder.ts';
import type { TurnEnd } from '../vocabulary.ts';
import { managersOf, pings } from './alert-messages.ts';
import { giveTo } from './hand-over.ts';
import { breached, lapseTurn } from './lapse-turn.ts';
import { nextAlertAt } from './next-alert.ts';
import { openShift } from './open-shift.ts';
import { type Handoff, judgeOf, type Shift } from './shift.ts';
import type { SlackPeople } from './slack-people.ts';

export interface PassingOn {
  /** How the present turn ends, and why, in words. */
  ended: TurnEnd;
  why: string;
  /** To whom; left out, the router looks for somebody who has not had it. */
  to?: Route | undefined;
  /** Whoever had it by the rotation gets the turn back. */
  givesTurnBack: boolean;
}

/**
 * Ends the turns that run and begins others, at somebody's wish. Returns the handoffs as they stand then; one for which
 * nobody else could be found stays as it was. Inside a transaction that holds the locks of the leads.
 */
export async function passOn(
  ctx: Context,
  people: SlackPeople,
  handoffs: readonly Handoff[],
  how: PassingOn,
): Promise<Handoff[]> {
  const { shift, close } = await openShift(ctx, people, handoffs);
  const changed = handoffs.map((handoff) => passOne(handoff, how, shift, actorId(ctx)));
  await close(changed.filter((row, index) => row !== handoffs[index]));
  return changed;
}

function passOne(handoff: Handoff, how: PassingOn, shift: Shift, by: string | null): Handoff {
  const { now, roster, out } = shift;
  const past = [...shift.pastHolders(handoff.handoffId), ...(handoff.holderId ? [handoff.holderId] : [])];
  const route = how.to ?? chooseHolder(roster, { now, past, present: handoff.holderId, ownerUntil: now });
  const isSame = route.holderId === handoff.holderId && route.routedTo === handoff.routedTo;
  if (route.routedTo === 'nobody' || route.again || isSame) return handoff;
  const row = catchUp(handoff, how, shift, by);
  const holder = roster.reps.find((rep) => rep.userId === handoff.holderId);
  const isInTime = handoff.turnDueAt === null || now < handoff.turnDueAt;
  if (holder && how.givesTurnBack && isInTime && handoff.routedTo === 'rotation') holder.turnsOwed += 1;
  if (handoff.turn > 0) out.ended.push({ handoffId: handoff.handoffId, ended: how.ended, why: how.why });
  // Whoever gets it by hand is reminded of it, also where it reached us as history.
  const given = { ...giveTo(row, route, shift, by), alerting: true };
  return { ...given, nextAlertAt: nextAlertAt(given, now) };
}

/**
 * A deadline that has passed unnoticed is noticed before it goes on, against whoever had it. Nobody let a turn lapse that
 * they had decided.
 */
function catchUp(handoff: Handoff, { ended }: PassingOn, shift: Shift, by: string | null): Handoff {
  const { now } = shift;
  const { turnDueAt, chainStep, handedOverAt } = handoff;
  const wasRunning = handedOverAt !== null && chainStep === null && ended !== 'decided';
  const hasLapsed = wasRunning && turnDueAt !== null && turnDueAt <= now;
  if (!hasLapsed) return now >= handoff.dueAt && !handoff.breachNotedAt ? breached(handoff, shift) : handoff;
  const recipientIds = (managersOf(shift) ?? []).filter((userId) => userId !== by);
  const occasion = `passed:${handoff.turn}`;
  shift.out.owed.push(
    ...pings(shift, judgeOf(shift, handoff), handoff, { kind: 'breach', occasion, recipientIds }),
  );
  return lapseTurn(handoff, shift);
}
