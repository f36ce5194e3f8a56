import { say } from '../../words/say.ts';
import type { GoalAnswer } from '../goal.ts';
import { number } from './words.ts';

export function explainGoal(answer: GoalAnswer): string[] {
  const { actual, target, workingDays, forecast, expectedByNow, perWorkingDayActual } = answer;
  const passed = number(workingDays.passed);
  const of = number(workingDays.of);
  return [
    say(
      'MQLs count on the day they are handed over, SQLs on the day they are accepted; a goal is the sum of its months, one in part by its share of working days.',
    ),
    say(
      'The pace is what has come divided by the working days that have passed, and the forecast goes on at that pace.',
    ),
    ...(target !== null && expectedByNow !== null
      ? [
          say(
            'Expected by now: goal {goal} × {passed} of {of} working days = {expected}; there are {actual}.',
            {
              ...{ goal: number(target), passed, of },
              ...{ expected: number(expectedByNow), actual: number(actual) },
            },
          ),
        ]
      : []),
    ...(perWorkingDayActual === null
      ? [say('No working time has passed yet, so there is no pace.')]
      : [
          say('Pace: {actual} ÷ {passed} working days = {pace} a day.', {
            ...{ actual: number(actual), passed, pace: number(perWorkingDayActual) },
          }),
        ]),
    ...(perWorkingDayActual !== null && forecast !== null && workingDays.passed < workingDays.of
      ? [
          say('Forecast: {pace} a day × {of} working days = {forecast}.', {
            ...{ pace: number(perWorkingDayActual), of, forecast: number(forecast) },
          }),
        ]
      : []),
  ];
}
