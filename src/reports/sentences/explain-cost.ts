import type { Cost } from '../cost.ts';
import { formatDays } from '../period-label.ts';
import { priced } from './arithmetic.ts';
import { counted, days, money, number } from './words.ts';

export function explainCost({ simple, advanced, unallocated, currency }: Cost): string[] {
  const paid = (amount: string | null) => money(amount, currency);
  const orNull = (amount: string | null) => (amount === null ? null : paid(amount));
  const { window, spendDays } = advanced;
  return [
    'The simple cost divides the spend of the period, as far as it has run, by its SQLs (MQLs accepted in it); an entry of spend counts evenly for each of its days.',
    `${priced(paid(simple.spend), simple.sqls, 'SQL', orNull(simple.costPerSql))} ${priced(paid(simple.spend), simple.mqls, 'MQL', orNull(simple.costPerMql))} Spend is known for ${simple.spendDays.covered} of ${counted(simple.spendDays.of, 'day')}.`,
    'The advanced cost divides the spend of a window that lies earlier by the lag, since today’s SQLs were paid for before, by the same SQLs.',
    ...(window && spendDays && advanced.spend !== null
      ? [
          `${lagText(advanced)} Window ${formatDays(window.fromOn, window.toOn)}: ${priced(paid(advanced.spend), advanced.sqls, 'SQL', orNull(advanced.costPerSql))} Spend is known for ${spendDays.covered} of ${counted(spendDays.of, 'day')}.`,
        ]
      : ['No lag could be measured, so there is no advanced cost.']),
    ...(/[1-9]/.test(unallocated)
      ? [`${paid(unallocated)} names no channel: it is in the total and in no row.`]
      : []),
  ];
}

function lagText({
  lagFrom,
  lagDays,
  measuredDays,
  promisedDays,
  leadsMeasured,
  leadsLeftOut,
}: Cost['advanced']) {
  if (lagFrom === 'fixed') return `The lag of ${days(lagDays)} was given.`;
  return `Lag: ${number(measuredDays ?? 0)} days from a lead’s creation to its first MQL (mean of ${counted(leadsMeasured, 'lead')}, ${number(leadsLeftOut)} left out) + ${number(promisedDays)} promised = ${days(lagDays)}, rounded.`;
}
