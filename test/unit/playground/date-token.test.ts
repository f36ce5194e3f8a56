import { expect, test } from 'vitest';
import { dateTokenText } from '../../../src/playground/render/date-token.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const FORMAT = '{date_short_pretty}, {time} ({ago})';

const shown = (at: string, locale?: string) =>
  dateTokenText(FORMAT, new Date(at), 'Europe/Berlin', NOW, locale);

test('a date token is in the language of the reader’s Slack, as Slack itself has it', () => {
  expect(shown('2026-01-05T10:00:00Z')).toBe('today, 11:00 (in 1 hour)');
  expect(shown('2026-01-04T09:00:00Z', 'de-DE')).toBe('gestern, 10:00 (gestern)');
  expect(shown('2026-01-06T09:00:00Z', 'ja-JP')).toBe('明日, 10:00 (明日)');
  expect(shown('2025-12-24T09:00:00Z', 'fr-FR')).toBe('24 déc. 2025, 10:00 (il y a 12 jours)');
});
