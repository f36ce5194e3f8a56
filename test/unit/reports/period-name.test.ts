import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../src/reports/period.ts';
import { formatInstant } from '../../../src/reports/sentences/dates.ts';
import { periodName } from '../../../src/reports/sentences/period-name.ts';
import { promiseName } from '../../../src/reports/sentences/promise-name.ts';
import { speaking, type Voice } from '../../../src/words/voice.ts';

const GERMAN: Voice = {
  language: 'de',
  catalogue: {
    'any time': 'jederzeit',
    '{days} (month to date)': '{days} (Monat bis heute)',
    '{days} (half to date)': '{days} (Halbjahr bis heute)',
    '{count, plural, one {Last day} other {Last # days}}, today included':
      '{count, plural, one {Letzter Tag} other {Letzte # Tage}}, heute inbegriffen',
    'Week {week} {year}': 'KW {week}/{year}',
    'FY{year}': 'GJ {year}',
    '{count, plural, one {# working day} other {# working days}}':
      '{count, plural, one {# Arbeitstag} other {# Arbeitstage}}',
    '{count, plural, one {# hour} other {# hours}} around the clock':
      '{count, plural, one {# Stunde} other {# Stunden}} rund um die Uhr',
  },
  stageNames: {},
};

const now = new Date('2026-02-10T12:00:00Z');

const PERIODS: [typed: string, fiscalYearStart: number, english: string, german: string][] = [
  ['2026-01-05', 1, '5 Jan 2026', '5. Jan. 2026'],
  ['2025-09', 1, 'Sep 2025', 'Sept. 2025'],
  ['q1', 1, 'Q1 2026', 'Q1 2026'],
  ['h2 2025', 1, 'H2 2025', 'H2 2025'],
  ['2026', 1, '2026', '2026'],
  ['q1', 4, 'FY2026 Q1 (1 Apr – 30 Jun 2025)', 'Q1 GJ 2026 (1. Apr. – 30. Juni 2025)'],
  ['2026', 4, 'FY2026 (1 Apr 2025 – 31 Mar 2026)', 'GJ 2026 (1. Apr. 2025 – 31. März 2026)'],
  ['2026-w05', 1, 'Week 5 2026 (26 Jan – 1 Feb 2026)', 'KW 5/2026 (26. Jan. – 1. Feb. 2026)'],
  [
    'last 30 days',
    1,
    'Last 30 days, today included (12 Jan – 10 Feb 2026)',
    'Letzte 30 Tage, heute inbegriffen (12. Jan. – 10. Feb. 2026)',
  ],
  ['1d', 1, 'Last day, today included (10 Feb 2026)', 'Letzter Tag, heute inbegriffen (10. Feb. 2026)'],
  ['month to date', 1, '1 – 10 Feb 2026 (month to date)', '1.–10. Feb. 2026 (Monat bis heute)'],
  ['half to date', 1, '1 Jan – 10 Feb 2026 (half to date)', '1. Jan. – 10. Feb. 2026 (Halbjahr bis heute)'],
  ['2025-12-20..2026-01-05', 1, '20 Dec 2025 – 5 Jan 2026', '20. Dez. 2025 – 5. Jan. 2026'],
];

describe('what a period is called', () => {
  it.each(PERIODS)(
    '“%s” of a year that begins in month %i: %s, %s',
    (typed, fiscalYearStart, english, german) => {
      const period = parsePeriod(typed, { now, timeZone: 'Europe/Berlin', fiscalYearStart });
      expect(period.label).toBe(english);
      expect(periodName(period)).toBe(english);
      const label = speaking(GERMAN, () => {
        // Whoever asks: the label itself is English.
        expect(parsePeriod(typed, { now, timeZone: 'Europe/Berlin', fiscalYearStart }).label).toBe(english);
        return periodName(period).replaceAll(/\p{Zs}/gu, ' ');
      });
      expect(label).toBe(german);
    },
  );

  it('is left as it is where nobody knows it', () => {
    expect(
      speaking(GERMAN, () =>
        ['any time', 'the Olympics', '3 Foo 2026'].map((label) => periodName({ label })),
      ),
    ).toEqual(['jederzeit', 'the Olympics', '3 Foo 2026']);
  });
});

it('instants and promises are said in the reader’s language', () => {
  const said = () => [
    formatInstant('2026-09-30T22:05:00Z', 'Europe/Berlin'),
    ...['1 working day', '24 hours around the clock', 'several'].map(promiseName),
  ];
  expect(said()).toEqual(['1 Oct 2026 00:05', '1 working day', '24 hours around the clock', 'several']);
  expect(speaking(GERMAN, said)).toEqual([
    '1. Okt. 2026, 00:05',
    '1 Arbeitstag',
    '24 Stunden rund um die Uhr',
    'several',
  ]);
});
