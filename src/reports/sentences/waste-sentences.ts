import { whyInWords } from '../../leads/usual-why.ts';
import { say } from '../../words/say.ts';
import type { WasteAnswer } from '../waste.ts';
import { periodName } from './period-name.ts';
import { listed, money, ofPeriod, percent, sampleNote } from './words.ts';

/** Waste, always with its parts. */
export function wasteSentences(answer: WasteAnswer): string[] {
  const period = periodName(answer.period);
  if (answer.handoffs === 0) {
    return [say('{period}: no MQLs were handed over, so nothing could be wasted.', { period })];
  }
  return [
    ofPeriod(period, wasteClause(answer)),
    ...excuses(answer),
    ...notContacted(answer),
    ...sampleNote(answer.handoffs),
  ];
}

/** `waste 41 of 120 (34.2 %): 30 decided late (9 since accepted), 11 undecided.` */
export function wasteClause(answer: WasteAnswer): string {
  const { handoffs, late, lateAccepted, never, waste } = answer;
  const share = percent(answer.share);
  const parts =
    lateAccepted > 0
      ? say('{late, number} decided late ({accepted, number} since accepted), {never, number} undecided', {
          ...{ late, accepted: lateAccepted, never },
        })
      : say('{late, number} decided late, {never, number} undecided', { late, never });
  const figures = { waste, handoffs, share, parts };
  return answer.money === null
    ? say('waste {waste, number} of {handoffs, number} ({share}): {parts}.', figures)
    : say('waste {waste, number} of {handoffs, number} ({share}, worth {money}): {parts}.', {
        ...figures,
        money: money(answer.money, answer.currency),
      });
}

const MOST_REASONS = 3;

/** What stands beside the waste. */
export function excuses({
  excused,
  excusedReasons,
}: Pick<WasteAnswer, 'excused' | 'excusedReasons'>): string[] {
  if (excused === 0) return [];
  const named = excusedReasons.slice(0, MOST_REASONS);
  const others = excused - named.reduce((sum, { count }) => sum + count, 0);
  const reasons = [
    ...named.map(({ reason, count }) =>
      reason === null
        ? say('{count, number} without a reason', { count })
        : say('{count, number} {reason}', { count, reason: whyInWords(reason) }),
    ),
    ...(others > 0 && named.length > 0 ? [say('{count, number} for other reasons', { count: others })] : []),
  ];
  return [
    reasons.length === 0
      ? say('{excused, number} more {excused, plural, one {is} other {are}} excused.', { excused })
      : say('{excused, number} more {excused, plural, one {is} other {are}} excused: {reasons}.', {
          ...{ excused, reasons: listed(reasons) },
        }),
  ];
}

/** Where nobody ever reports a contact, its absence says nothing. */
function notContacted({ acceptedNotContacted, contacted }: WasteAnswer): string[] {
  if (contacted === 0 || acceptedNotContacted === 0) return [];
  return [
    say('Beside it: {count, number} accepted, but not contacted in the promised time.', {
      count: acceptedNotContacted,
    }),
  ];
}
