import type { GoalMetric } from '../../vocabulary.ts';
import { formatList } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import type { GoalAnswer, GoalFigures } from '../goal.ts';
import { needSentence } from './goal-need-sentence.ts';
import { type GoalTime, paceSentence } from './goal-pace.ts';
import { periodName } from './period-name.ts';
import { mqlsTerm, sqlsTerm } from './terms.ts';
import { wholeLeads } from './whole-leads.ts';
import { number, ofPeriod } from './words.ts';

/** What was promised, what is there and where it ends, for MQLs and then for SQLs; and what an SQL goal takes. */
export function goalSentences(answer: GoalAnswer): string[] {
  const { period, sqls, need, goalMonths } = answer;
  const time = timeOf(answer);
  const [point = '', ...others] =
    time === 'before'
      ? [notBegun(answer)]
      : [answer, sqls].flatMap((figures) => [
          standing(figures, time),
          paceSentence(figures, answer.workingDays, time),
        ]);
  return [
    ofPeriod(periodName(period), point),
    ...others,
    ...(need ? [needSentence(need, time)] : []),
    ...monthsSentences(goalMonths),
    ...unset(answer),
  ];
}

function timeOf({ period, asOf }: GoalAnswer): GoalTime {
  if (asOf >= period.to) return 'over';
  return asOf <= period.from ? 'before' : 'running';
}

function notBegun(answer: GoalAnswer): string {
  const promised = [answer, answer.sqls].flatMap(({ metric, target, perWorkingDayNeeded }) => {
    if (target === null) return [];
    const goal = termOf(metric)(wholeLeads(target));
    return [
      perWorkingDayNeeded
        ? say('{goal} ({needed} a working day)', { goal, needed: number(perWorkingDayNeeded) })
        : goal,
    ];
  });
  return promised.length > 0
    ? say('it has not begun; promised: {promised}.', { promised: formatList(promised) })
    : say('it has not begun.');
}

function termOf(metric: GoalMetric): (count: number) => string {
  return metric === 'mqls' ? mqlsTerm : sqlsTerm;
}

function standing(
  { metric, target, actual, expectedByNow }: GoalFigures<GoalMetric>,
  time: GoalTime,
): string {
  const count = termOf(metric)(actual);
  if (target === null)
    return time === 'over' ? say('{count}.', { count }) : say('{count} so far.', { count });
  const whole = wholeLeads(target);
  if (whole === 0) return say('{count}; nothing of the goal falls on these days.', { count });
  const figures = { actual, goal: termOf(metric)(whole) };
  if (actual >= whole) return say('{actual, number} of {goal} promised: reached.', figures);
  if (time === 'over') {
    return say('{actual, number} of {goal} promised: {short, number} short.', {
      ...figures,
      short: whole - actual,
    });
  }
  if (expectedByNow === null) return say('{actual, number} of {goal} promised.', figures);
  const expected = wholeLeads(expectedByNow);
  return say('{actual, number} of {goal} promised; {expected, number} expected by now: {verdict}.', {
    ...{ ...figures, expected },
    verdict: verdictOf(actual - expected),
  });
}

function verdictOf(ahead: number): string {
  if (ahead === 0) return say('on course');
  return ahead > 0
    ? say('{count, number} ahead', { count: ahead })
    : say('{count, number} behind', { count: -ahead });
}

function monthsSentences({ mqls, sqls, of }: GoalAnswer['goalMonths']): string[] {
  const isSome = (count: number) => count > 0 && count < of;
  return [
    ...(isSome(mqls)
      ? [
          say(
            'Only {count, number} of its {of, number} months {count, plural, one {has} other {have}} a goal of MQLs.',
            {
              ...{ count: mqls, of },
            },
          ),
        ]
      : []),
    ...(isSome(sqls)
      ? [
          say(
            'Only {count, number} of its {of, number} months {count, plural, one {has} other {have}} a goal of SQLs.',
            {
              ...{ count: sqls, of },
            },
          ),
        ]
      : []),
  ];
}

function unset({ target, sqls, filters }: GoalAnswer): string[] {
  if (target !== null || sqls.target !== null) return [];
  if (filters) {
    return [say('Goals are those of the whole team, so these figures are measured against none.')];
  }
  return [
    say(
      'No goal is set. A manager sets one with “/funnel goal set 120 mqls 40 sqls”, or “goals --mqls 120 --sqls 40” on the command line: so many a month.',
    ),
  ];
}
