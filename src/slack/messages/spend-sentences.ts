import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import { money } from '../../reports/sentences/words.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import type { SpendContent } from '../../spend/spend-entry.ts';
import { overspentSentences } from './overspent-message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

/** What was recorded or saved, for mrkdwn, and which budgets are over with it. `label`: how the period was called. */
export function recordedSentence(
  { fromOn, toOn, amount, channel }: SpendContent,
  about: { currency: string; overspent: readonly BudgetState[]; label?: string; verb?: string },
): string {
  const { currency, overspent, label, verb = 'Recorded' } = about;
  const days = fromOn === toOn ? fromOn : `${fromOn} to ${toOn}`;
  const when = label ? `${escapeMrkdwn(label)} (${days})` : days;
  const spread = fromOn === toOn ? '' : ', spread evenly by day';
  return `${verb} ${money(amount, currency)}${whereOf(channel)}, ${when}${spread}.${overSentence(overspent, currency)}`;
}

/** How the budgets stand that were set, for mrkdwn; none: they were taken away. */
export function budgetSetSentence(
  states: readonly BudgetState[],
  { currency, channel, label }: { currency: string | null; channel: string | undefined; label: string },
): string {
  const [first] = states;
  const whose = channel ? ` for ${escapeMrkdwn(oneLine(channel, 60))}` : ' for all channels together';
  if (!first) return `There is no budget${whose} in ${escapeMrkdwn(label)} any more.`;
  const shown = states.map((state) => ({ ...state, channel: oneLine(state.channel, 60) }));
  const each = states.length > 1 ? ' a month' : '';
  return `The budget${whose} is ${money(first.amount, currency)}${each}. Spent so far: ${budgetSentences(shown, currency).map(escapeMrkdwn).join(' ')}`;
}

function overSentence(overspent: readonly BudgetState[], currency: string): string {
  return overspent.length === 0 ? '' : ` ⚠️ Over budget: ${overspentSentences(overspent, currency).join(' ')}`;
}

function whereOf(channel: string | null | undefined): string {
  return channel ? ` for ${escapeMrkdwn(oneLine(channel, 60))}` : ' without a channel';
}
