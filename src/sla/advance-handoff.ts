import { chooseHolder, countTurn, othersFreeAt, type Route } from '../routing/choose-holder.ts';
import type { ChainStep } from '../vocabulary.ts';
import { handOverMessages, holderOf, managersOf, pings, recipientsOf } from './alert-messages.ts';
import { type Alert, nextAlert } from './next-alert.ts';
import { after, type SlaPolicy } from './policy.ts';
import { quietUntil } from './quiet-hours.ts';
import { calendarFor, type Handoff, judgeOf, type LeadAtHand, RETRY_SLACK_MS, type Shift } from './shift.ts';
import { startTurn, turnOf } from './start-turn.ts';

/** Undefined: Slack must be asked first who is to be told. */
type Act = (handoff: Handoff, lead: LeadAtHand, shift: Shift) => Handoff | undefined;

const MOST_STEPS = 100;

/** Does everything that is due for one handoff, and says when the next thing is. What follows stands in `shift.out`. */
export function advanceHandoff(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff {
  let row = handoff;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = nextAlert(row, shift.now);
    if (!next || next.at > shift.now) return { ...row, nextAlertAt: next?.at ?? null };
    const after = ACTS[next.alert](row, lead, shift);
    if (!after) return { ...row, nextAlertAt: new Date(shift.now.getTime() + RETRY_SLACK_MS) };
    row = after;
  }
  throw new Error(`Impossible: the alerts of handoff ${handoff.handoffId} do not end`);
}

const ACTS: Record<Alert, Act> = {
  'hand-over': handOver,
  reminder: remind,
  breach: noteBreach,
  lapse: (handoff, _lead, shift) => lapse(handoff, shift),
  chain: takeStep,
  'contact-reminder': remindToContact,
  'contact-breach': noteNoContact,
};

function handOver(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff {
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
      return { ...handoff, holderWhy: route.why, routeAt: route.retryAt ?? null };
  }
  if (handoff.turn > 0) {
    const why = handoff.routedTo === 'nobody' ? 'Somebody was found.' : 'Its holder takes no leads any more.';
    shift.out.ended.push({ handoffId: handoff.handoffId, ended: 'removed', why });
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

function remind(handoff: Handoff, _lead: LeadAtHand, shift: Shift): Handoff {
  const policy = judgeOf(shift, handoff);
  const messages = pings(shift, policy, handoff, {
    kind: 'reminder',
    occasion: `${handoff.turn}:${shift.now.getTime()}`,
    recipientIds: holderOf(shift, handoff),
  });
  const { turnDueAt } = handoff;
  shift.out.owed.push(...messages.filter(({ runAt }) => !runAt || !turnDueAt || runAt < turnDueAt));
  shift.out.reminded += 1;
  return { ...handoff, remindedAt: shift.now };
}

/** The promise is broken while somebody has it who got it later: it counts for them, and the managers hear of it. */
function noteBreach(handoff: Handoff, _lead: LeadAtHand, shift: Shift): Handoff | undefined {
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
export function lapse(handoff: Handoff, shift: Shift): Handoff {
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

function takeStep(handoff: Handoff, _lead: LeadAtHand, shift: Shift): Handoff | undefined {
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
  const route =
    handoff.handOns >= policy.mostHandOns
      ? { stays: `It has been handed on ${handoff.handOns} times already.` }
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
  shift.out.ended.push({ handoffId, ended: 'lapsed', why: 'Not decided in time.' });
  return giveTo({ ...handoff, handOns: handoff.handOns + 1 }, route, shift);
}

function nextHolder(
  handoff: Handoff,
  to: Extract<ChainStep, { kind: 'reassign' }>['to'],
  shift: Shift,
): Route | { stays: string; retryAt?: Date | undefined } | undefined {
  const { now, roster } = shift;
  const past = [...shift.pastHolders(handoff.handoffId)];
  if (handoff.holderId && past.at(-1) !== handoff.holderId) past.push(handoff.holderId);
  if (to === 'pool') {
    if (!roster.poolChannelId || handoff.routedTo === 'pool')
      return { stays: 'There is no other pool for it.' };
    return { routedTo: 'pool', holderId: null, why: 'Not decided in time: the first to accept gets it.' };
  }
  if (to !== 'rotation') {
    const colleague = shift.named(to.userId);
    if (colleague === null) return undefined;
    if (past.includes(to.userId) || !colleague || colleague.away) {
      return { stays: 'The person whom the policy names has had it, is away, or is no colleague.' };
    }
    return {
      routedTo: 'person',
      holderId: to.userId,
      why: 'The policy hands on to you what was not decided in time.',
    };
  }
  const route = chooseHolder(roster, { now, past, present: handoff.holderId, ownerUntil: now });
  const stays =
    route.routedTo === 'nobody' || route.again || (route.routedTo === 'pool' && handoff.routedTo === 'pool');
  if (!stays) return route;
  return { stays: 'Nobody else is free who has not had it.', retryAt: othersFreeAt(roster, past, now) };
}

function remindToContact(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff {
  oweContactPing(handoff, lead, shift, 'contact-reminder', []);
  return { ...handoff, contactRemindedAt: shift.now };
}

function noteNoContact(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff | undefined {
  const managers = managersOf(shift);
  if (!managers) return undefined;
  oweContactPing(handoff, lead, shift, 'contact-breach', managers);
  return { ...handoff, contactBreachNotedAt: shift.now };
}

/** A lead that has gone on, to an opportunity or back, needs no call any more. */
function oweContactPing(
  handoff: Handoff,
  lead: LeadAtHand,
  shift: Shift,
  kind: 'contact-reminder' | 'contact-breach',
  others: readonly string[],
): void {
  if (lead.stage !== 'sql') return;
  const rep = handoff.decidedBy ?? handoff.holderId;
  const occasion = String(handoff.contactDueAt?.getTime());
  const recipientIds = [...new Set([...(rep ? [rep] : []), ...others])];
  shift.out.owed.push(
    ...pings(shift, judgeOf(shift, handoff), { ...handoff, holderId: rep }, { kind, occasion, recipientIds }),
  );
}
