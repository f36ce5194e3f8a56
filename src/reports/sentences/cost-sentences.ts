import type { CostAnswer } from '../cost.ts';
import { formatDays } from '../period-label.ts';
import { counted, days, money, number, SMALL_SAMPLE, sampleNote } from './words.ts';

/** What an SQL costs, with everything that the figure rests on. */
export function costSentences(answer: CostAnswer): string[] {
  const { period, simple, unallocated, currency } = answer;
  const paid = (amount: string | null) => money(amount, currency);
  if (simple.sqls === 0 && simple.mqls === 0) {
    return [
      `${period.label}: no MQLs and no SQLs, so there is no cost per SQL; ${paid(simple.spend)} was spent.`,
    ];
  }
  return [
    `${period.label}: ${simpleSentence(answer)}`,
    ...customerSentences(answer),
    ...advancedSentences(answer),
    ...(/[1-9]/.test(unallocated)
      ? [`${paid(unallocated)} of the period's spend names no channel and is in no row.`]
      : []),
    ...sampleNote(simple.sqls),
  ];
}

function simpleSentence({ simple, currency }: CostAnswer): string {
  const { spend, sqls, mqls, costPerSql, costPerMql, spendDays } = simple;
  if (spendDays.covered === 0) {
    return `no spend is recorded for the period, so the cost of its ${counted(sqls, 'SQL')} is not known. Record it with /funnel spend or import-spend.`;
  }
  const perMql = costPerMql === null ? '' : `, ${money(costPerMql, currency)} per MQL (${number(mqls)})`;
  const perSql = costPerSql === null ? 'no SQLs yet' : `${money(costPerSql, currency)} per SQL`;
  const { fromOn, toOn } = simple.window;
  return `${perSql} (simple): ${money(spend, currency)} ÷ ${counted(sqls, 'SQL')}${perMql}; ${known(spendDays)} (${formatDays(fromOn, toOn)}).`;
}

function customerSentences({ simple, currency }: CostAnswer): string[] {
  const { customers, costPerCustomer, spend } = simple;
  if (customers === null || costPerCustomer === null) return [];
  return [
    `${money(costPerCustomer, currency)} per customer: ${money(spend, currency)} ÷ ${counted(customers, 'lead')} won in the period${customers < SMALL_SAMPLE ? ' (a small sample)' : ''}.`,
  ];
}

function advancedSentences({ advanced, currency }: CostAnswer): string[] {
  const { window, spendDays, costPerSql, spend, sqls } = advanced;
  if (!window || !spendDays) {
    return [
      'The advanced cost needs a lag, and none of the accepted leads has a creation date before its MQL. On the command line, --lag gives one.',
    ];
  }
  const took =
    advanced.mqlToSqlDays === null ? '' : `; MQL to SQL really took ${days(advanced.mqlToSqlDays)}`;
  const basis = `${lagText(advanced)}; window ${formatDays(window.fromOn, window.toOn)}; ${known(spendDays)}${took}.`;
  const figure =
    costPerSql === null
      ? 'Advanced: no data.'
      : `${money(costPerSql, currency)} per SQL (advanced): ${money(spend, currency)} ÷ ${counted(sqls, 'SQL')}.`;
  return [figure, `Here ${basis}`];
}

function lagText({
  lagDays,
  lagFrom,
  measuredDays,
  promisedDays,
  leadsMeasured,
  leadsLeftOut,
}: CostAnswer['advanced']) {
  if (lagFrom === 'fixed') return `lag ${days(lagDays)}, as given`;
  return `lag ${days(lagDays)} = ${number(measuredDays ?? 0)} measured (${counted(leadsMeasured, 'lead')}, ${number(leadsLeftOut)} left out) + ${number(promisedDays)} promised`;
}

/** A figure that lacks days of spend is called incomplete. */
function known({ covered, of }: { covered: number; of: number }): string {
  const days = `spend known for ${covered} of ${counted(of, 'day')}`;
  return covered < of ? `${days}, so it is incomplete` : days;
}
