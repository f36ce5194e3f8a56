import { chooseHolder, othersFreeAt, type Route } from '../routing/choose-holder.ts';
import type { ChainStep } from '../vocabulary.ts';
import { pings, recipientsOf } from './alert-messages.ts';
import { giveTo } from './hand-over.ts';
import { after, type SlaPolicy } from './policy.ts';
import { calendarFor, type Handoff, judgeOf, type LeadAtHand, type Shift } from './shift.ts';
import type { StayReason } from './stay-reason.ts';

/** The step of the policy's chain that comes next. Undefined: Slack must be asked first who is to be told. */
export function takeChainStep(handoff: Handoff, _lead: LeadAtHand, shift: Shift): Handoff | undefined {
  const policy = judgeOf(shift, handoff);
  const index = handoff.chainStep ?? 0;
  const step = policy.chain[index];
  const passed = { ...handoff, chainStep: index + 1, chainAt: shift.now };
  switch (step?.kind) {
    case 'wait': {
      const calendar = calendarFor(shift, policy.inHoldersTime ? handoff.holderId : null);
      return { ...passed, chainAt: after(policy, shift.now, step.minutes * 60_000, calendar) };
    }
    case 'notify': {
      const recipientIds = recipientsOf(shift, handoff, step.whom);
      if (!recipientIds) return undefined;
      const waits = policy.chain.slice(0, index).filter((earlier) => earlier.kind === 'wait').length;
      shift.out.owed.push(
        ...pings(shift, policy, handoff, {
          kind: 'breach',
          occasion: `${handoff.turn}:${waits}:${handoff.turnDueAt?.getTime()}`,
          recipientIds,
        }),
      );
      return passed;
    }
    case 'reassign':
      return handOn(handoff, step, policy, shift);
    case undefined:
      return { ...handoff, chainAt: null };
  }
}

interface Stay {
  stays: StayReason;
  retryAt?: Date | undefined;
}

/**
 * At the end of the chain: to somebody who has not had it. Where nobody is free it is tried again when somebody may be;
 * where it stays for good, the managers hear of it.
 */
function handOn(
  handoff: Handoff,
  { to }: Extract<ChainStep, { kind: 'reassign' }>,
  policy: SlaPolicy,
  shift: Shift,
): Handoff | undefined {
  const { handoffId, leadId } = handoff;
  const route: Route | Stay | undefined =
    handoff.handOns >= policy.mostHandOns
      ? { stays: { is: 'enough', times: handoff.handOns } }
      : nextHolder(handoff, to, shift);
  if (!route) return undefined;
  if ('stays' in route) {
    if (route.retryAt) return { ...handoff, chainAt: route.retryAt };
    const recipientIds = recipientsOf(shift, handoff, 'managers');
    if (!recipientIds) return undefined;
    shift.out.stayed.push({ handoffId, leadId, why: route.stays });
    const isTeamOfOne = shift.roster.reps.length <= 1 && shift.roster.poolChannelId === null;
    if (!isTeamOfOne) {
      const occasion = `stays:${handoff.turn}`;
      shift.out.owed.push(...pings(shift, policy, handoff, { kind: 'breach', occasion, recipientIds }));
    }
    return { ...handoff, chainAt: null };
  }
  shift.out.ended.push({ handoffId, ended: 'lapsed', why: '' });
  return giveTo({ ...handoff, handOns: handoff.handOns + 1 }, route, shift);
}

function nextHolder(
  handoff: Handoff,
  to: Extract<ChainStep, { kind: 'reassign' }>['to'],
  shift: Shift,
): Route | Stay | undefined {
  const { now, roster } = shift;
  const past = [...shift.pastHolders(handoff.handoffId)];
  if (handoff.holderId && past.at(-1) !== handoff.holderId) past.push(handoff.holderId);
  if (to === 'pool') {
    if (!roster.poolChannelId || handoff.routedTo === 'pool') return { stays: { is: 'no-other-pool' } };
    return { routedTo: 'pool', holderId: null, why: { is: 'lapsed-to-pool' } };
  }
  if (to !== 'rotation') {
    const colleague = shift.named(to.userId);
    if (colleague === null) return undefined;
    if (past.includes(to.userId) || !colleague || colleague.away) {
      return { stays: { is: 'named-cannot' } };
    }
    return {
      routedTo: 'person',
      holderId: to.userId,
      why: { is: 'lapsed-to-person' },
    };
  }
  const route = chooseHolder(roster, { now, past, present: handoff.holderId, ownerUntil: now });
  const stays =
    route.routedTo === 'nobody' || route.again || (route.routedTo === 'pool' && handoff.routedTo === 'pool');
  if (!stays) return route;
  return { stays: { is: 'nobody-else' }, retryAt: othersFreeAt(roster, past, now) };
}
