import { say } from '../../words/say.ts';
import type { CostAnswer } from '../cost.ts';
import { formatDays } from './dates.ts';
import { periodName } from './period-name.ts';
import { leadsTerm, sqlsTerm } from './terms.ts';
import { days, money, number, ofPeriod, SMALL_SAMPLE, sampleNote } from './words.ts';

/** What an SQL costs, with everything that the figure rests on. */
export function costSentences(answer: CostAnswer): string[] {
  const period = periodName(answer.period);
  const { simple, currency } = answer;
  if (!hasCost(answer)) {
    return [
      say('{period}: no MQLs and no SQLs, so there is no cost per SQL; {spend} was spent.', {
        ...{ period, spend: money(simple.spend, currency) },
      }),
    ];
  }
  const [point = '', ...others] = costClauses(answer);
  return [ofPeriod(period, point), ...others, ...sampleNote(simple.sqls)];
}

/** The same of a period that is known already: the first goes on where its name would stand. */
export function costClauses(answer: CostAnswer): string[] {
  const { simple, unallocated, currency } = answer;
  const paid = (amount: string | null) => money(amount, currency);
  if (!hasCost(answer)) {
    return [
      say('no MQLs and no SQLs, so there is no cost per SQL; {spend} was spent.', {
        spend: paid(simple.spend),
      }),
    ];
  }
  return [
    simpleClause(answer),
    ...customerSentences(answer),
    ...advancedSentences(answer),
    ...(/[1-9]/.test(unallocated)
      ? [
          say("{amount} of the period's spend names no channel and is in no row.", {
            amount: paid(unallocated),
          }),
        ]
      : []),
  ];
}

function hasCost({ simple }: CostAnswer): boolean {
  return simple.sqls > 0 || simple.mqls > 0;
}

function simpleClause({ simple, currency }: CostAnswer): string {
  const { spend, sqls, mqls, costPerSql, costPerMql, spendDays } = simple;
  if (spendDays.covered === 0) {
    return say(
      'no spend is recorded for the period, so the cost of its {sqls, plural, one {# SQL} other {# SQLs}} is not known. Record it with /funnel spend or import-spend.',
      { sqls },
    );
  }
  const { fromOn, toOn } = simple.window;
  const figures = {
    perSql:
      costPerSql === null
        ? say('no SQLs yet')
        : say('{amount} per SQL', { amount: money(costPerSql, currency) }),
    ...{ spend: money(spend, currency), sqls: sqlsTerm(sqls), known: known(spendDays) },
    days: formatDays(fromOn, toOn),
  };
  return costPerMql === null
    ? say('{perSql} (simple): {spend} ÷ {sqls}; {known} ({days}).', figures)
    : say('{perSql} (simple): {spend} ÷ {sqls}, {perMql} per MQL ({mqls, number}); {known} ({days}).', {
        ...{ ...figures, perMql: money(costPerMql, currency), mqls },
      });
}

function customerSentences({ simple, currency }: CostAnswer): string[] {
  const { customers, costPerCustomer, spend } = simple;
  if (customers === null || costPerCustomer === null) return [];
  const figures = {
    ...{
      amount: money(costPerCustomer, currency),
      spend: money(spend, currency),
      leads: leadsTerm(customers),
    },
  };
  return [
    customers < SMALL_SAMPLE
      ? say('{amount} per customer: {spend} ÷ {leads} won in the period (a small sample).', figures)
      : say('{amount} per customer: {spend} ÷ {leads} won in the period.', figures),
  ];
}

function advancedSentences({ advanced, currency }: CostAnswer): string[] {
  const { window, spendDays, costPerSql, spend, sqls, mqlToSqlDays } = advanced;
  if (!window || !spendDays) {
    return [
      say(
        'The advanced cost needs a lag, and none of the accepted leads has a creation date before its MQL. On the command line, --lag gives one.',
      ),
    ];
  }
  const basis = {
    ...{ lag: lagText(advanced), window: formatDays(window.fromOn, window.toOn), known: known(spendDays) },
  };
  return [
    costPerSql === null
      ? say('Advanced: no data.')
      : say('{amount} per SQL (advanced): {spend} ÷ {sqls}.', {
          ...{ amount: money(costPerSql, currency), spend: money(spend, currency), sqls: sqlsTerm(sqls) },
        }),
    mqlToSqlDays === null
      ? say('Here {lag}; window {window}; {known}.', basis)
      : say('Here {lag}; window {window}; {known}; MQL to SQL really took {took}.', {
          ...{ ...basis, took: days(mqlToSqlDays) },
        }),
  ];
}

function lagText({
  lagDays,
  lagFrom,
  measuredDays,
  promisedDays,
  leadsMeasured,
  leadsLeftOut,
}: CostAnswer['advanced']) {
  if (lagFrom === 'fixed') return say('lag {days}, as given', { days: days(lagDays) });
  return say(
    'lag {days} = {measured} measured ({leads, plural, one {# lead} other {# leads}}, {leftOut, number} left out) + {promised} promised',
    {
      ...{ days: days(lagDays), measured: number(measuredDays ?? 0), promised: number(promisedDays) },
      ...{ leads: leadsMeasured, leftOut: leadsLeftOut },
    },
  );
}

/** A figure that lacks days of spend is called incomplete. */
function known({ covered, of }: { covered: number; of: number }): string {
  return covered < of
    ? say('spend known for {covered} of {of, plural, one {# day} other {# days}}, so it is incomplete', {
        covered,
        of,
      })
    : say('spend known for {covered} of {of, plural, one {# day} other {# days}}', { covered, of });
}
