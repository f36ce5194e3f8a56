import { holderOf, pings } from './alert-messages.ts';
import { noteNoContact, remindToContact } from './contact-alerts.ts';
import { handOver } from './hand-over.ts';
import { lapseTurn, noteBreach } from './lapse-turn.ts';
import { type Alert, nextAlert } from './next-alert.ts';
import { type Handoff, judgeOf, type LeadAtHand, RETRY_SLACK_MS, type Shift } from './shift.ts';
import { takeChainStep } from './take-chain-step.ts';

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
  lapse: (handoff, _lead, shift) => lapseTurn(handoff, shift),
  chain: takeChainStep,
  'contact-reminder': remindToContact,
  'contact-breach': noteNoContact,
};

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
