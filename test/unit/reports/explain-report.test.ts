import { describe, expect, it } from 'vitest';
import { REPORT_NAMES } from '../../../src/reports/report-request.ts';
import { divided } from '../../../src/reports/sentences/arithmetic.ts';
import { explainReport } from '../../../src/reports/sentences/explain-report.ts';
import { acceptedTerm, handedOverTerm } from '../../../src/reports/sentences/terms.ts';
import { ANSWERS } from '../../messages/answers.ts';

const VARIANTS = ['normal', 'noData', 'small', 'many'] as const;

describe('how a report is counted', () => {
  it.each(REPORT_NAMES)('%s is defined and calculated with the numbers of the answer', (name) => {
    for (const variant of VARIANTS) {
      const sentences = explainReport(ANSWERS[name][variant]);
      expect(sentences.length).toBeGreaterThanOrEqual(4);
      expect(sentences.length).toBeLessThanOrEqual(14);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^\S.*\.$/);
        expect(sentence).not.toMatch(/NaN|Infinity|undefined|null/);
      }
    }
  });

  it('shows each division as it is and as it is shown', () => {
    expect(divided([180, acceptedTerm], [1204, handedOverTerm])).toBe(
      '180 accepted ÷ 1,204 handed over = 14.95 %, shown as 15.0 %.',
    );
    expect(divided([1, acceptedTerm], [2, handedOverTerm])).toBe('1 accepted ÷ 2 handed over = 50.0 %.');
    expect(divided([0, acceptedTerm], [0, handedOverTerm])).toBe(
      '0 accepted ÷ 0 handed over: nothing to divide by, so there is no data.',
    );
  });

  it('adds up', () => {
    expect(explainReport(ANSWERS['pass-rate'].normal)).toEqual([
      expect.stringContaining('The cohort pass rate takes the MQLs handed over in the period'),
      expect.stringContaining('The period rate takes what was accepted in the period'),
      'Cohort: 60 accepted ÷ 120 handed over = 50.0 %.',
      'Cohort: 120 MQLs = 60 accepted + 20 rejected + 14 recycled + 2 withdrawn + 24 open.',
      'Of those decided: 60 accepted ÷ 94 accepted, rejected or recycled = 63.83 %, shown as 63.8 %.',
      'Period: 66 SQLs ÷ 120 MQLs = 55.0 %.',
      '5 SQLs without MQL count in neither rate.',
      'The window is from 1 Jan 2026 00:00 up to, but without, 1 Apr 2026 00:00 (Europe/Paris); what happened until 16 Feb 2026 09:00 counts.',
      'A lead handed over twice counts twice.',
      'Fewer than 30 are called a small sample.',
    ]);
    const { normal } = ANSWERS.waste;
    const asked = {
      ...normal,
      distinct: true as const,
      knownBy: '2026-02-01',
      filters: { source: 'ads', rep: 'U1', repName: 'Ada' },
    };
    expect(explainReport(asked)).toEqual(
      expect.arrayContaining([
        '41 waste = 30 decided late + 11 undecided. 41 waste ÷ 120 MQLs handed over = 34.17 %, shown as 34.2 %.',
        'Only source ads, rep Ada counts, compared whatever the case.',
        'What was learnt after 2026-02-01 does not count.',
        'Each lead counts once, by its accepted handoff or else its last.',
      ]),
    );
  });
});
