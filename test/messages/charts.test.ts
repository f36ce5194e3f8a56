import { describe, expect, test } from 'vitest';
import type { ReportAnswer } from '../../src/reports/report.ts';
import type { Trend } from '../../src/reports/trend.ts';
import { withoutCharts } from '../../src/slack/messages/chart-block.ts';
import { reportMessage } from '../../src/slack/messages/report-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { ANSWERS } from './answers.ts';
import { asLines } from './as-lines.ts';
import { exhibit, expectShown } from './expect-shown.ts';

const BUTTONS = { asked: { name: 'summary' as const, text: 'q1' }, share: true, schedule: true };

function aTrend(points: number): Trend {
  return {
    unit: 'month',
    points: Array.from({ length: points }, (_, index) => ({
      label: `Month ${index + 1}`,
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      mqls: 40 + index,
      accepted: 10,
      waste: 5,
      sqls: 12,
      passRate: 10 / (40 + index),
    })),
  };
}

const chartOf = (answer: ReportAnswer) =>
  reportMessage(answer, BUTTONS).blocks.find((block) => block.type === 'data_visualization');

function passRatesOf(keys: (string | null)[]): ReportAnswer {
  const { report: _, ...figures } = ANSWERS['pass-rate'].normal;
  return { ...ANSWERS['pass-rate'].normal, by: 'source', rows: keys.map((key) => ({ key, ...figures })) };
}

describe('a chart', () => {
  test('of a trend stands below the sentence that says the same', () => {
    const message = reportMessage({ ...ANSWERS.summary.normal, trend: aTrend(3) }, BUTTONS);
    expect(message.blocks.slice(0, 3).map((block) => block.type)).toEqual([
      'header',
      'rich_text',
      'data_visualization',
    ]);
    expectShown('response', message);
  });

  test('of a breakdown compares its rows', () => {
    expectShown('response', reportMessage(passRatesOf(['ads', 'web', null]), BUTTONS));
  });

  test.each([
    ['the trend of twenty months', { ...ANSWERS.summary.normal, trend: aTrend(20) }],
    ['sixty rows', { ...ANSWERS.waste.many, by: 'source' as const }],
    [
      'names alike at their beginning',
      passRatesOf(['a-very-long-campaign-name-1', 'a-very-long-campaign-name-2']),
    ],
    ['blank and hostile names', passRatesOf(['\u202e\u0000', '   ', null, '<!channel>', '(none)'])],
  ])('keeps Slack’s limits with %s', (_, answer) => {
    expect(chartOf(answer)).toBeDefined();
    expect(slackFaults('message', reportMessage(answer, BUTTONS))).toEqual([]);
    exhibit('message', reportMessage(answer, BUTTONS));
  });

  test('says how many rows it leaves out, and draws no row without data', () => {
    const many = asLines(reportMessage({ ...ANSWERS.waste.many, by: 'source' }, BUTTONS));
    expect(many).toContain('Not drawn, but counted: 48 rows.');
    const { cohort } = ANSWERS['pass-rate'].normal;
    const answer = passRatesOf(['ads', 'web', 'fair']);
    if (answer.report !== 'pass-rate') throw new Error('not a pass rate');
    const rows = (answer.rows ?? []).map((row, index) =>
      index === 0 ? { ...row, cohort: { ...cohort, passRate: null } } : row,
    );
    expect(JSON.stringify(chartOf({ ...answer, rows }))).not.toContain('ads');
  });

  test('is not drawn of one row, nor of a list', () => {
    expect(chartOf(passRatesOf(['ads']))).toBeUndefined();
    expect(chartOf(ANSWERS.leads.many)).toBeUndefined();
  });

  test('left out, everything else stays', () => {
    const message = reportMessage({ ...ANSWERS.summary.normal, trend: aTrend(3) }, BUTTONS);
    const plain = withoutCharts(message);
    expect(plain.text).toBe(message.text);
    expect(slackFaults('response', plain)).toEqual([]);
    const isDrawn = (block: (typeof message.blocks)[number]) => block.type === 'data_visualization';
    const at = message.blocks.findIndex(isDrawn);
    expect(plain.blocks.toSpliced(at, 1)).toEqual(message.blocks.toSpliced(at, 1));
    expect(asLines({ blocks: plain.blocks.slice(at, at + 1) })).toMatchInlineSnapshot(`
      "text: 

      MQLs, SQLs and waste by month
      Month 1: MQLs 40, SQLs 12, Waste 5
      Month 2: MQLs 41, SQLs 12, Waste 5
      Month 3: MQLs 42, SQLs 12, Waste 5"
    `);
  });

  test('of rows left out takes along what is said of it, since the rows say it all', () => {
    const plain = withoutCharts(reportMessage({ ...ANSWERS.waste.many, by: 'source' }, BUTTONS));
    expect(asLines(plain)).not.toContain('drawn');
    expect(plain.blocks.map((block) => block.type)).toEqual([
      ...['header', 'rich_text', 'table', 'context', 'actions'],
    ]);
  });
});
