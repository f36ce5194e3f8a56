import type { PassRateFigures } from '../pass-rate.ts';
import type { Velocity } from '../velocity.ts';
import type { Waste } from '../waste.ts';
import { divided, summed } from './arithmetic.ts';
import { counted, duration, money, number } from './words.ts';

export function explainPassRate({ cohort, flow }: Pick<PassRateFigures, 'cohort' | 'flow'>): string[] {
  const { mqls, accepted, rejected, recycled, withdrawn, open } = cohort;
  return [
    'The cohort pass rate takes the MQLs handed over in the period and asks how many of them have been accepted so far, whenever that was.',
    'The period rate takes what was accepted in the period, whenever it was handed over, and divides it by the MQLs of the period; it can exceed 100 %.',
    `Cohort: ${divided(accepted, 'accepted', mqls, 'handed over')}`,
    `Cohort: ${summed(mqls, 'MQLs', { accepted, rejected, recycled, withdrawn, open })}`,
    `Of those decided: ${divided(accepted, 'accepted', accepted + rejected + recycled, 'accepted, rejected or recycled')}`,
    `Period: ${divided(flow.sqls, 'SQLs', flow.mqls, 'MQLs')}`,
    ...(flow.sqlsWithoutMql > 0
      ? [`${counted(flow.sqlsWithoutMql, 'SQL')} without MQL count in neither rate.`]
      : []),
  ];
}

export function explainVelocity(answer: Velocity): string[] {
  const { handoffs, decided, withinSla, breached, late, never, excused, decisionHours } = answer;
  const pending = handoffs - withinSla - breached - excused;
  return [
    'The time runs from the MQL to the decision, in calendar and in working time, over the MQLs of the period that are decided.',
    'In time means decided before the promised instant; late and undecided past it are the rest of those that can be judged.',
    divided(withinSla, 'decided in time', withinSla + breached, 'decided or overdue'),
    summed(breached, 'not in time', { 'decided late': late, undecided: never }),
    summed(handoffs, 'MQLs', {
      'in time': withinSla,
      'not in time': breached,
      excused,
      'not due yet or withdrawn': pending,
    }),
    `The median is the middle one of ${counted(decided, 'decided MQL')}: ${duration(decisionHours.median)}; the mean is ${duration(decisionHours.mean)}.`,
    'The promise counts as kept if the median of the decided and the overdue, these with their age so far, lies within it and at most a third are overdue.',
  ];
}

export function explainWaste(answer: Waste): string[] {
  const { handoffs, late, never, waste, excused, currency } = answer;
  return [
    'Waste is the MQLs of the period that were decided after the promised time, or still are not though it has passed; excused ones are left out.',
    `${summed(waste, 'waste', { 'decided late': late, undecided: never })} ${divided(waste, 'waste', handoffs, 'MQLs handed over')}`,
    ...(answer.money === null
      ? []
      : [
          `In money: ${number(waste)} × the simple cost per MQL of the period = ${money(answer.money, currency)}.`,
        ]),
    ...(excused > 0 ? [`${number(excused)} excused by a manager stand beside it, in none of these.`] : []),
  ];
}
