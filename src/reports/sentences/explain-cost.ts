import { say } from '../../words/say.ts';
import type { Cost } from '../cost.ts';
import { pricedPerMql, pricedPerSql } from './arithmetic.ts';
import { formatDays } from './dates.ts';
import { days, money, number } from './words.ts';

export function explainCost({ simple, advanced, unallocated, currency }: Cost): string[] {
  const paid = (amount: string | null) => money(amount, currency);
  const orNull = (amount: string | null) => (amount === null ? null : paid(amount));
  const { window, spendDays } = advanced;
  return [
    say(
      'The simple cost divides the spend of the period, as far as it has run, by its SQLs (MQLs accepted in it); an entry of spend counts evenly for each of its days.',
    ),
    [
      pricedPerSql(paid(simple.spend), simple.sqls, orNull(simple.costPerSql)),
      pricedPerMql(paid(simple.spend), simple.mqls, orNull(simple.costPerMql)),
      knownDays(simple.spendDays),
    ].join(' '),
    say(
      'The advanced cost divides the spend of a window that lies earlier by the lag, since today’s SQLs were paid for before, by the same SQLs.',
    ),
    ...(window && spendDays && advanced.spend !== null
      ? [
          [
            lagText(advanced),
            say('Window {days}: {sum}', {
              days: formatDays(window.fromOn, window.toOn),
              sum: pricedPerSql(paid(advanced.spend), advanced.sqls, orNull(advanced.costPerSql)),
            }),
            knownDays(spendDays),
          ].join(' '),
        ]
      : [say('No lag could be measured, so there is no advanced cost.')]),
    ...(/[1-9]/.test(unallocated)
      ? [
          say('{amount} names no channel: it is in the total and in no row.', {
            amount: paid(unallocated),
          }),
        ]
      : []),
  ];
}

function knownDays({ covered, of }: { covered: number; of: number }): string {
  return say('Spend is known for {covered} of {of, plural, one {# day} other {# days}}.', { covered, of });
}

function lagText({
  lagFrom,
  lagDays,
  measuredDays,
  promisedDays,
  leadsMeasured,
  leadsLeftOut,
}: Cost['advanced']) {
  if (lagFrom === 'fixed') return say('The lag of {days} was given.', { days: days(lagDays) });
  return say(
    'Lag: {measured} days from a lead’s creation to its first MQL (mean of {leads, plural, one {# lead} other {# leads}}, {leftOut, number} left out) + {promised} promised = {lag}, rounded.',
    {
      ...{ measured: number(measuredDays ?? 0), promised: number(promisedDays), lag: days(lagDays) },
      ...{ leads: leadsMeasured, leftOut: leadsLeftOut },
    },
  );
}
