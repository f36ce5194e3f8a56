import { describe, expect, it } from 'vitest';
import { reportText } from '../../../src/cli/report-text.ts';
import type { CostAnswer } from '../../../src/reports/cost.ts';
import type { PassRateAnswer } from '../../../src/reports/pass-rate.ts';
import { costSentences } from '../../../src/reports/sentences/cost-sentences.ts';
import { passRateSentences } from '../../../src/reports/sentences/pass-rate-sentences.ts';
import { scopeSentence } from '../../../src/reports/sentences/scope-sentence.ts';
import { promiseSentence } from '../../../src/reports/sentences/velocity-sentences.ts';
import { wasteSentences } from '../../../src/reports/sentences/waste-sentences.ts';
import { duration, money, percent } from '../../../src/reports/sentences/words.ts';
import type { WasteAnswer } from '../../../src/reports/waste.ts';

const header = {
  period: {
    label: 'Q1 2026',
    from: '2025-12-31T23:00:00.000Z',
    to: '2026-03-31T22:00:00.000Z',
    timeZone: 'Europe/Paris',
  },
  asOf: '2026-03-31T22:00:00.000Z',
};

function aPassRate(
  cohort: Partial<PassRateAnswer['cohort']> = {},
  flow: Partial<PassRateAnswer['flow']> = {},
): PassRateAnswer {
  return {
    ...header,
    report: 'pass-rate',
    cohort: {
      mqls: 100,
      accepted: 14,
      rejected: 40,
      recycled: 20,
      withdrawn: 5,
      open: 21,
      waste: 41,
      passRate: 0.14,
      decidedRate: 14 / 74,
      sinceAccepted: { rejected: 0, recycled: 0, lost: 2 },
      ...cohort,
    },
    flow: { mqls: 100, sqls: 10, passRate: 0.1, mqlsPerSql: 10, sqlsWithoutMql: 3, ...flow },
  };
}

function aCost(
  advanced: Partial<CostAnswer['advanced']> = {},
  simple: Partial<CostAnswer['simple']> = {},
): CostAnswer {
  return {
    ...header,
    report: 'cost',
    currency: 'EUR',
    unallocated: '12.00',
    unallocatedAdvanced: '0.00',
    simple: {
      spend: '90000.00',
      sqls: 221,
      costPerSql: '407.24',
      mqls: 1500,
      costPerMql: '60.00',
      customers: 20,
      costPerCustomer: '4500.00',
      spendDays: { covered: 90, of: 90 },
      window: { fromOn: '2026-01-01', toOn: '2026-04-01' },
      ...simple,
    },
    advanced: {
      lagDays: 33,
      lagFrom: 'measured',
      measuredDays: 31,
      leadsMeasured: 212,
      leadsLeftOut: 9,
      promisedDays: 2,
      mqlToSqlDays: 5,
      window: { from: '', to: '', fromOn: '2025-11-29', toOn: '2026-02-27' },
      spend: '80000.00',
      sqls: 221,
      costPerSql: '361.99',
      spendDays: { covered: 88, of: 90 },
      ...advanced,
    },
  };
}

function aWaste(figures: Partial<WasteAnswer> = {}): WasteAnswer {
  return {
    ...header,
    report: 'waste',
    currency: 'EUR',
    handoffs: 100,
    late: 30,
    lateAccepted: 9,
    never: 11,
    waste: 41,
    share: 0.41,
    money: '2460.00',
    excused: 0,
    excusedReasons: [],
    acceptedNotContacted: 4,
    contacted: 20,
    ...figures,
  };
}

describe('the words of a report', () => {
  it('name both pass rates and what is in neither', () => {
    expect(passRateSentences(aPassRate())).toEqual([
      'Q1 2026: 14 of 100 MQLs handed over became SQLs so far (14.0 %, cohort).',
      'Of these MQLs: 14 accepted, 40 rejected, 20 recycled, 5 withdrawn, 21 open; 41 late or still undecided (waste). Of those decided, 18.9 % were accepted.',
      'Of the 14 accepted, since then: 2 lost.',
      'Still open: 21. On what is known now this rate can only rise, to 35.0 % at most; a decision that is undone, corrected or learnt of late can change that.',
      '10 SQLs ÷ 100 MQLs of the period (10.0 %, period, 10 MQLs per SQL).',
      '3 SQLs without MQL are in neither rate.',
    ]);
  });

  it('explain a period rate over 100 %, and call a small sample one', () => {
    const sentences = passRateSentences(
      aPassRate({ mqls: 4 }, { mqls: 4, sqls: 5, passRate: 1.25, mqlsPerSql: 0.8, sqlsWithoutMql: 0 }),
    );
    expect(sentences).toContain(
      'The period rate is over 100 % because MQLs of earlier periods were accepted in this one.',
    );
    expect(sentences.at(-1)).toBe('Small sample: 4.');
  });

  it('say that there is no data rather than 0 %', () => {
    const nothing = aPassRate(
      { mqls: 0, accepted: 0, passRate: null, decidedRate: null },
      { mqls: 0, sqls: 0, passRate: null, mqlsPerSql: null, sqlsWithoutMql: 0 },
    );
    expect(passRateSentences(nothing)).toEqual([
      'Q1 2026: no MQLs were handed over, so there is no cohort pass rate.',
    ]);
    expect(wasteSentences(aWaste({ handoffs: 0 }))).toEqual([
      'Q1 2026: no MQLs were handed over, so nothing could be wasted.',
    ]);
  });

  it('lead velocity with the share for which the promise was kept', () => {
    const judged = { withinSla: 60, breached: 40, handoffs: 100, excused: 0 };
    expect(promiseSentence({ promise: '1 working day', ...judged })).toBe(
      'Promised 1 working day. Kept for 60 of 100; 40 were late or are still undecided.',
    );
    expect(promiseSentence({ promise: null, ...judged, handoffs: 110 })).toBe(
      'Several promises applied. Kept for 60 of 100; 40 were late or are still undecided; of 110 handed over, 10 not due yet or withdrawn.',
    );
  });

  it('leave excused breaches out of the promise and say how many there are', () => {
    const judged = { withinSla: 60, breached: 40, handoffs: 105, excused: 5 };
    expect(promiseSentence({ promise: '1 working day', ...judged })).toBe(
      'Promised 1 working day. Kept for 60 of 100; 40 were late or are still undecided; of 105 handed over, 5 excused.',
    );
    expect(promiseSentence({ promise: '1 working day', ...judged, handoffs: 115 })).toContain(
      'of 115 handed over, 5 excused and 10 not due yet or withdrawn.',
    );
  });

  it('count excused breaches beside the waste, with their reasons', () => {
    const reasons = [
      { reason: 'our outage', count: 3 },
      { reason: 'duplicate', count: 2 },
    ];
    expect(wasteSentences(aWaste({ excused: 5, excusedReasons: reasons }))[1]).toBe(
      '5 more are excused: 3 our outage, 2 duplicate.',
    );
    const many = [...reasons, { reason: null, count: 2 }, { reason: 'spam', count: 1 }];
    expect(wasteSentences(aWaste({ excused: 8, excusedReasons: many }))[1]).toBe(
      '8 more are excused: 3 our outage, 2 duplicate, 2 without a reason, 1 for other reasons.',
    );
    expect(wasteSentences(aWaste({ excused: 1, excusedReasons: reasons.slice(0, 0) }))[1]).toBe(
      '1 more is excused.',
    );
  });

  it('show waste with its parts and its price', () => {
    expect(wasteSentences(aWaste())).toEqual([
      'Q1 2026: waste 41 of 100 (41.0 %, worth €2,460.00): 30 decided late (9 since accepted), 11 undecided.',
      'Beside it: 4 accepted, but not contacted in the promised time.',
    ]);
    expect(wasteSentences(aWaste({ contacted: 0, money: null }))).toEqual([
      'Q1 2026: waste 41 of 100 (41.0 %): 30 decided late (9 since accepted), 11 undecided.',
    ]);
  });

  it('say everything that the cost rests on', () => {
    expect(costSentences(aCost())).toEqual([
      'Q1 2026: €407.24 per SQL (simple): €90,000.00 ÷ 221 SQLs, €60.00 per MQL (1,500); spend known for 90 of 90 days (1 Jan – 31 Mar 2026).',
      '€4,500.00 per customer: €90,000.00 ÷ 20 leads won in the period (a small sample).',
      '€361.99 per SQL (advanced): €80,000.00 ÷ 221 SQLs.',
      'Here lag 33 days = 31 measured (212 leads, 9 left out) + 2 promised; window 29 Nov 2025 – 26 Feb 2026; spend known for 88 of 90 days, so it is incomplete; MQL to SQL really took 5 days.',
      "€12.00 of the period's spend names no channel and is in no row.",
    ]);
  });

  it('speak of customers only where there are any', () => {
    for (const customers of [null, 0]) {
      const sentences = costSentences(aCost({}, { customers, costPerCustomer: null })).join(' ');
      expect(sentences).not.toContain('customer');
    }
  });

  it('ask for a lag where none can be measured', () => {
    const sentences = costSentences(aCost({ lagDays: null, window: null, spendDays: null }));
    expect(sentences.join(' ')).toContain('On the command line, --lag gives one.');
  });

  it('end with the zone and the instant', () => {
    const scope = { ...header, report: 'waste' } as const;
    expect(scopeSentence(scope)).toBe('Days in Europe/Paris; as of the end of 31 Mar 2026.');
    expect(scopeSentence({ ...scope, asOf: '2026-02-01T11:05:00.000Z' })).toBe(
      'Days in Europe/Paris; as of 1 Feb 2026 12:05.',
    );
  });

  it('choose units that a person would', () => {
    expect([0.5, 3.25, 47, 72, null].map(duration)).toEqual([
      '30 minutes',
      '3.3 hours',
      '47 hours',
      '3 days',
      'no data',
    ]);
    expect(percent(null)).toBe('no data');
    expect(money('123456789012345678.91', 'EUR')).toBe('€123,456,789,012,345,678.91');
    expect(money('5.00', null)).toBe('5.00');
  });

  it('stand above aligned columns on the command line, with control characters made harmless', () => {
    const { cohort, flow } = aPassRate();
    const rows = [
      { key: 'paid\nsearch\u001b[2J', cohort, flow },
      { key: null, cohort: { ...cohort, mqls: 5 }, flow },
    ];
    const lines = reportText({ ...aPassRate(), rows }).split('\n');
    expect(lines.slice(-3)).toEqual([
      '                 MQLs  accepted  cohort rate  open  waste  SQLs  period rate',
      'paid search [2J   100        14       14.0 %    21     41    10       10.0 %',
      '(none)              5        14       14.0 %    21     41    10       10.0 %',
    ]);
  });
});
