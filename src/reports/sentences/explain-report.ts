import { assertNever } from '../../errors.ts';
import type { GoalAnswer } from '../goal.ts';
import type { LeadsAnswer } from '../leads.ts';
import type { ReasonsAnswer } from '../reasons.ts';
import type { ReportAnswer } from '../report.ts';
import type { RepsAnswer } from '../reps.ts';
import type { SummaryAnswer } from '../summary.ts';
import { divided, summed } from './arithmetic.ts';
import { explainCost } from './explain-cost.ts';
import { explainPassRate, explainVelocity, explainWaste } from './explain-rates.ts';
import { filterText, instantText } from './scope-sentence.ts';
import { formatInstant, number, SMALL_SAMPLE } from './words.ts';

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
        'A row holds the leads that had this source when they were handed over; its cost needs spend with the source as its channel.',
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
    'The pass rate takes the MQLs handed over in the period and asks how many have been accepted so far; in time means decided before the promised instant, and waste is what was decided later or not at all.',
    'Each figure is that of the report of its name, which explains it in full.',
    `Pass rate: ${divided(accepted, 'accepted', mqls, 'handed over')}`,
    `In time: ${divided(velocity.withinSla, 'decided in time', judged, 'decided or overdue')}`,
    `Waste: ${divided(waste.waste, 'waste', waste.handoffs, 'handed over')}`,
    ...(cost ? explainCost(cost).slice(1, 2) : []),
  ];
}

function explainReps({ mqls, accepted, rejected, recycled, open, late, never, waste }: RepsAnswer): string[] {
  const withdrawn = mqls - accepted - rejected - recycled - open;
  return [
    'MQLs, pass rate and speed count for the rep who decided, or holds the lead while it is open; without either for the owner in the CRM.',
    'Late and undecided count for who held the lead when its time ran out, whoever decided it then.',
    divided(accepted, 'accepted', mqls, 'handed over'),
    summed(mqls, 'MQLs', { accepted, rejected, recycled, withdrawn, open }),
    summed(waste, 'waste', { late, undecided: never }),
  ];
}

function explainReasons({ turnedDown, rows }: ReasonsAnswer): string[] {
  const [first] = rows;
  const name =
    first && (first.label ?? first.key ?? ('reasons' in first ? 'without one' : 'without a reason'));
  return [
    'Turned down are the MQLs handed over in the period that sales rejected or recycled, whenever that was.',
    'The reason is the one given with that decision; a share is of all that were turned down.',
    ...(first ? [divided(first.count, `“${name}”`, turnedDown, 'turned down')] : []),
    ...(first && 'reasons' in first
      ? [divided(first.count, `turned down of “${name}”`, first.mqls, 'MQLs handed over from there')]
      : []),
  ];
}

function explainGoal(answer: GoalAnswer): string[] {
  const { actual, target, workingDays, forecast, expectedByNow, perWorkingDayActual } = answer;
  const { passed, of } = workingDays;
  const days = `${number(passed)} of ${number(of)} working days`;
  return [
    'MQLs count on the day they are handed over, SQLs on the day they are accepted; a goal is the sum of its months, one in part by its share of working days.',
    'The pace is what has come divided by the working days that have passed, and the forecast goes on at that pace.',
    ...(target !== null && expectedByNow !== null
      ? [
          `Expected by now: goal ${number(target)} × ${days} = ${number(expectedByNow)}; there are ${number(actual)}.`,
        ]
      : []),
    ...(perWorkingDayActual === null
      ? ['No working time has passed yet, so there is no pace.']
      : [`Pace: ${number(actual)} ÷ ${number(passed)} working days = ${number(perWorkingDayActual)} a day.`]),
    ...(perWorkingDayActual !== null && forecast !== null && passed < of
      ? [`Forecast: ${number(perWorkingDayActual)} a day × ${number(of)} working days = ${number(forecast)}.`]
      : []),
  ];
}

function explainLeads({ leads, entered, list, page }: LeadsAnswer): string[] {
  const count = number(page?.total ?? leads.length);
  if (list === 'open') return [`Open are the MQLs that nobody has decided yet: ${count}.`];
  if (list === 'wasted') {
    return [
      `Wasted are the MQLs handed over in the period that were decided late or are undecided past their time, excused ones left out: ${count}.`,
      'They are those of the waste report, and count for who held the lead when its time ran out.',
    ];
  }
  const what =
    entered === 'sql'
      ? 'the MQLs that sales accepted in the period, by the date of the decision'
      : `the entries into ${entered} in the period`;
  return [
    `Listed are ${what}: ${count}.`,
    'Source is as it was when the lead was handed over; the rep is who decided, else who holds the lead.',
  ];
}

function scopeExplained(answer: ReportAnswer): string[] {
  const { period, asOf, knownBy, distinct, comparison, by } = answer;
  const when = (iso: string) => formatInstant(iso, period.timeZone);
  const restriction = filterText(answer);
  return [
    `The window is from ${when(period.from)} up to, but without, ${when(period.to)} (${period.timeZone}); what happened until ${instantText(asOf, period.timeZone)} counts.`,
    ...(restriction === '' ? [] : [`Only ${restriction} counts, compared whatever the case.`]),
    ...(knownBy === undefined ? [] : [`What was learnt after ${knownBy} does not count.`]),
    distinct
      ? 'Each lead counts once, by its accepted handoff or else its last.'
      : 'A lead handed over twice counts twice.',
    ...(by === 'rep'
      ? ['By rep, late and undecided count for who held the lead when its time ran out.']
      : []),
    ...(comparison
      ? [
          'Other periods are cut at the same age, at as many days from their start, and judged by what had happened then.',
        ]
      : []),
    `Fewer than ${SMALL_SAMPLE} are called a small sample.`,
  ];
}
