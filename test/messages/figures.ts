const NONE = { mean: null, median: null, p90: null };

export const passRate = {
  cohort: {
    mqls: 120,
    accepted: 60,
    rejected: 20,
    recycled: 14,
    withdrawn: 2,
    open: 24,
    waste: 41,
    passRate: 0.5,
    decidedRate: 60 / 94,
    sinceAccepted: { rejected: 0, recycled: 3, lost: 1 },
  },
  flow: { mqls: 120, sqls: 66, passRate: 0.55, mqlsPerSql: 120 / 66, sqlsWithoutMql: 5 },
};
export const fewPassRate = {
  cohort: {
    ...{ mqls: 4, accepted: 2, rejected: 1, recycled: 0, withdrawn: 0, open: 1, waste: 2 },
    ...{ passRate: 0.5, decidedRate: 2 / 3, sinceAccepted: { rejected: 0, recycled: 0, lost: 0 } },
  },
  flow: { mqls: 4, sqls: 5, passRate: 1.25, mqlsPerSql: 0.8, sqlsWithoutMql: 0 },
};
export const noPassRate = {
  cohort: {
    mqls: 0,
    accepted: 0,
    rejected: 0,
    recycled: 0,
    withdrawn: 0,
    open: 0,
    waste: 0,
    passRate: null,
    decidedRate: null,
    sinceAccepted: { rejected: 0, recycled: 0, lost: 0 },
  },
  flow: { mqls: 0, sqls: 0, passRate: null, mqlsPerSql: null, sqlsWithoutMql: 0 },
};
export const velocity = {
  handoffs: 120,
  decided: 94,
  decisionHours: { mean: 20.5, median: 6.2, p90: 71 },
  workingHours: { mean: 8.1, median: 3.4, p90: 22.5 },
  slaHours: 8,
  promise: '8 working hours',
  withinSla: 64,
  breached: 41,
  late: 30,
  never: 11,
  excused: 5,
  kept: false,
  leadToMqlDays: { mean: 31, median: 24.6, p90: 60 },
  firstResponse: { withinHour: 12, share: 0.1 },
  contacted: { withinHour: 6, share: 0.05 },
};
export const fewVelocity = {
  ...velocity,
  ...{ handoffs: 4, decided: 3, withinSla: 2, breached: 2, late: 1, never: 1, excused: 0, kept: null },
  firstResponse: { withinHour: 1, share: 0.25 },
  contacted: { withinHour: 0, share: 0 },
};
export const noVelocity = {
  handoffs: 0,
  decided: 0,
  decisionHours: NONE,
  workingHours: NONE,
  slaHours: 8,
  promise: '8 working hours',
  withinSla: 0,
  breached: 0,
  late: 0,
  never: 0,
  excused: 0,
  kept: null,
  leadToMqlDays: NONE,
  firstResponse: { withinHour: 0, share: null },
  contacted: { withinHour: 0, share: null },
};
export const waste = {
  handoffs: 120,
  late: 30,
  lateAccepted: 9,
  never: 11,
  waste: 41,
  share: 41 / 120,
  money: '4100.00',
  excused: 5,
  excusedReasons: [
    { reason: 'our outage', count: 3 },
    { reason: 'duplicate', count: 2 },
  ],
  acceptedNotContacted: 7,
  contacted: 40,
  currency: 'EUR',
};
export const fewWaste = {
  ...waste,
  ...{ handoffs: 4, late: 1, lateAccepted: 1, never: 1, waste: 2, share: 0.5, money: '200.00' },
  ...{ excused: 0, excusedReasons: [] },
};
export const noWaste = {
  ...waste,
  ...{ handoffs: 0, late: 0, lateAccepted: 0, never: 0, waste: 0, share: null, money: null },
  ...{ excused: 0, excusedReasons: [] },
  ...{ acceptedNotContacted: 0, contacted: 0 },
};
export const cost = {
  simple: {
    spend: '12000.00',
    sqls: 66,
    costPerSql: '181.82',
    mqls: 120,
    costPerMql: '100.00',
    ...{ customers: 12, costPerCustomer: '1000.00' },
    spendDays: { covered: 47, of: 47 },
    window: { fromOn: '2026-01-01', toOn: '2026-02-17' },
  },
  advanced: {
    lagDays: 33,
    lagFrom: 'measured' as const,
    measuredDays: 31,
    leadsMeasured: 57,
    leadsLeftOut: 9,
    promisedDays: 2,
    mqlToSqlDays: 5,
    window: {
      from: '2025-11-28T23:00:00.000Z',
      to: '2026-01-13T23:00:00.000Z',
      fromOn: '2025-11-29',
      toOn: '2026-01-14',
    },
    spend: '9900.00',
    sqls: 66,
    costPerSql: '150.00',
    spendDays: { covered: 45, of: 46 },
  },
  unallocated: '500.00',
  unallocatedAdvanced: '400.00',
  currency: 'EUR',
};
export const noCost = {
  ...cost,
  simple: {
    spend: '0',
    sqls: 0,
    costPerSql: null,
    mqls: 0,
    costPerMql: null,
    ...{ customers: null, costPerCustomer: null },
    spendDays: { covered: 0, of: 47 },
    window: { fromOn: '2026-01-01', toOn: '2026-02-17' },
  },
  unallocated: '0',
};
export const rep = {
  ...{ mqls: 10, accepted: 6, rejected: 2, recycled: 1, open: 1, passRate: 0.6, decided: 9, withinSla: 7 },
  ...{ medianDecisionHours: 3.5, medianWorkingHours: 2, handoffs: 10, late: 2, never: 1, waste: 3 },
  excused: 1,
};
export const lead = {
  leadId: 'L-77',
  name: 'Ada Park',
  company: 'Acme',
  source: 'paid_search',
  rep: 'U0REP',
  repName: 'Ada Rep',
  mqlAt: '2026-01-05T09:00:00.000Z',
  sqlAt: '2026-01-05T11:00:00.000Z',
  stage: 'sql' as const,
  enteredAt: '2026-01-05T11:00:00.000Z',
};
export const goal = {
  metric: 'mqls' as const,
  target: 360,
  actual: 120,
  expectedByNow: 180,
  perWorkingDayNeeded: 7.5,
  perWorkingDayActual: 3.75,
  forecast: 240,
  forecastRange: { low: 220, high: 261 },
  sqls: {
    metric: 'sqls' as const,
    target: 63,
    actual: 20,
    expectedByNow: 31.5,
    perWorkingDayNeeded: 43 / 32,
    perWorkingDayActual: 0.625,
    forecast: 40,
    forecastRange: { low: 32, high: 49 },
  },
  workingDays: { passed: 32, of: 64 },
  goalMonths: { mqls: 3, sqls: 3, of: 3 },
  need: {
    ...{ sqlTarget: 63, rate: 0.25, sample: 180, cohort: 'Q4 2025' },
    ...{ mqlsNeeded: 252, onCourseFor: 240, more: 12 },
  },
};
const unmeasured = { target: null, expectedByNow: null, perWorkingDayNeeded: null };
/** What stands in a row. */
export const goalRow = {
  ...{ ...goal, ...unmeasured },
  sqls: { ...goal.sqls, ...unmeasured },
};
export const noGoal = {
  ...{ ...goalRow, actual: 0, perWorkingDayActual: null, forecast: null, forecastRange: null },
  sqls: { ...goalRow.sqls, actual: 0, perWorkingDayActual: null, forecast: null, forecastRange: null },
  workingDays: { passed: 0, of: 64 },
  goalMonths: { mqls: 0, sqls: 0, of: 3 },
  need: null,
};
export const scorecard = {
  marketing: { promised: 360, delivered: 120, expectedByNow: 115.5, passRate: 0.5, kept: true },
  sales: { promise: '8 working hours', withinSla: 64, judged: 105, share: 64 / 105, kept: false },
};
export const noScorecard = {
  marketing: { promised: null, delivered: 4, expectedByNow: null, passRate: 0.5, kept: null },
  sales: { promise: '8 working hours', withinSla: 0, judged: 0, share: null, kept: null },
};
