import type { GoalMetric } from '../../vocabulary.ts';
import type { GoalAnswer, GoalFigures } from '../goal.ts';
import type { GoalNeed } from '../goal-need.ts';
import { counted, number, percent, sampleNote } from './words.ts';

type Time = 'before' | 'running' | 'over';

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
    `${period.label}: ${point}`,
    ...others,
    ...(need ? [needSentence(need, time)] : []),
    ...monthsSentence('MQLs', goalMonths.mqls, goalMonths.of),
    ...monthsSentence('SQLs', goalMonths.sqls, goalMonths.of),
    ...unset(answer),
  ];
}

/** A whole lead is what can be there: of 12.3 expected, 13. */
export function wholeLeads(value: number): number {
  return Math.max(0, Math.ceil(value - 1e-9));
}

function timeOf({ period, asOf }: GoalAnswer): Time {
  if (asOf >= period.to) return 'over';
  return asOf <= period.from ? 'before' : 'running';
}

const NAMES: Record<GoalMetric, string> = { mqls: 'MQL', sqls: 'SQL' };

function notBegun(answer: GoalAnswer): string {
  const promised = [answer, answer.sqls].flatMap(({ metric, target, perWorkingDayNeeded }) => {
    if (target === null) return [];
    const perDay = perWorkingDayNeeded ? ` (${number(perWorkingDayNeeded)} a working day)` : '';
    return [`${counted(wholeLeads(target), NAMES[metric])}${perDay}`];
  });
  return `it has not begun${promised.length > 0 ? `; promised: ${promised.join(' and ')}` : ''}.`;
}

function standing({ metric, target, actual, expectedByNow }: GoalFigures<GoalMetric>, time: Time): string {
  const name = NAMES[metric];
  if (target === null) return `${counted(actual, name)}${time === 'over' ? '' : ' so far'}.`;
  const whole = wholeLeads(target);
  if (whole === 0) return `${counted(actual, name)}; nothing of the goal falls on these days.`;
  const of = `${number(actual)} of ${counted(whole, name)} promised`;
  if (actual >= whole) return `${of}: reached.`;
  if (time === 'over') return `${of}: ${number(whole - actual)} short.`;
  if (expectedByNow === null) return `${of}.`;
  const expected = wholeLeads(expectedByNow);
  const ahead = actual - expected;
  const verdict = ahead === 0 ? 'on course' : `${number(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`;
  return `${of}; ${number(expected)} expected by now: ${verdict}.`;
}

function paceSentence(
  figures: GoalFigures<GoalMetric>,
  { passed, of }: GoalAnswer['workingDays'],
  time: Time,
): string {
  const { target, perWorkingDayNeeded, perWorkingDayActual, forecast, forecastRange } = figures;
  if (perWorkingDayActual === null) {
    const needed = perWorkingDayNeeded ? ` ${number(perWorkingDayNeeded)} a working day needed.` : '';
    return `The period has no working time${time === 'over' ? '' : ' behind it yet'}.${needed}`;
  }
  const days =
    time === 'over' ? `over ${counted(of, 'working day')}` : `${number(passed)} of ${number(of)} passed`;
  const doing = number(perWorkingDayActual);
  const isOpen = time === 'running' && target !== null && perWorkingDayNeeded !== 0;
  const pace = !isOpen
    ? `${doing} a working day (${days}).`
    : perWorkingDayNeeded === null
      ? `Doing ${doing} a working day, and no working time is left.`
      : `Need ${number(perWorkingDayNeeded)} a working day, doing ${doing} (${days}).`;
  const hasEnded = time === 'over' || (target !== null && perWorkingDayNeeded === null);
  if (hasEnded || forecast === null) return pace;
  const { low, high } = forecastRange ?? { low: forecast, high: forecast };
  const likely = low === high ? '' : `, likely ${number(low)} to ${number(high)}`;
  return `${pace} At this pace it ends with ${number(forecast)}${likely}.`;
}

function needSentence(need: GoalNeed, time: Time): string {
  const { sqlTarget, rate, sample, cohort, mqlsNeeded, onCourseFor, more } = need;
  const small = sampleNote(sample).length > 0 ? ', a small sample' : '';
  const goal = counted(wholeLeads(sqlTarget), 'SQL');
  if (mqlsNeeded === null) {
    return `How many MQLs ${goal} need cannot be said: none of the ${counted(sample, 'MQL')} of ${cohort} was accepted.`;
  }
  const needs = `${goal} at ${percent(rate)} (${cohort}, n = ${number(sample)}${small}) need ${counted(mqlsNeeded, 'MQL')}`;
  if (onCourseFor === null || more === null) return `${needs}.`;
  const course = `${time === 'over' ? 'there were' : 'on course for'} ${number(onCourseFor)}`;
  return `${needs}; ${course}: ${more === 0 ? 'enough' : `${number(more)} more`}.`;
}

function monthsSentence(what: string, withGoal: number, of: number): string[] {
  if (withGoal === 0 || withGoal === of) return [];
  return [
    `Only ${number(withGoal)} of its ${number(of)} months ${withGoal === 1 ? 'has' : 'have'} a goal of ${what}.`,
  ];
}

function unset({ target, sqls, filters }: GoalAnswer): string[] {
  if (target !== null || sqls.target !== null) return [];
  if (filters) return ['Goals are those of the whole team, so these figures are measured against none.'];
  return [
    'No goal is set. A manager sets one with “/funnel goal set 120 mqls 40 sqls”, or “goals --mqls 120 --sqls 40” on the command line: so many a month.',
  ];
}
