import type { SlaPolicy } from '../../sla/policy.ts';
import type { Consequences, Handoff } from '../../sla/shift.ts';
import type { PastHandoff } from './past-handoff.ts';
import type { Tally } from './tally.ts';

/** Counts what alerts have brought about for one handoff. Messages are counted when they go out. */
export function countConsequences(
  tally: Tally,
  {
    past,
    policy,
    before,
    row,
    out,
    until,
  }: {
    past: PastHandoff;
    policy: SlaPolicy;
    before: Handoff;
    row: Handoff;
    out: Consequences;
    until: Date;
  },
): void {
  const handedOn = out.ended.filter(({ ended }) => ended === 'lapsed').length;
  const hasContactPing = (kind: string) => out.owed.some((message) => message.kind === kind);
  tally.count(policy.policyId, (figures) => {
    figures.breaches += out.breached;
    if (out.breached > 0) figures[howItEnded(past, until)] += out.breached;
    figures.handOns += handedOn;
    figures.stayed += out.stayed.length;
    if (hasContactPing('contact-reminder')) figures.contactReminders += 1;
    if (hasContactPing('contact-breach')) figures.contactBreaches += 1;
  });
  if (out.breached > 0) tally.countRep(row.breachHolderId, 'breaches');
  if (handedOn === 0) return;
  tally.countRep(before.holderId, 'takenFrom');
  tally.countRep(row.holderId, 'givenTo');
}

function howItEnded({ decision }: PastHandoff, until: Date): 'late' | 'withdrawn' | 'never' {
  if (!decision || decision.at > until) return 'never';
  return decision.state === 'withdrawn' ? 'withdrawn' : 'late';
}
