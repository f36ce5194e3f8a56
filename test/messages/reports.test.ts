import { describe, expect, test } from 'vitest';
import { REPORT_NAMES } from '../../src/reports/report-request.ts';
import { reportMessage } from '../../src/slack/messages/report-message.ts';
import { ANSWERS } from './answers.ts';
import { asLines } from './as-lines.ts';
import { expectShown } from './expect-shown.ts';

describe.each(REPORT_NAMES)('the report %s', (name) => {
  const variants = Object.entries({
    'as usual': ANSWERS[name].normal,
    'without data': ANSWERS[name].noData,
    'from a small sample': ANSWERS[name].small,
    'with more rows than fit': ANSWERS[name].many,
  }).filter(([title, answer]) => title === 'as usual' || answer !== ANSWERS[name].normal);

  test.each(variants)('%s', (_, answer) => {
    const message = reportMessage(answer, {
      asked: { name, text: 'q1' },
      share: true,
      schedule: true,
    });
    expectShown('response', message);
  });
});

describe('a report', () => {
  test('that names people has no Share button', () => {
    expect(asLines(reportMessage(ANSWERS.reps.normal))).not.toContain('Share');
  });

  test('says how many rows it does not show', () => {
    const message = reportMessage(ANSWERS.leads.many);
    const table = message.blocks.find((block) => block.type === 'table');
    const shown = (table?.rows.length ?? 0) - 1;
    expect(shown).toBeGreaterThanOrEqual(10);
    expect(asLines(message)).toContain(`${60 - shown} more rows not shown`);
  });
});
