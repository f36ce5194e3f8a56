import { and, eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { handoffs, leads, stageChanges } from '../../src/db/schema.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { verifyLedger } from '../../src/leads/verify-ledger.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aStage, at, hours } from '../support/facts.ts';
import { someNewFacts } from '../support/some-facts.ts';
import { aWorkspace } from '../support/workspaces.ts';

async function aDayLater(database: Database) {
  const ctx = await aWorkspace(database);
  ctx.clock.advance(hours(24));
  return ctx;
}

await forEachDatabase('verifying', (database) => {
  it('finds nothing after any history, in whatever batches it came', async () => {
    await fc.assert(
      fc.asyncProperty(someNewFacts(), fc.integer({ min: 1, max: 5 }), async (facts, size) => {
        const ctx = await aDayLater(database());
        for (let start = 0; start < facts.length; start += size) {
          await recordStageChanges(ctx, facts.slice(start, start + size));
        }
        const { differences, examples } = await verifyLedger(ctx);
        expect({ differences, examples }).toEqual({ differences: 0, examples: [] });
      }),
      { numRuns: 12 },
    );
  });

  it('names every table, row and column that says something else than the facts', async () => {
    const ctx = await aDayLater(database());
    const stages = ['L-1', 'L-2', 'L-3', 'L-4'].flatMap((leadId) => [
      aStage('mql', at(0), { leadId }),
      aStage('sql', at(hours(2)), { leadId }),
    ]);
    await recordStageChanges(ctx, stages);
    expect(await verifyLedger(ctx)).toMatchObject({ leads: 4, facts: 8, handoffs: 4, differences: 0 });
    const of = (table: typeof leads | typeof handoffs | typeof stageChanges, leadId: string) =>
      and(eq(table.workspaceId, ctx.workspaceId), eq(table.leadId, leadId));
    await ctx.db.update(leads).set({ stage: 'won' }).where(of(leads, 'L-1'));
    await ctx.db.update(handoffs).set({ state: 'rejected' }).where(of(handoffs, 'L-2'));
    await ctx.db.delete(handoffs).where(of(handoffs, 'L-3'));
    await ctx.db.delete(stageChanges).where(of(stageChanges, 'L-4'));
    const { differences, examples } = await verifyLedger(ctx);
    expect(examples.map(({ leadId, where }) => `${leadId} ${where}`)).toEqual([
      'L-1 leads.stage',
      'L-2 handoffs.state',
      'L-3 handoffs, a row missing',
      'L-4 leads',
    ]);
    expect(differences).toBe(4);
    expect(examples[0]).toMatchObject({ stored: 'won', ledger: 'sql' });
  });

  it('finds facts of which nobody made a lead', async () => {
    const ctx = await aDayLater(database());
    await recordStageChanges(ctx, [aStage('mql', at(0))]);
    await ctx.db.execute(sql`delete from ${leads} where workspace_id = ${ctx.workspaceId}`);
    expect((await verifyLedger(ctx)).examples.map(({ where }) => where)).toEqual([
      'leads',
      'handoffs, a row missing',
    ]);
  });
});
