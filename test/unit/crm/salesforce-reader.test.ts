import { expect, it } from 'vitest';
import type { Rest } from '../../../src/crm/rest.ts';
import { createSalesforceReader } from '../../../src/crm/salesforce-reader.ts';

const BEGAN = Date.parse('2026-01-05T09:00:00Z');

it('the history of Salesforce is read to its end, with what was saved late', async () => {
  const rows = Array.from({ length: 450 }, (_, index) => aRow(index, BEGAN + 1000 * index));
  const rest: Rest = {
    async request(_method, path) {
      const soql = new URL(path, 'https://salesforce.test').searchParams.get('q') ?? '';
      if (!soql.includes('LeadHistory')) return { records: [] };
      const [, at = '', , , id = ''] =
        /CreatedDate (?:>=|>) (\S+?)( OR \(CreatedDate = (\S+) AND Id > '(\w+)'\)\))?(?: |$)/.exec(soql) ??
        [];
      const since = new Date(at).getTime();
      const found = rows
        .filter(({ at: changedAt, Id }) => changedAt > since || (changedAt === since && (!id || Id > id)))
        .toSorted((a, b) => a.at - b.at || (a.Id < b.Id ? -1 : 1));
      return { records: found.slice(0, 200).map(({ at: _, ...row }) => row) };
    },
  };
  const reader = createSalesforceReader(rest, { options: {}, fields: {} });
  let cursor: Parameters<typeof reader.read>[0] = null;
  const readAll = async () => {
    const seen = new Set<string>();
    for (;;) {
      const page = await reader.read(cursor, new Date(BEGAN));
      for (const { leadId } of page.events) seen.add(leadId);
      cursor = page.cursor;
      if (!page.hasMore) return seen;
    }
  };
  expect((await readAll()).size).toBe(450);
  rows.push(aRow(450, BEGAN + 440_000));
  expect(await readAll()).toContain('00Q450');
});

function aRow(index: number, at: number) {
  const CreatedDate = new Date(at).toISOString().replace('Z', '+0000');
  return {
    at,
    Id: `017${String(index).padStart(12, '0')}`,
    LeadId: `00Q${index}`,
    NewValue: 'Open',
    CreatedDate,
  };
}
