import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import { periodName } from '../../reports/sentences/period-name.ts';
import { money } from '../../reports/sentences/words.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import type { SpendContent } from '../../spend/spend-entry.ts';
import { say } from '../../words/say.ts';
import { overspentSentences } from './overspent-message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

/** What was recorded or saved, for mrkdwn, and which budgets are over with it. `label`: how the period was called. */
export function recordedSentence(
  entry: SpendContent,
  about: { currency: string; overspent: readonly BudgetState[]; label?: string; isChange?: boolean },
): string {
  const { currency, overspent } = about;
  const what = contentText(entry, about);
  return [
    about.isChange ? say('Saved: {spend}.', { spend: what }) : say('Recorded {spend}.', { spend: what }),
    ...(overspent.length === 0
      ? []
      : [say('⚠️ Over budget: {budgets}', { budgets: overspentSentences(overspent, currency).join(' ') })]),
  ].join(' ');
}

/** How the budgets stand that were set, for mrkdwn; none: they were taken away. */
export function budgetSetSentence(
  states: readonly BudgetState[],
  { currency, channel, label }: { currency: string | null; channel: string | undefined; label: string },
): string {
  const [first] = states;
  if (!first) return noBudgetSentence(channel, escapeMrkdwn(periodName({ label })));
  const shown = states.map((state) => ({ ...state, channel: oneLine(state.channel, 60) }));
  const spent = budgetSentences(shown, currency).map(escapeMrkdwn).join(' ');
  const amount = money(first.amount, currency);
  return `${budgetSentence(channel, amount, states.length > 1)} ${say('Spent so far: {spent}', { spent })}`;
}

function budgetSentence(channel: string | undefined, amount: string, isForMonths: boolean): string {
  if (!channel) {
    return isForMonths
      ? say('The budget for all channels together is {amount} a month.', { amount })
      : say('The budget for all channels together is {amount}.', { amount });
  }
  const budget = { channel: nameOf(channel), amount };
  return isForMonths
    ? say('The budget for {channel} is {amount} a month.', budget)
    : say('The budget for {channel} is {amount}.', budget);
}

function noBudgetSentence(channel: string | undefined, period: string): string {
  return channel
    ? say('There is no budget for {channel} in {period} any more.', { channel: nameOf(channel), period })
    : say('There is no budget for all channels together in {period} any more.', { period });
}

/** `€1,500.00 for webinar, Jan 2026 (2026-01-01 to 2026-01-31), spread evenly by day`. */
function contentText(
  { fromOn, toOn, amount, channel }: SpendContent,
  { currency, label }: { currency: string; label?: string },
): string {
  const isOneDay = fromOn === toOn;
  const days = isOneDay ? fromOn : say('{fromOn} to {toOn}', { fromOn, toOn });
  const when = label ? say('{period} ({days})', { period: escapeMrkdwn(periodName({ label })), days }) : days;
  const spend = { amount: money(amount, currency), when };
  if (channel) {
    const named = { ...spend, channel: nameOf(channel) };
    return isOneDay
      ? say('{amount} for {channel}, {when}', named)
      : say('{amount} for {channel}, {when}, spread evenly by day', named);
  }
  return isOneDay
    ? say('{amount} without a channel, {when}', spend)
    : say('{amount} without a channel, {when}, spread evenly by day', spend);
}

function nameOf(channel: string): string {
  return escapeMrkdwn(oneLine(channel, 60));
}
