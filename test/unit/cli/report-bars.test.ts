import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartText } from '../../../src/cli/report-bars.ts';
import type { ReportChart } from '../../../src/reports/report-chart.ts';

const aChart = (over: Partial<ReportChart>): ReportChart => ({
  title: 'Waste by source',
  kind: 'bar',
  unit: 'count',
  categories: ['ads', 'webinar'],
  series: [{ name: 'Waste', values: [24, 1] }],
  leftOut: 0,
  ...over,
});

describe('bars', () => {
  it('are as long as their figures, and stand in columns', () => {
    const series = [
      { name: 'MQLs', values: [24, 12] },
      { name: 'SQLs', values: [3, 0] },
    ];
    expect(chartText(aChart({ series }), null).split('\n')).toEqual([
      'Waste by source',
      `ads      MQLs  ${'█'.repeat(24)}  24`,
      `         SQLs  ${'█'.repeat(3)}${' '.repeat(21)}  3`,
      `webinar  MQLs  ${'█'.repeat(12)}${' '.repeat(12)}  12`,
      `         SQLs  ${' '.repeat(24)}  0`,
    ]);
  });

  it('say rates and money as the rows do', () => {
    const rates = aChart({ unit: 'percent', series: [{ name: 'Rate', values: [50, 12.5] }] });
    expect(chartText(rates, null)).toMatch(/50\.0 %[\s\S]*12\.5 %/);
    const costs = aChart({ unit: 'money', series: [{ name: 'Cost', values: [181.82, 20] }] });
    expect(chartText(costs, 'EUR')).toMatch(/€181\.82[\s\S]*€20\.00/);
  });

  it('show whatever is more than nothing, and never grow longer than the longest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (values) => {
          const categories = values.map((_, index) => `c${index}`);
          const lines = chartText(aChart({ categories, series: [{ name: 'x', values }] }), null)
            .split('\n')
            .slice(1);
          for (const [index, line] of lines.entries()) {
            const length = line.match(/[▏▎▍▌▋▊▉█]/g)?.length ?? 0;
            expect(length > 0).toBe((values[index] ?? 0) > 0);
            expect(length).toBeLessThanOrEqual(24);
          }
        },
      ),
    );
  });

  it('keep names from outside on their line', () => {
    const text = chartText(aChart({ categories: ['a\nb\u001b[2J', 'x'.repeat(99)] }), null);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('…');
  });
});
