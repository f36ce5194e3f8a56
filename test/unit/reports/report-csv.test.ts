import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../src/reports/report-csv.ts';
import { ANSWERS } from '../../messages/answers.ts';

const rowsOf = (file: string | undefined): Record<string, string>[] =>
  parse(file ?? '', { bom: true, columns: true });

describe('the rows of an answer as a file', () => {
  it('have the names and figures of the JSON, money and rates as numbers', () => {
    const [row] = rowsOf(reportCsv(ANSWERS.sources.normal));
    expect(row).toMatchObject({ key: 'paid_search', 'cohort.mqls': '120', 'cohort.passRate': '0.5' });
    expect(row).toMatchObject({ 'cost.spend': '12000', 'cost.costPerSql': '181.82' });
    expect(Object.keys(row ?? {})).not.toContain('cost');
  });

  it('tell instants in the zone that their column names', () => {
    const [lead] = rowsOf(reportCsv(ANSWERS.leads.normal));
    expect(lead).toMatchObject({ leadId: 'L-77', 'mqlAt (Europe/Paris)': '2026-01-05 10:00' });
  });

  it('are all there, however many are shown', () => {
    expect(rowsOf(reportCsv(ANSWERS.leads.many))).toHaveLength(60);
    expect(rowsOf(reportCsv(ANSWERS.reps.many))).toHaveLength(60);
  });

  it('are none where there is no row, but a list of leads has its columns still', () => {
    expect(reportCsv(ANSWERS.velocity.normal)).toBeUndefined();
    expect(reportCsv(ANSWERS.leads.noData)).toMatch(/^\uFEFFleadId,name,company.*\r\n$/);
  });

  it('name reps where they are told by id', () => {
    const { report: _, ...figures } = ANSWERS.waste.normal;
    const answer = {
      ...ANSWERS.waste.normal,
      repNames: { U1: '=Ada' },
      rows: [{ key: 'U1', ...figures }],
    };
    expect(rowsOf(reportCsv(answer))[0]).toMatchObject({ key: 'U1', name: "'=Ada", waste: '41' });
  });
});
