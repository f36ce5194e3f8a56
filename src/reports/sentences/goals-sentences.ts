import type { GoalsChange, MonthlyGoals } from '../../team/goals.ts';
import { say } from '../../words/say.ts';
import { formatMonth } from './dates.ts';
import { listed } from './words.ts';

const MOST_LATER = 3;

/** What is promised from now on, for whoever has just set it. */
export function goalsChangeSentence({ fromMonth, before, after, later }: GoalsChange): string {
  const isSame = before.mqls === after.mqls && before.sqls === after.sqls;
  const next = later.slice(0, MOST_LATER).map(laterGoal);
  return [
    ...(isSame ? [say('That is so already.')] : []),
    say('From {month} on: {goals}.', { month: formatMonth(fromMonth), goals: goalsText(after) }),
    ...(next.length > 0 ? [say('For later months stand: {goals}.', { goals: listed(next) })] : []),
  ].join(' ');
}

/** `120 MQLs and 40 SQLs a month`. */
export function goalsText({ mqls, sqls }: MonthlyGoals): string {
  if (mqls !== null && sqls !== null) {
    return say(
      '{mqls, plural, one {# MQL} other {# MQLs}} and {sqls, plural, one {# SQL} other {# SQLs}} a month',
      { mqls, sqls },
    );
  }
  if (mqls !== null) {
    return say('{mqls, plural, one {# MQL} other {# MQLs}} a month, no goal of SQLs', { mqls });
  }
  if (sqls !== null) {
    return say('{sqls, plural, one {# SQL} other {# SQLs}} a month, no goal of MQLs', { sqls });
  }
  return say('no goal');
}

function laterGoal({ metric, fromMonth, target }: GoalsChange['later'][number]): string {
  const from = { month: formatMonth(fromMonth), target: target ?? 0 };
  if (metric === 'mqls') {
    return target === 0
      ? say('no goal of MQLs from {month}', from)
      : say('{target, number} MQLs from {month}', from);
  }
  return target === 0
    ? say('no goal of SQLs from {month}', from)
    : say('{target, number} SQLs from {month}', from);
}
