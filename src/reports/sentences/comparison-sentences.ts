import { assertNever } from '../../errors.ts';
import { say } from '../../words/say.ts';
import type { Compared } from '../comparison.ts';
import { ratio } from '../ratio.ts';
import type { ReportAnswer } from '../report.ts';
import { periodName } from './period-name.ts';
import { duration, money, number, percent, SMALL_SAMPLE } from './words.ts';

type Figures = Record<'now' | 'before' | 'ago', string>;

interface ComparedFigure {
  now: string;
  past: (compared: Compared) => string;
  /** On how many it rests; absent for plain counts. */
  sample?: (compared: Compared) => number;
  sentence: (figures: Figures) => string;
}

/** How it was in the period before and a year ago, at the same age; blank where that was not asked for. */
export function comparisonSentences(answer: ReportAnswer): string[] {
  const { comparison } = answer;
  if (!comparison) return [];
  const { previous, yearAgo } = comparison;
  if (!previous && !yearAgo) {
    return [say('Nothing to compare with: no data for the period before, nor for a year ago.')];
  }
  return figuresOf(answer).map((figure) =>
    figure.sentence({
      now: figure.now,
      before: previous
        ? say('{period} at the same point: {figure}', {
            ...{ period: periodName(previous.period), figure: pastText(figure, previous) },
          })
        : say('the period before: no data'),
      ago: yearAgoText(yearAgo && pastText(figure, yearAgo), previous !== null),
    }),
  );
}

/** That it is the same point need not be said twice. */
function yearAgoText(figure: string | null, pointIsSaid: boolean): string {
  if (figure === null) return say('a year ago: no data');
  return pointIsSaid
    ? say('a year ago: {figure}', { figure })
    : say('a year ago at the same point: {figure}', { figure });
}

function pastText({ past, sample }: ComparedFigure, compared: Compared): string {
  const size = sample?.(compared);
  const figure = past(compared);
  return size !== undefined && size > 0 && size < SMALL_SAMPLE
    ? say('{figure}, small sample of {size, number}', { figure, size })
    : figure;
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
          now: percent(ratio(answer.withinSla, judged)),
          past: (compared) => percent(compared.withinSlaShare),
          sample: (compared) => compared.judged,
          sentence: (figures) => say('Decided in time: {now} ({before}; {ago}).', figures),
        },
        {
          now: duration(answer.decisionHours.median),
          past: (compared) => duration(compared.medianDecisionHours ?? null),
          sentence: (figures) => say('Median to the decision: {now} ({before}; {ago}).', figures),
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
          now: number(answer.turnedDown),
          past: ({ turnedDown }) => number(turnedDown),
          sentence: (figures) => say('Turned down: {now} ({before}; {ago}).', figures),
        },
      ];
    case 'goal':
      return [
        {
          now: number(answer.actual),
          past: ({ mqls }) => number(mqls),
          sentence: (figures) => say('MQLs {now} ({before}; {ago}).', figures),
        },
      ];
    case 'leads':
      return [];
    default:
      return assertNever(answer);
  }
}

function passRate(rate: number | null): ComparedFigure {
  return {
    now: percent(rate),
    past: (compared) => percent(compared.passRate),
    sample: ({ mqls }) => mqls,
    sentence: (figures) => say('Pass rate {now} ({before}; {ago}).', figures),
  };
}

function sqls(count: number): ComparedFigure {
  return {
    now: number(count),
    past: (compared) => number(compared.sqls),
    sentence: (figures) => say('SQLs {now} ({before}; {ago}).', figures),
  };
}

function waste(share: number | null): ComparedFigure {
  return {
    now: percent(share),
    past: ({ wasteShare }) => percent(wasteShare),
    sample: ({ mqls }) => mqls,
    sentence: (figures) => say('Waste {now} ({before}; {ago}).', figures),
  };
}

function costPerSql(amount: string | null, currency: string | null): ComparedFigure {
  return {
    now: money(amount, currency),
    past: (compared) => money(compared.costPerSql ?? null, currency),
    sample: (compared) => compared.sqls,
    sentence: (figures) => say('Cost per SQL {now} ({before}; {ago}).', figures),
  };
}
