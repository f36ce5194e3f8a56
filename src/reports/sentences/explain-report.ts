import { assertNever } from '../../errors.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import type { LeadsAnswer } from '../leads.ts';
import type { ReportAnswer } from '../report.ts';
import type { RepsAnswer } from '../reps.ts';
import type { SummaryAnswer } from '../summary.ts';
import { divided, summed } from './arithmetic.ts';
import { formatInstant } from './dates.ts';
import { explainCost } from './explain-cost.ts';
import { explainGoal } from './explain-goal.ts';
import { explainPassRate, explainVelocity, explainWaste, summedCohort } from './explain-rates.ts';
import { explainReasons } from './explain-reasons.ts';
import { filterText, instantText } from './scope-sentence.ts';
import {
  acceptedTerm,
  decidedInTimeTerm,
  decidedOrOverdueTerm,
  handedOverTerm,
  undecidedTerm,
  wasteTerm,
} from './terms.ts';
import { SMALL_SAMPLE } from './words.ts';

/** How an answer is counted: what its words mean in two sentences, then its own arithmetic, then what is in it at all. */
export function explainReport(answer: ReportAnswer): string[] {
  return [...explained(answer), ...scopeExplained(answer)];
}

function explained(answer: ReportAnswer): string[] {
  switch (answer.report) {
    case 'pass-rate':
      return explainPassRate(answer);
    case 'velocity':
      return explainVelocity(answer);
    case 'waste':
      return explainWaste(answer);
    case 'cost':
      return explainCost(answer);
    case 'summary':
      return explainSummary(answer);
    case 'sources':
      return [
        ...explainPassRate(answer),
        say(
          'A row holds the leads that had this source when they were handed over; its cost needs spend with the source as its channel.',
        ),
      ];
    case 'reps':
      return explainReps(answer);
    case 'reasons':
      return explainReasons(answer);
    case 'goal':
      return explainGoal(answer);
    case 'leads':
      return explainLeads(answer);
    default:
      return assertNever(answer);
  }
}

function explainSummary({ passRate, velocity, waste, cost }: SummaryAnswer): string[] {
  const { mqls, accepted } = passRate.cohort;
  const judged = velocity.withinSla + velocity.breached;
  return [
    say(
      'The pass rate takes the MQLs handed over in the period and asks how many have been accepted so far; in time means decided before the promised instant, and waste is what was decided later or not at all.',
    ),
    say('Each figure is that of the report of its name, which explains it in full.'),
    say('Pass rate: {sum}', { sum: divided([accepted, acceptedTerm], [mqls, handedOverTerm]) }),
    say('In time: {sum}', {
      sum: divided([velocity.withinSla, decidedInTimeTerm], [judged, decidedOrOverdueTerm]),
    }),
    say('Waste: {sum}', { sum: divided([waste.waste, wasteTerm], [waste.handoffs, handedOverTerm]) }),
    ...(cost ? explainCost(cost).slice(1, 2) : []),
  ];
}

function explainReps({ mqls, accepted, rejected, recycled, open, late, never, waste }: RepsAnswer): string[] {
  const withdrawn = mqls - accepted - rejected - recycled - open;
  return [
    say(
      'MQLs, pass rate and speed count for the rep who decided, or holds the lead while it is open; without either for the owner in the CRM.',
    ),
    say('Late and undecided count for who held the lead when its time ran out, whoever decided it then.'),
    divided([accepted, acceptedTerm], [mqls, handedOverTerm]),
    summedCohort({ mqls, accepted, rejected, recycled, withdrawn, open }),
    summed(
      [waste, wasteTerm],
      [
        [late, (count) => say('{count, number} late', { count })],
        [never, undecidedTerm],
      ],
    ),
  ];
}

function explainLeads({ leads, entered, list, page }: LeadsAnswer): string[] {
  const count = page?.total ?? leads.length;
  if (list === 'open') {
    return [say('Open are the MQLs that nobody has decided yet: {count, number}.', { count })];
  }
  if (list === 'wasted') {
    return [
      say(
        'Wasted are the MQLs handed over in the period that were decided late or are undecided past their time, excused ones left out: {count, number}.',
        { count },
      ),
      say('They are those of the waste report, and count for who held the lead when its time ran out.'),
    ];
  }
  return [
    entered === 'sql'
      ? say(
          'Listed are the MQLs that sales accepted in the period, by the date of the decision: {count, number}.',
          { count },
        )
      : say('Listed are the entries into “{stage}” in the period: {count, number}.', {
          ...{ stage: stageName(entered), count },
        }),
    say(
      'Source is as it was when the lead was handed over; the rep is who decided, else who holds the lead.',
    ),
  ];
}

function scopeExplained(answer: ReportAnswer): string[] {
  const { period, asOf, knownBy, distinct, comparison, by } = answer;
  const when = (iso: string) => formatInstant(iso, period.timeZone);
  const restriction = filterText(answer);
  return [
    say('The window is from {from} up to, but without, {to} ({zone}); what happened until {asOf} counts.', {
      ...{ from: when(period.from), to: when(period.to), zone: period.timeZone },
      asOf: instantText(asOf, period.timeZone),
    }),
    ...(restriction === ''
      ? []
      : [say('Only {restriction} counts, compared whatever the case.', { restriction })]),
    ...(knownBy === undefined
      ? []
      : [say('What was learnt after {date} does not count.', { date: knownBy })]),
    distinct
      ? say('Each lead counts once, by its accepted handoff or else its last.')
      : say('A lead handed over twice counts twice.'),
    ...(by === 'rep'
      ? [say('By rep, late and undecided count for who held the lead when its time ran out.')]
      : []),
    ...(comparison
      ? [
          say(
            'Other periods are cut at the same age, at as many days from their start, and judged by what had happened then.',
          ),
        ]
      : []),
    say('Fewer than {least} are called a small sample.', { least: SMALL_SAMPLE }),
  ];
}
