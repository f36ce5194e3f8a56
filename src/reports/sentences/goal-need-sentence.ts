import { say } from '../../words/say.ts';
import type { GoalNeed } from '../goal-need.ts';
import type { GoalTime } from './goal-pace.ts';
import { periodName } from './period-name.ts';
import { mqlsTerm, sqlsTerm } from './terms.ts';
import { wholeLeads } from './whole-leads.ts';
import { percent, SMALL_SAMPLE } from './words.ts';

/** How many MQLs the promised SQLs take, by what became of an earlier cohort. */
export function needSentence(need: GoalNeed, time: GoalTime): string {
  const { sqlTarget, rate, sample, mqlsNeeded } = need;
  const goal = sqlsTerm(wholeLeads(sqlTarget));
  const cohort = periodName({ label: need.cohort });
  if (mqlsNeeded === null) {
    return say(
      'How many MQLs {goal} need cannot be said: none of the {sample, plural, one {# MQL} other {# MQLs}} of {cohort} was accepted.',
      { goal, sample, cohort },
    );
  }
  const figures = { goal, rate: percent(rate), cohort, sample, mqls: mqlsTerm(mqlsNeeded) };
  const needs =
    sample > 0 && sample < SMALL_SAMPLE
      ? say('{goal} at {rate} ({cohort}, n = {sample, number}, a small sample) need {mqls}', figures)
      : say('{goal} at {rate} ({cohort}, n = {sample, number}) need {mqls}', figures);
  const course = courseText(need, time);
  return course === undefined ? say('{needs}.', { needs }) : say('{needs}; {course}.', { needs, course });
}

function courseText({ onCourseFor, more }: GoalNeed, time: GoalTime): string | undefined {
  if (onCourseFor === null || more === null) return undefined;
  if (time === 'over') {
    return more === 0
      ? say('there were {count, number}: enough', { count: onCourseFor })
      : say('there were {count, number}: {more, number} more', { count: onCourseFor, more });
  }
  return more === 0
    ? say('on course for {count, number}: enough', { count: onCourseFor })
    : say('on course for {count, number}: {more, number} more', { count: onCourseFor, more });
}
