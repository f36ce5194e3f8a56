import { managersOf, pings } from './alert-messages.ts';
import { type Handoff, judgeOf, type LeadAtHand, type Shift } from './shift.ts';

/** Whoever accepted is reminded of the first call. */
export function remindToContact(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff {
  oweContactPing(handoff, lead, shift, 'contact-reminder', []);
  return { ...handoff, contactRemindedAt: shift.now };
}

/** The first call was promised by now: whoever accepted and the managers hear of it. Undefined: who they are must be asked. */
export function noteNoContact(handoff: Handoff, lead: LeadAtHand, shift: Shift): Handoff | undefined {
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
