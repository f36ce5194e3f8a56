import type { BudgetState } from '../../spend/budget-states.ts';
import { formatMonth } from '../period-label.ts';

/** A month a sentence: `Jan 2026: €4,200 of €5,000; webinar €1,900 of €1,500, €400 over.` */
export function budgetSentences(states: readonly BudgetState[], currency: string | null): string[] {
  return [...Map.groupBy(states, ({ month }) => month)].map(([month, ofMonth]) => {
    const parts = ofMonth.map(({ channel, amount, spent, over }) => {
      const of = `${roundMoney(spent, currency)} of ${roundMoney(amount, currency)}`;
      const tooMuch = over === null ? '' : `, ${roundMoney(over, currency)} over`;
      return `${channel ? `${channel} ` : ''}${of}${tooMuch}`;
    });
    return `${formatMonth(month)}: ${parts.join('; ')}.`;
  });
}

/** Cents are left out where there are none. */
function roundMoney(amount: string, currency: string | null): string {
  return new Intl.NumberFormat('en', {
    ...(currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 }),
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount as Intl.StringNumericLiteral);
}
