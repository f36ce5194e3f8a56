import type { GoalsChange, MonthlyGoals } from '../../team/goals.ts';
import { formatMonth } from '../period-label.ts';
import { counted, number } from './words.ts';

const MOST_LATER = 3;

/** What is promised from now on, for whoever has just set it. */
export function goalsChangeSentence({ fromMonth, before, after, later }: GoalsChange): string {
  const isSame = before.mqls === after.mqls && before.sqls === after.sqls;
  const from = `From ${formatMonth(fromMonth)} on: ${goalsText(after)}.`;
  const next = later.slice(0, MOST_LATER).map(({ metric, fromMonth: month, target }) => {
    const what = metric === 'mqls' ? 'MQLs' : 'SQLs';
    return `${target === 0 ? `no goal of ${what}` : `${number(target)} ${what}`} from ${formatMonth(month)}`;
  });
  return [
    ...(isSame ? ['That is so already.'] : []),
    from,
    ...(next.length > 0 ? [`For later months stand: ${next.join(', ')}.`] : []),
  ].join(' ');
}

/** `120 MQLs and 40 SQLs a month`. */
export function goalsText({ mqls, sqls }: MonthlyGoals): string {
  if (mqls !== null && sqls !== null) return `${counted(mqls, 'MQL')} and ${counted(sqls, 'SQL')} a month`;
  if (mqls !== null) return `${counted(mqls, 'MQL')} a month, no goal of SQLs`;
  if (sqls !== null) return `${counted(sqls, 'SQL')} a month, no goal of MQLs`;
  return 'no goal';
}
