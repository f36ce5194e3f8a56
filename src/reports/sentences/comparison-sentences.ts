import { assertNever } from '../../errors.ts';
import type { Compared } from '../comparison.ts';
import { ratio } from '../ratio.ts';
import type { ReportAnswer } from '../report.ts';
import { duration, money, number, percent, SMALL_SAMPLE } from './words.ts';

interface ComparedFigure {
  name: string;
  now: string;
  past: (compared: Compared) => string;
  /** On how many it rests; absent for plain counts. */
  sample?: (compared: Compared) => number;
}

/** How it was in the period before and a year ago, at the same age; blank where that was not asked for. */
export function comparisonSentences(answer: ReportAnswer): string[] {
  const { comparison } = answer;
  if (!comparison) return [];
  const { previous, yearAgo } = comparison;
  if (!previous && !yearAgo) {
    return ['Nothing to compare with: no data for the period before, nor for a year ago.'];
  }
  return figuresOf(answer).map((figure) => {
    const before = previous
      ? `${previous.period.label} at the same point: ${pastText(figure, previous)}`
      : 'the period before: no data';
    const point = previous ? '' : ' at the same point';
    const ago = yearAgo ? `a year ago${point}: ${pastText(figure, yearAgo)}` : 'a year ago: no data';
    return `${figure.name} ${figure.now} (${before}; ${ago}).`;
  });
}

function pastText({ past, sample }: ComparedFigure, compared: Compared): string {
  const size = sample?.(compared);
  const note =
    size !== undefined && size > 0 && size < SMALL_SAMPLE ? `, small sample of ${number(size)}` : '';
  return `${past(compared)}${note}`;
}

function figuresOf(answer: ReportAnswer): ComparedFigure[] {
  switch (answer.report) {
    case 'pass-rate':
    case 'sources':
      return [passRate(answer.cohort.passRate), sqls(answer.flow.sqls)];
    case 'reps':
      return [passRate(answer.passRate)];
    case 'summary':
      return [
        passRate(answer.passRate.cohort.passRate),
        sqls(answer.passRate.flow.sqls),
        waste(answer.waste.share),
        ...(answer.cost ? [costPerSql(answer.cost.simple.costPerSql, answer.cost.currency)] : []),
      ];
    case 'velocity': {
      const judged = answer.withinSla + answer.breached;
      return [
        {
          name: 'Decided in time:',
          now: percent(ratio(answer.withinSla, judged)),
          past: (compared) => percent(compared.withinSlaShare),
          sample: (compared) => compared.judged,
        },
        {
          name: 'Median to the decision:',
          now: duration(answer.decisionHours.median),
          past: (compared) => duration(compared.medianDecisionHours ?? null),
        },
      ];
    }
    case 'waste':
      return [waste(answer.share)];
    case 'cost':
      return [costPerSql(answer.simple.costPerSql, answer.currency)];
    case 'reasons':
      return [
        {
          name: 'Turned down:',
          now: number(answer.turnedDown),
          past: ({ turnedDown }) => number(turnedDown),
        },
      ];
    case 'goal':
      return [{ name: 'MQLs', now: number(answer.actual), past: ({ mqls }) => number(mqls) }];
    case 'leads':
      return [];
    default:
      return assertNever(answer);
  }
}

function passRate(rate: number | null): ComparedFigure {
  return {
    name: 'Pass rate',
    now: percent(rate),
    past: (compared) => percent(compared.passRate),
    sample: ({ mqls }) => mqls,
  };
}

function sqls(count: number): ComparedFigure {
  return { name: 'SQLs', now: number(count), past: (compared) => number(compared.sqls) };
}

function waste(share: number | null): ComparedFigure {
  return {
    name: 'Waste',
    now: percent(share),
    past: ({ wasteShare }) => percent(wasteShare),
    sample: ({ mqls }) => mqls,
  };
}

function costPerSql(amount: string | null, currency: string | null): ComparedFigure {
  return {
    name: 'Cost per SQL',
    now: money(amount, currency),
    past: (compared) => money(compared.costPerSql ?? null, currency),
    sample: (compared) => compared.sqls,
  };
}
