import type { WasteAnswer } from '../waste.ts';
import { money, number, percent, sampleNote } from './words.ts';

/** Waste, always with its parts. */
export function wasteSentences(answer: WasteAnswer): string[] {
  const { period, handoffs, late, lateAccepted, never, waste, share } = answer;
  if (handoffs === 0) return [`${period.label}: no MQLs were handed over, so nothing could be wasted.`];
  const since = lateAccepted > 0 ? ` (${number(lateAccepted)} since accepted)` : '';
  const priced = answer.money === null ? '' : `, worth ${money(answer.money, answer.currency)}`;
  return [
    `${period.label}: waste ${number(waste)} of ${number(handoffs)} (${percent(share)}${priced}): ${number(late)} decided late${since}, ${number(never)} undecided.`,
    ...excuses(answer),
    ...notContacted(answer),
    ...sampleNote(handoffs),
  ];
}

const MOST_REASONS = 3;

function excuses({ excused, excusedReasons }: WasteAnswer): string[] {
  if (excused === 0) return [];
  const named = excusedReasons.slice(0, MOST_REASONS);
  const others = excused - named.reduce((sum, { count }) => sum + count, 0);
  const reasons = [
    ...named.map(({ reason, count }) => `${number(count)} ${reason ?? 'without a reason'}`),
    ...(others > 0 && named.length > 0 ? [`${number(others)} for other reasons`] : []),
  ];
  const why = reasons.length > 0 ? `: ${reasons.join(', ')}` : '';
  return [`${number(excused)} more ${excused === 1 ? 'is' : 'are'} excused${why}.`];
}

/** Where nobody ever reports a contact, its absence says nothing. */
function notContacted({ acceptedNotContacted, contacted }: WasteAnswer): string[] {
  if (contacted === 0 || acceptedNotContacted === 0) return [];
  return [`Beside it: ${number(acceptedNotContacted)} accepted, but not contacted in the promised time.`];
}
