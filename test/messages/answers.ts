import type { ReportAnswers } from '../../src/reports/report.ts';
import type { ReportHeader } from '../../src/reports/report-header.ts';
import {
  cost,
  fewPassRate,
  fewVelocity,
  fewWaste,
  goal,
  goalRow,
  lead,
  noCost,
  noGoal,
  noPassRate,
  noScorecard,
  noVelocity,
  noWaste,
  passRate,
  rep,
  scorecard,
  velocity,
  waste,
} from './figures.ts';

const HEADER = {
  period: {
    label: '2026 Q1',
    from: '2025-12-31T23:00:00.000Z',
    to: '2026-03-31T22:00:00.000Z',
    timeZone: 'Europe/Paris',
  },
  asOf: '2026-02-16T08:00:00.000Z',
};
const times = <Row>(count: number, row: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => row(index));

/** Answers as reports give them. A variant that makes no difference to a report is its usual answer itself. */
export const ANSWERS: {
  [Name in keyof ReportAnswers]: Record<'normal' | 'noData' | 'small' | 'many', ReportAnswers[Name]>;
} = {
  summary: variants(
    'summary',
    { passRate, velocity, scorecard, waste, cost },
    {
      noData: {
        ...{ passRate: noPassRate, velocity: noVelocity, scorecard: noScorecard },
        ...{ waste: noWaste, cost: null },
      },
      small: {
        ...{ passRate: fewPassRate, velocity: fewVelocity, scorecard: noScorecard },
        ...{ waste: fewWaste, cost: null },
      },
    },
  ),
  'pass-rate': variants('pass-rate', passRate, {
    noData: noPassRate,
    small: fewPassRate,
    many: {
      ...passRate,
      rows: times(60, (index) => ({ key: `campaign-${index}-of-the-spring-season`, ...passRate })),
    },
  }),
  velocity: variants('velocity', velocity, {
    noData: noVelocity,
    small: fewVelocity,
    many: { ...velocity, rows: times(60, (index) => ({ key: `source-${index}`, ...velocity })) },
  }),
  cost: variants('cost', cost, {
    noData: noCost,
    small: { ...cost, simple: { ...cost.simple, sqls: 3, costPerSql: '4000.00' } },
    many: { ...cost, rows: times(60, (index) => ({ key: `source-${index}`, ...cost })) },
  }),
  waste: variants('waste', waste, {
    noData: noWaste,
    small: fewWaste,
    many: { ...waste, rows: times(60, (index) => ({ key: `source-${index}`, ...waste })) },
  }),
  reps: variants(
    'reps',
    { ...rep, rows: times(2, (index) => ({ key: `U0REP${index}`, name: `Rep ${index}`, ...rep })) },
    {
      noData: {
        ...rep,
        ...{ mqls: 0, accepted: 0, rejected: 0, recycled: 0, open: 0, passRate: null },
        rows: [],
      },
      small: { ...rep, mqls: 2, rows: [{ key: null, name: null, ...rep }] },
      many: { ...rep, rows: times(60, (index) => ({ key: `U0REP${index}`, name: `Rep ${index}`, ...rep })) },
    },
  ),
  sources: variants(
    'sources',
    {
      ...passRate,
      waste,
      cost: cost.simple,
      unallocated: '500.00',
      currency: 'EUR',
      rows: [
        { key: 'paid_search', ...passRate, waste, cost: cost.simple },
        { key: null, ...passRate, waste, cost: null },
      ],
    },
    {
      noData: { ...noPassRate, waste: noWaste, cost: null, unallocated: null, currency: null, rows: [] },
      many: {
        ...passRate,
        waste,
        cost: cost.simple,
        unallocated: '500.00',
        currency: 'EUR',
        rows: times(60, (index) => ({ key: `source-${index}`, ...passRate, waste, cost: cost.simple })),
      },
    },
  ),
  reasons: variants(
    'reasons',
    {
      turnedDown: 34,
      rows: [
        { key: 'no_budget', label: 'No budget', count: 20, share: 20 / 34 },
        { key: null, label: null, count: 14, share: 14 / 34 },
      ],
    },
    {
      noData: { turnedDown: 0, rows: [] },
      small: { turnedDown: 1, rows: [{ key: 'spam', label: 'Spam or test', count: 1, share: 1 }] },
      many: {
        turnedDown: 600,
        rows: times(60, (index) => ({
          key: `reason_${index}`,
          label: `Reason ${index}`,
          count: 10,
          share: 1 / 60,
        })),
      },
    },
  ),
  goal: variants('goal', goal, {
    noData: noGoal,
    many: { ...goal, rows: times(60, (index) => ({ key: `source-${index}`, ...goalRow })) },
  }),
  leads: variants(
    'leads',
    {
      entered: 'sql' as const,
      leads: [lead, { ...lead, leadId: 'L-78', name: null, repName: null, rep: null, source: null }],
    },
    {
      noData: { entered: 'sql', leads: [] },
      small: { entered: 'sql', leads: [lead] },
      many: { entered: 'sql', leads: times(60, (index) => ({ ...lead, leadId: `L-${index}` })) },
    },
  ),
};

type Figures<Name extends keyof ReportAnswers> = Omit<ReportAnswers[Name], keyof ReportHeader<Name>>;

function variants<Name extends keyof ReportAnswers>(
  report: Name,
  normal: Figures<Name>,
  others: Partial<Record<'noData' | 'small' | 'many', Figures<Name>>>,
): Record<'normal' | 'noData' | 'small' | 'many', ReportAnswers[Name]> {
  const answer = (figures: Figures<Name>) =>
    ({ ...HEADER, report, ...figures }) as unknown as ReportAnswers[Name];
  const usual = answer(normal);
  const orUsual = (figures: Figures<Name> | undefined) => (figures ? answer(figures) : usual);
  return {
    normal: usual,
    noData: orUsual(others.noData),
    small: orUsual(others.small),
    many: orUsual(others.many),
  };
}
