import type { BudgetState } from '../../spend/budget-states.ts';
import { formatMoney } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { formatMonth } from './dates.ts';

/** A month a sentence: `Jan 2026: €4,200 of €5,000; webinar €1,900 of €1,500, €400 over.` */
export function budgetSentences(states: readonly BudgetState[], currency: string | null): string[] {
  return [...Map.groupBy(states, ({ month }) => month)].map(([month, ofMonth]) =>
    say('{month}: {budgets}.', {
      month: formatMonth(month),
      budgets: ofMonth.map((state) => budgetText(state, currency)).join('; '),
    }),
  );
}

function budgetText({ channel, amount, spent, over }: BudgetState, currency: string | null): string {
  const round = (money: string) => formatMoney(money, currency, { wholeWithoutCents: true });
  const figures = { spent: round(spent), budget: round(amount) };
  const text =
    over === null
      ? say('{spent} of {budget}', figures)
      : say('{spent} of {budget}, {over} over', { ...figures, over: round(over) });
  return channel === '' ? text : say('{channel} {figures}', { channel, figures: text });
}
