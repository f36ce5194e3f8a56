import { say } from '../../words/say.ts';
import type { PassRateFigures } from '../pass-rate.ts';
import type { Velocity } from '../velocity.ts';
import type { Waste } from '../waste.ts';
import { divided, summed } from './arithmetic.ts';
import {
  acceptedTerm,
  decidedInTimeTerm,
  decidedLateTerm,
  decidedOrOverdueTerm,
  excusedTerm,
  handedOverTerm,
  mqlsTerm,
  notDueTerm,
  openTerm,
  recycledTerm,
  rejectedTerm,
  sqlsTerm,
  undecidedTerm,
  wasteTerm,
  withdrawnTerm,
} from './terms.ts';
import { duration, money, number } from './words.ts';

export function explainPassRate({ cohort, flow }: Pick<PassRateFigures, 'cohort' | 'flow'>): string[] {
  const { mqls, accepted } = cohort;
  const decided = accepted + cohort.rejected + cohort.recycled;
  return [
    say(
      'The cohort pass rate takes the MQLs handed over in the period and asks how many of them have been accepted so far, whenever that was.',
    ),
    say(
      'The period rate takes what was accepted in the period, whenever it was handed over, and divides it by the MQLs of the period; it can exceed 100 %.',
    ),
    say('Cohort: {sum}', { sum: divided([accepted, acceptedTerm], [mqls, handedOverTerm]) }),
    say('Cohort: {sum}', { sum: summedCohort(cohort) }),
    say('Of those decided: {sum}', { sum: divided([accepted, acceptedTerm], [decided, decidedTerm]) }),
    say('Period: {sum}', { sum: divided([flow.sqls, sqlsTerm], [flow.mqls, mqlsTerm]) }),
    ...(flow.sqlsWithoutMql > 0
      ? [
          say('{count, plural, one {# SQL} other {# SQLs}} without MQL count in neither rate.', {
            count: flow.sqlsWithoutMql,
          }),
        ]
      : []),
  ];
}

/** The MQLs are the sum of what became of them. */
export function summedCohort(cohort: {
  mqls: number;
  accepted: number;
  rejected: number;
  recycled: number;
  withdrawn: number;
  open: number;
}): string {
  return summed(
    [cohort.mqls, mqlsTerm],
    [
      [cohort.accepted, acceptedTerm],
      [cohort.rejected, rejectedTerm],
      [cohort.recycled, recycledTerm],
      [cohort.withdrawn, withdrawnTerm],
      [cohort.open, openTerm],
    ],
  );
}

export function explainVelocity(answer: Velocity): string[] {
  const { handoffs, decided, withinSla, breached, late, never, excused, decisionHours } = answer;
  const pending = handoffs - withinSla - breached - excused;
  return [
    say(
      'The time runs from the MQL to the decision, in calendar and in working time, over the MQLs of the period that are decided.',
    ),
    say(
      'In time means decided before the promised instant; late and undecided past it are the rest of those that can be judged.',
    ),
    divided([withinSla, decidedInTimeTerm], [withinSla + breached, decidedOrOverdueTerm]),
    summed(
      [breached, notInTimeTerm],
      [
        [late, decidedLateTerm],
        [never, undecidedTerm],
      ],
    ),
    summed(
      [handoffs, mqlsTerm],
      [
        [withinSla, inTimeTerm],
        [breached, notInTimeTerm],
        [excused, excusedTerm],
        [pending, notDueTerm],
      ],
    ),
    say(
      'The median is the middle one of {decided, plural, one {# decided MQL} other {# decided MQLs}}: {median}; the mean is {mean}.',
      { decided, median: duration(decisionHours.median), mean: duration(decisionHours.mean) },
    ),
    say(
      'The promise counts as kept if the median of the decided and the overdue, these with their age so far, lies within it and at most a third are overdue.',
    ),
  ];
}

export function explainWaste(answer: Waste): string[] {
  const { handoffs, late, never, waste, excused, currency } = answer;
  const sum = summed(
    [waste, wasteTerm],
    [
      [late, decidedLateTerm],
      [never, undecidedTerm],
    ],
  );
  return [
    say(
      'Waste is the MQLs of the period that were decided after the promised time, or still are not though it has passed; excused ones are left out.',
    ),
    `${sum} ${divided([waste, wasteTerm], [handoffs, mqlsHandedOverTerm])}`,
    ...(answer.money === null
      ? []
      : [
          say('In money: {waste} × the simple cost per MQL of the period = {money}.', {
            waste: number(waste),
            money: money(answer.money, currency),
          }),
        ]),
    ...(excused > 0
      ? [
          say('{count, number} excused by a manager stand beside it, in none of these.', {
            count: excused,
          }),
        ]
      : []),
  ];
}

function decidedTerm(count: number): string {
  return say('{count, number} accepted, rejected or recycled', { count });
}

function mqlsHandedOverTerm(count: number): string {
  return say('{count, number} MQLs handed over', { count });
}

function notInTimeTerm(count: number): string {
  return say('{count, number} not in time', { count });
}

function inTimeTerm(count: number): string {
  return say('{count, number} in time', { count });
}
