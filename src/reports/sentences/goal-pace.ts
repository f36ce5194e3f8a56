import type { GoalMetric } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import type { GoalAnswer, GoalFigures } from '../goal.ts';
import { number } from './words.ts';

/** Whether the period has begun, or is over. */
export type GoalTime = 'before' | 'running' | 'over';

type WorkingDays = GoalAnswer['workingDays'];

/** How many come a working day, how many it takes, and where it ends. */
export function paceSentence(
  figures: GoalFigures<GoalMetric>,
  workingDays: WorkingDays,
  time: GoalTime,
): string {
  const { target, perWorkingDayNeeded, perWorkingDayActual, forecast, forecastRange } = figures;
  if (perWorkingDayActual === null) return noPace(perWorkingDayNeeded, time);
  const pace = paceOf(perWorkingDayActual, figures, workingDays, time);
  const hasEnded = time === 'over' || (target !== null && perWorkingDayNeeded === null);
  if (hasEnded || forecast === null) return pace;
  const { low, high } = forecastRange ?? { low: forecast, high: forecast };
  const end =
    low === high
      ? say('At this pace it ends with {forecast}.', { forecast: number(forecast) })
      : say('At this pace it ends with {forecast}, likely {low} to {high}.', {
          ...{ forecast: number(forecast), low: number(low), high: number(high) },
        });
  return `${pace} ${end}`;
}

function noPace(needed: number | null, time: GoalTime): string {
  return [
    time === 'over'
      ? say('The period has no working time.')
      : say('The period has no working time behind it yet.'),
    ...(needed ? [say('{needed} a working day needed.', { needed: number(needed) })] : []),
  ].join(' ');
}

function paceOf(
  perDay: number,
  { target, perWorkingDayNeeded }: GoalFigures<GoalMetric>,
  workingDays: WorkingDays,
  time: GoalTime,
): string {
  const doing = number(perDay);
  const days = daysText(workingDays, time);
  const isOpen = time === 'running' && target !== null && perWorkingDayNeeded !== 0;
  if (!isOpen) return say('{doing} a working day ({days}).', { doing, days });
  return perWorkingDayNeeded === null
    ? say('Doing {doing} a working day, and no working time is left.', { doing })
    : say('Need {needed} a working day, doing {doing} ({days}).', {
        ...{ needed: number(perWorkingDayNeeded), doing, days },
      });
}

function daysText({ passed, of }: WorkingDays, time: GoalTime): string {
  if (time !== 'over') return say('{passed} of {of} passed', { passed: number(passed), of: number(of) });
  return say('over {count, plural, one {# working day} other {# working days}}', {
    count: Math.round(of * 10) / 10,
  });
}
