import { setImmediate } from 'node:timers/promises';
import type { NewDelivery } from '../../outbox/delivery.ts';
import { colleagueOf } from '../../routing/roster.ts';
import { advanceHandoff } from '../../sla/advance-handoff.ts';
import { holderOf } from '../../sla/alert-messages.ts';
import { giveTo } from '../../sla/hand-over.ts';
import { nextAlertAt } from '../../sla/next-alert.ts';
import type { SlaPolicy } from '../../sla/policy.ts';
import { type Handoff, type LeadAtHand, noConsequences, type Shift } from '../../sla/shift.ts';
import { countConsequences } from './count-consequences.ts';
import { createEventQueue, type Timed } from './event-queue.ts';
import { decidedHandoff, openedHandoff, type PastHandoff } from './past-handoff.ts';
import type { PastRoster } from './past-roster.ts';
import { createTally, type DryRunOutcome } from './tally.ts';

export interface Replay {
  past: readonly PastHandoff[];
  policies: readonly SlaPolicy[];
  people: PastRoster;
  /** What does not change while it runs. */
  circumstances: Pick<
    Shift,
    'managers' | 'managersAreKnown' | 'pauseAfterLapses' | 'ownerOf' | 'membersOfGroup'
  >;
  /** Which of the policies that a handoff is judged by is meant. */
  judgeOf: (past: PastHandoff) => SlaPolicy;
  until: Date;
  timeZone: string;
}

interface Running {
  past: PastHandoff;
  policy: SlaPolicy;
  row: Handoff;
  holders: string[];
}

type Event = Timed &
  (
    | { kind: 'opened'; past: PastHandoff }
    | { kind: 'decided' | 'contacted' | 'alert'; of: Running }
    | { kind: 'message'; of: Running; message: NewDelivery; isToHolder: boolean }
  );

/** What really happened comes before what the policy makes of the same instant. */
const RANK = { decided: 0, contacted: 0, opened: 1, alert: 1, message: 2 } as const;
const EVENTS_PER_TURN = 1000;

/**
 * Lets the engine work through the past with a clock of its own: every alert in the order of time, so that turns and caps
 * are as they would have been. Writes nothing, and lets others work in between.
 */
export async function replay(given: Replay): Promise<DryRunOutcome> {
  const world = createWorld(given);
  for (let count = 1; world.step(); count += 1) {
    if (count % EVENTS_PER_TURN === 0) await setImmediate();
  }
  return world.tally.outcome();
}

function createWorld({ past, policies, people, circumstances, judgeOf, until, timeZone }: Replay) {
  const { roster } = people;
  const repIds = roster.reps.map((rep) => rep.userId);
  const tally = createTally(policies, repIds, timeZone);
  const queue = createEventQueue<Event>();
  const untilMs = until.getTime();
  const holders = new Map<string, readonly string[]>();

  for (const one of past) {
    tally.count(judgeOf(one).policyId, (figures) => {
      figures.handoffs += 1;
    });
    putAt(one.clockFrom, one.handoffId, { kind: 'opened', past: one });
  }

  type Happening = Event extends infer One ? (One extends Event ? Omit<One, keyof Timed> : never) : never;

  function putAt(at: Date, order: string, event: Happening): void {
    const atMs = at.getTime();
    if (atMs <= untilMs) queue.put({ ...event, atMs, rank: RANK[event.kind], order } as Event);
  }

  function shiftAt(now: Date): Shift {
    return {
      ...circumstances,
      now,
      policies,
      roster,
      pastHolders: (handoffId) => holders.get(handoffId) ?? [],
      named: (userId) => colleagueOf(roster, userId),
      out: noConsequences(),
    };
  }

  function open(one: PastHandoff, now: Date): void {
    const policy = judgeOf(one);
    const running: Running = { past: one, policy, row: openedHandoff(one, policy), holders: [] };
    const { decision, contactedAt, first } = one;
    if (contactedAt && contactedAt > now) {
      putAt(contactedAt, one.handoffId, { kind: 'contacted', of: running });
    }
    if (contactedAt && contactedAt <= now) running.row = { ...running.row, contactedAt };
    if (decision && decision.at <= now) {
      running.row = decidedHandoff(running.row, decision, policy);
      lookAgain(running, now);
      return;
    }
    if (decision) putAt(decision.at, one.handoffId, { kind: 'decided', of: running });
    work(running, now, (row, lead, shift) => {
      const given =
        first && first.routedTo !== 'nobody' ? giveTo(row, { ...first, why: { is: 'owner' } }, shift) : row;
      return advanceHandoff(given, lead, shift);
    });
  }

  function work(
    running: Running,
    now: Date,
    act: (row: Handoff, lead: LeadAtHand, shift: Shift) => Handoff,
  ): void {
    const shift = shiftAt(now);
    const before = running.row;
    running.row = act(before, leadAt(running.past, now), shift);
    follow(running, before, shift);
    const { nextAlertAt: at } = running.row;
    if (at) putAt(at, before.handoffId, { kind: 'alert', of: running });
  }

  function lookAgain(running: Running, now: Date): void {
    const at = nextAlertAt(running.row, now);
    running.row = { ...running.row, nextAlertAt: at };
    if (at) putAt(at < now ? now : at, running.row.handoffId, { kind: 'alert', of: running });
  }

  function follow(running: Running, before: Handoff, shift: Shift): void {
    const { past: one, policy, row } = running;
    const { out } = shift;
    if (row.turn > before.turn) {
      const left = roster.reps.find((rep) => rep.userId === before.holderId);
      if (left) left.open -= 1;
      running.holders.push(...out.begun.flatMap(({ holderId }) => (holderId ? [holderId] : [])));
      holders.set(row.handoffId, running.holders);
    }
    if (out.owed.length + out.breached + out.ended.length + out.stayed.length === 0) return;
    countConsequences(tally, { past: one, policy, before, row, out, until });
    const holderBefore = holderOf(shift, before);
    const holderNow = holderOf(shift, row);
    for (const message of out.owed) {
      const isOfThisTurn = message.payload?.turn === row.turn;
      const isToHolder = (isOfThisTurn ? holderNow : holderBefore).includes(message.recipientId);
      const event = { kind: 'message', of: running, message, isToHolder } as const;
      if (message.kind === 'paused') countPause(message);
      else if (message.runAt && message.runAt > shift.now) putAt(message.runAt, row.handoffId, event);
      else send(event, shift.now);
    }
  }

  /** The managers are told as well. */
  function countPause({ recipientId, payload }: NewDelivery): void {
    if (recipientId === payload?.userId) tally.countPause();
  }

  /** What is settled by the time that its reader is at work is not sent. */
  function send(
    { of, message, isToHolder }: Pick<Extract<Event, { kind: 'message' }>, 'of' | 'message' | 'isToHolder'>,
    now: Date,
  ): void {
    const { kind, recipientId, payload } = message;
    const { row, policy } = of;
    const isAboutContact = kind === 'contact-reminder' || kind === 'contact-breach';
    if (row.state !== (isAboutContact ? 'accepted' : 'open') || (isAboutContact && row.contactedAt)) return;
    if (kind === 'reminder') {
      if (payload?.turn !== row.turn || !row.turnDueAt || now >= row.turnDueAt) return;
      tally.count(policy.policyId, (figures) => {
        figures.reminders += 1;
      });
      tally.countRep(row.holderId, 'reminders');
    } else if (kind === 'breach') {
      const whom = isToHolder ? 'reps' : circumstances.managers.includes(recipientId) ? 'managers' : 'others';
      tally.count(policy.policyId, ({ notices }) => {
        notices[whom] += 1;
      });
    } else if (!isAboutContact) return;
    tally.countPing(recipientId, now);
  }

  function decide(running: Running, now: Date): void {
    const { past: one, policy, row } = running;
    if (!one.decision) return;
    running.row = decidedHandoff(row, one.decision, policy);
    const holder = roster.reps.find((rep) => rep.userId === row.holderId);
    if (holder) {
      holder.open -= 1;
      if (one.decision.givesTurnBack && row.routedTo === 'rotation') holder.turnsOwed += 1;
    }
    const decider = roster.reps.find((rep) => rep.userId === one.decision?.by);
    if (decider) {
      decider.lapses = 0;
      decider.isPaused = false;
    }
    lookAgain(running, now);
  }

  return {
    tally,
    /** Works off the next event. False: there is none left. */
    step(): boolean {
      const event = queue.take();
      if (!event) return false;
      const now = new Date(event.atMs);
      people.at(now);
      switch (event.kind) {
        case 'opened':
          open(event.past, now);
          break;
        case 'decided':
          decide(event.of, now);
          break;
        case 'contacted':
          event.of.row = { ...event.of.row, contactedAt: now };
          break;
        case 'message':
          send(event, now);
          break;
        case 'alert':
          // Another alert has taken its place meanwhile.
          if ((event.of.row.nextAlertAt?.getTime() ?? Number.POSITIVE_INFINITY) <= event.atMs) {
            work(event.of, now, advanceHandoff);
          }
      }
      return true;
    },
  };
}

/** As far as alerts ask for it. */
function leadAt({ decision, ownerEmail }: PastHandoff, now: Date): LeadAtHand {
  const isSql = decision?.state === 'accepted' && decision.at <= now;
  const isStill = isSql && (decision.sqlUntil === null || decision.sqlUntil > now);
  return { ownerEmail, stage: isStill ? 'sql' : null };
}
