import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAKDOWNS, LEAD_LISTS } from '../../../src/reports/report-request.ts';
import { type ReportWords, readReportWords, reportWords } from '../../../src/reports/report-words.ts';
import { STAGES } from '../../../src/vocabulary.ts';

const someValue = fc
  .oneof(
    fc.constantFrom(
      'webinar',
      'spring 26',
      '<@U1>',
      'R&D',
      'a=b',
      '--by',
      'none',
      'say "hi"',
      '“x”',
      'by rep',
      '"',
    ),
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');

const someFilter = fc.oneof(someValue, fc.constantFrom(null, 'None'));

const someDate = fc.constantFrom('2026-03-31', '2024-02-29', '2025-12-01');

const someWords: fc.Arbitrary<ReportWords> = fc.record(
  {
    period: fc.constantFrom(
      'q1',
      '2026-q1',
      'last 30 days',
      'last quarter',
      '2026-01-01..2026-03-31',
      'jan 2026',
      'month to date',
      '2026',
      'W53',
    ),
    by: fc.constantFrom(...BREAKDOWNS),
    asOf: someDate,
    knownBy: someDate,
    distinct: fc.constant(true),
    sla: fc.record(
      {
        promise: fc.constantFrom('24h', '90m', '2 working days', '1 h 30 min', '24'),
        wallClock: fc.constant(true),
        hours: fc.constantFrom('Mon-Fri 09:00-18:00'),
      },
      { requiredKeys: ['promise'] },
    ),
    lagDays: fc.integer({ min: 0, max: 3650 }),
    stage: fc.constantFrom(...STAGES),
    list: fc.constantFrom(...LEAD_LISTS),
    timeZone: fc.constantFrom('Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires'),
    compare: fc.boolean(),
    filters: fc
      .record(
        { source: someFilter, campaign: someFilter, rep: someFilter, reason: someFilter },
        { requiredKeys: [] },
      )
      .filter((filters) => Object.keys(filters).length > 0),
  },
  { requiredKeys: [] },
);

function fault(text: string): string {
  try {
    readReportWords(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the words of a request', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(someWords, (words) => {
        expect(readReportWords(reportWords(words))).toEqual(words);
      }),
      { numRuns: 1000 },
    );
  });

  it('say the same in any order, however cased, with or without dashes', () => {
    const parts = [
      ['last 30 days', 'LAST 30 Days'],
      ['by source', '--by source', 'BY Source'],
      ['as of 2026-03-31', 'as-of 2026-03-31', '--as-of 2026-03-31', '—as-of 2026-03-31'],
      ['known by 2026-04-05', '--known-by 2026-04-05'],
      ['distinct', '--distinct'],
      ['lag 30', 'lag 30d', '--lag 30 days'],
      ['sla 24h', 'SLA 24h', '--sla "24h"'],
      ['wall clock', '--wall-clock', 'Wall Clock'],
      ['source=webinar', 'Source = webinar', '--source webinar', '--source=webinar'],
      ['campaign="spring 26"', 'campaign=“spring 26”', 'campaign = "spring 26"', '--campaign "spring 26"'],
    ];
    const wanted = {
      ...{ by: 'source', asOf: '2026-03-31', knownBy: '2026-04-05', distinct: true, lagDays: 30 },
      sla: { promise: '24h', wallClock: true },
      filters: { source: 'webinar', campaign: 'spring 26' },
    };
    fc.assert(
      fc.property(
        fc
          .tuple(...parts.map((ways) => fc.constantFrom(...ways)))
          .chain((said) => fc.shuffledSubarray(said, { minLength: said.length })),
        (said) => {
          const { period, ...others } = readReportWords(said.join('  '));
          expect([period?.toLowerCase(), others]).toEqual(['last 30 days', wanted]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['', {}],
    ['  ', {}],
    ['2026-01-01..2026-03-31 rep=@U1', { period: '2026-01-01..2026-03-31', filters: { rep: '@U1' } }],
    ['jan to mar by rep', { period: 'jan to mar', by: 'rep' }],
    ['source=none --rep NONE', { filters: { source: null, rep: null } }],
    ['source="none" --rep “None”', { filters: { source: 'none', rep: 'None' } }],
    ['source="  a ""b"" c "', { filters: { source: 'a "b" c' } }],
    ['sla 24 hours', { sla: { promise: '24 hours' } }],
    ['sla 2 working days q1', { sla: { promise: '2 working days' }, period: 'q1' }],
    ['hours “Mon-Fri 09:00-17:00” sla 8h', { sla: { promise: '8h', hours: 'Mon-Fri 09:00-17:00' } }],
    ['stage MQL', { stage: 'mql' }],
    ['time zone Europe/Paris', { timeZone: 'Europe/Paris' }],
    ['no compare', { compare: false }],
    ['last compare quarter', { period: 'last quarter', compare: true }],
  ])('%s', (text, words) => {
    expect(readReportWords(text)).toEqual(words);
  });

  it.each([
    ['q1 distnct', 'I do not understand "distnct". Did you mean "distinct"?'],
    ['distnct', 'I do not understand "distnct". Did you mean "distinct"?'],
    ['lst quarter', 'I do not understand "lst". Did you mean "last"?'],
    ['q1 soruce=webinar', 'There is no filter "soruce". Did you mean source?'],
    [
      'q1 source webinar',
      'I do not understand "source". Besides a period there are: by source, source=webinar',
    ],
    ['source=paid search', 'A value of several words needs quotes'],
    ['q1 by colour', 'Figures can be shown by source, campaign, rep, reason'],
    ['q1 by sources', 'Did you mean source?'],
    ['q1 by', 'After "by" something is missing. Write it as by source.'],
    ['as of soon', '"soon" is not a date. Write it as YYYY-MM-DD, such as as of 2026-03-31.'],
    ['known by 2026-02-30', '"2026-02-30" is not a date.'],
    ['as of', 'After "as of" something is missing.'],
    ['lag many', '"many" is not a lag. Give whole days, such as lag 30.'],
    ['stage mqls', '"mqls" is not a stage. Did you mean mql?'],
    ['zone Mars/Olympus', '"Mars/Olympus" is not a time zone.'],
    ['source= ', 'After source= comes a value; source=none is for those without one.'],
    ['source=a source=b', '"source=" is said twice.'],
    ['by rep by source', '"by" is said twice.'],
    ['wall clock', 'need a promise, such as sla 24h wall clock.'],
    ['soon', '"soon" is not a period. Try q1'],
    ['2026-02-30', 'There is no day 2026-02-30'],
    ['2026-03-01..2026-01-01', 'ends before it begins'],
    ['q1 2026 spring', 'I do not understand "spring".'],
    ['__proto__ q1', 'I do not understand "__proto__".'],
    ['constructor', '"constructor" is not a period'],
  ])('%s is refused with what to say instead', (text, message) => {
    expect(fault(text)).toContain(message);
  });

  it('never fail otherwise than with a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom(
                'by',
                'as',
                'of',
                'q1',
                '=',
                '"',
                'source=',
                '“',
                'sla',
                '24',
                'hours',
                '--',
                'lag',
                'x',
              ),
            )
            .map((some) => some.join(' ')),
        ),
        (text) => {
          try {
            readReportWords(text);
          } catch (error) {
            expect((error as Error).name).toBe('InvalidInputError');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
