import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { addDays } from '../../../src/lib/local-date.ts';
import { runReport } from '../../../src/reports/report.ts';
import { recordSpend } from '../../../src/spend/record-spend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const Q1 = { name: 'cost', period: '2026-q1', lagDays: 33 } as const;
const names = fc.constantFrom(undefined, 'Ads', ' ads ', 'ÖFFI', 'öffi', 'web', 'radio');

/** Entries that begin and end around the quarter and around the window 33 days before it, in odd amounts. */
const someSpend = fc.array(
  fc.record({
    begin: fc.integer({ min: -60, max: 95 }),
    days: fc.integer({ min: 1, max: 45 }),
    cents: fc.integer({ min: -20_000, max: 1_000_000 }),
    channel: names,
    campaign: names,
  }),
  { minLength: 1, maxLength: 12 },
);

await forEachDatabase('the rows of a cost report', (database) => {
  async function withLeads() {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    ctx.clock.set('2026-06-01T12:00:00Z');
    const sources = ['ADS', 'öffi', 'web', undefined];
    await recordStageChanges(
      ctx,
      sources.flatMap(
        (source, index) =>
          aLeadStory(`L${index}`, source ? { source, campaign: source } : {})
            .mql('2026-01-05T00:00Z')
            .sql('2026-02-10T00:00Z')
            .enters('won', '2026-03-10T00:00Z').facts,
      ),
    );
    return ctx;
  }

  it('and what is in none add up to the total, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(someSpend, fc.constantFrom('source', 'campaign'), async (entries, by) => {
        const ctx = await withLeads();
        await record(ctx, entries);
        const answer = await runReport(ctx, { ...Q1, by: by as 'source' | 'campaign' });
        const rows = answer.rows ?? [];
        const simple = [answer.unallocated, ...rows.map((row) => row.simple.spend)];
        const advanced = [answer.unallocatedAdvanced ?? '', ...rows.map((row) => row.advanced.spend ?? '')];
        expect(sumOfCents(simple)).toBe(cents(answer.simple.spend));
        expect(sumOfCents(advanced)).toBe(cents(answer.advanced.spend ?? ''));
        for (const count of ['mqls', 'sqls', 'customers'] as const) {
          expect(rows.reduce((sum, row) => sum + (row.simple[count] ?? 0), 0)).toBe(answer.simple[count]);
        }
        const keys = rows.map(({ key }) => key?.toLowerCase());
        expect(new Set(keys).size).toBe(keys.length);
        for (const row of rows) {
          const exact = exactSpend(entries, by === 'source' ? 'channel' : 'campaign', row.key);
          expect(Math.abs(Number(row.simple.spend) - exact)).toBeLessThan(0.0101);
        }
      }),
      { numRuns: 20 },
    );
  });
});

interface Entry {
  begin: number;
  days: number;
  cents: number;
  channel: string | undefined;
  campaign: string | undefined;
}

function record(ctx: Context, entries: readonly Entry[]) {
  return recordSpend(
    ctx,
    entries.map(({ begin, days, cents: amount, channel, campaign }, index) => {
      const fromOn = addDays('2026-01-01', begin);
      const toOn = addDays(fromOn, days - 1);
      return { spendKey: `${index}`, fromOn, toOn, amount: (amount / 100).toFixed(2), channel, campaign };
    }),
  );
}

/** By hand: each entry evenly over its days, those of the quarter (90 days) counted. */
function exactSpend(entries: readonly Entry[], field: 'channel' | 'campaign', key: string | null): number {
  if (key === null) return 0;
  const mine = entries.filter((entry) => entry[field]?.trim().toLowerCase() === key.toLowerCase());
  return mine.reduce((sum, { begin, days, cents: amount }) => {
    const within = Math.max(0, Math.min(begin + days, 90) - Math.max(begin, 0));
    return sum + (amount / 100) * (within / days);
  }, 0);
}

function cents(amount: string): number {
  return Math.round(Number(amount) * 100);
}

function sumOfCents(amounts: readonly string[]): number {
  return amounts.reduce((sum, amount) => sum + cents(amount), 0);
}
