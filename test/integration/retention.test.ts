import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { queryRows } from '../../src/db/client.ts';
import { deliveries, leads, stageChanges } from '../../src/db/schema.ts';
import { eraseLead } from '../../src/leads/erase-lead.ts';
import { countSilentLeads, eraseSilentLeads } from '../../src/leads/erase-silent-leads.ts';
import { excuseBreach } from '../../src/leads/excuse-breach.ts';
import { listQueue } from '../../src/leads/lead-card.ts';
import { mergeLeads } from '../../src/leads/merge-leads.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { verifyLedger } from '../../src/leads/verify-ledger.ts';
import { saveKeptMonths } from '../../src/team/save-kept-months.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { as, aWorkspace, listHandoffs, type TestWorkspace } from '../support/workspaces.ts';

const DAY = 24 * 60 * 60_000;
const ADA = { name: 'Ada Park', email: 'ada@acme.test', source: 'fair', attributes: { hobby: 'chess' } };

/** Every row of the workspace, whichever its table. */
async function everything({ db, workspaceId }: TestWorkspace): Promise<unknown> {
  const tables = await queryRows<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    rows[name] = await queryRows(
      db,
      sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} as t
          where workspace_id = ${workspaceId} order by 1`,
    );
  }
  return rows;
}

/** Where one of Ada's words still stands. */
async function wordsLeft(ctx: TestWorkspace): Promise<string[]> {
  const texts = JSON.stringify(await everything(ctx)).split(',');
  return texts.filter((text) => /Ada|chess|acme/.test(text));
}

const namesOf = async ({ db, workspaceId }: TestWorkspace) => {
  const rows = await db.select().from(leads).where(eq(leads.workspaceId, workspaceId)).orderBy(leads.leadId);
  return rows.map(({ name }) => name);
};

await forEachDatabase('a lead that was erased', (database) => {
  it('is changed by no second run, and what is reported of it later is counted without a name', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [
      aStage('mql', at(0), { lead: ADA, note: 'met her at chess', reported: 'Ada called' }),
    ]);
    expect(await eraseLead(ctx, 'L-1', 'request')).toMatchObject({ outcome: 'erased' });
    const before = await everything(ctx);
    expect(await eraseLead(ctx, 'L-1', 'request')).toMatchObject({
      ...{ outcome: 'erased before', updated: 0, cancelled: 0, files: 0 },
    });
    expect(await everything(ctx)).toEqual(before);

    ctx.clock.advance(hours(1));
    await recordStageChanges(ctx, [
      aStage('sql', at(minutes(30)), { lead: ADA, note: 'chess', reported: 'Ada agreed' }),
      aStage('mql', at(minutes(40)), { lead: { ...ADA, source: 'web' } }),
    ]);
    const handoffs = await listHandoffs(ctx, 'L-1');
    expect(
      handoffs.map(({ state, source, alerting, nextAlertAt }) => [state, source, alerting, nextAlertAt]),
    ).toEqual([
      ['accepted', 'fair', false, null],
      ['open', 'web', false, null],
    ]);
    expect(await wordsLeft(ctx)).toEqual([]);
    expect(await listQueue(ctx, { limit: 10 })).toEqual({ total: 0, cards: [] });
    expect((await verifyLedger(ctx)).examples).toEqual([]);
    expect(await ctx.db.select().from(deliveries).where(eq(deliveries.workspaceId, ctx.workspaceId))).toEqual(
      [],
    );
  });

  it('takes nothing personal in from a lead that is merged into it', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [
      aStage('mql', at(0), { lead: ADA }),
      aStage('mql', at(1), { leadId: 'L-2', lead: ADA, note: 'chess' }),
    ]);
    const manager = as(ctx, 'UMANAGER', { isManager: true });
    ctx.clock.advance(hours(30));
    const [second] = await listHandoffs(ctx, 'L-2');
    await excuseBreach(manager, { handoffId: second?.handoffId ?? '', reason: 'Ada was ill' });
    await eraseLead(ctx, 'L-1', 'request');
    await mergeLeads(ctx, { origin: 'crm', from: 'L-2', into: 'L-1', occurredAt: at(2) });
    expect(await wordsLeft(ctx)).toEqual([]);
    expect((await verifyLedger(ctx)).examples).toEqual([]);
  });

  it('keeps what was chosen from a list', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [
      aStage('mql', at(0)),
      aStage('rejected', at(1), { reason: 'no_budget', note: 'her own words' }),
    ]);
    await eraseLead(ctx, 'L-1', 'crm');
    const facts = await ctx.db
      .select()
      .from(stageChanges)
      .where(eq(stageChanges.workspaceId, ctx.workspaceId));
    expect(facts.map(({ stage, reason, note }) => [stage, reason, note])).toContainEqual([
      ...['rejected', 'no_budget', null],
    ]);
  });

  it('is erased by admins only; one that is not there stays unknown', async () => {
    const ctx = await aWorkspace(database());
    const manager = as(ctx, 'UMANAGER', { isManager: true });
    await expect(eraseLead(manager, 'L-1', 'request')).rejects.toThrow('Only admins');
    expect(await eraseLead(ctx, 'L-1', 'request')).toMatchObject({ outcome: 'unknown' });
  });
});

/** Leads of which something happened so many days after the start; the clock stands months later. */
async function aYearOfLeads(ctx: TestWorkspace): Promise<void> {
  const facts = [0, 1, 2].map((day) =>
    aStage('lead', at(day * DAY), { leadId: `L-${day}`, lead: { name: `Lead ${day}` } }),
  );
  ctx.clock.advance(3 * DAY);
  await recordStageChanges(ctx, facts);
}

await forEachDatabase('retention', (database) => {
  it('erases at night what is older than the months kept, from the night after it was set', async () => {
    const ctx = await aWorkspace(database());
    await aYearOfLeads(ctx);
    expect(await eraseSilentLeads(ctx)).toBe(0);
    // Noon of 5 February: tonight the lead of 09:00 on 5 January is a month old, and that of the 6th is not.
    ctx.clock.set('2026-02-05T12:00:00Z');
    expect(await countSilentLeads(ctx, 1)).toBe(1);
    await saveKeptMonths(ctx, 1);
    expect(await eraseSilentLeads(ctx)).toBe(0);
    ctx.clock.set('2026-02-06T02:59:00Z');
    expect(await eraseSilentLeads(ctx)).toBe(0);
    ctx.clock.set('2026-02-06T03:00:00Z');
    expect(await eraseSilentLeads(ctx)).toBe(1);
    expect(await namesOf(ctx)).toEqual([null, 'Lead 1', 'Lead 2']);
    // A night that nobody ran is made up for.
    ctx.clock.set('2026-02-08T17:00:00Z');
    expect(await eraseSilentLeads(ctx)).toBe(2);
    expect(await eraseSilentLeads(ctx)).toBe(0);
    expect((await verifyLedger(ctx)).examples).toEqual([]);
  });
});

await forServerDatabase('two processes', (database) => {
  it('erase each lead once', async () => {
    const ctx = await aWorkspace(database());
    const facts = Array.from({ length: 450 }, (_, index) =>
      aStage('mql', at(0), { leadId: `L-${index}`, lead: { name: `Lead ${index}` } }),
    );
    await recordStageChanges(ctx, facts);
    await saveKeptMonths(ctx, 2);
    ctx.clock.set('2026-06-01T12:00:00Z');
    const erased = await Promise.all([eraseSilentLeads(ctx), eraseSilentLeads(ctx), eraseSilentLeads(ctx)]);
    expect(erased.reduce((sum, count) => sum + count, 0)).toBe(450);
    expect(new Set(await namesOf(ctx))).toEqual(new Set([null]));
    const [audited] = await queryRows<{ count: number }>(
      ctx.db,
      sql`select count(*)::int as count from audit_log
          where workspace_id = ${ctx.workspaceId} and action = 'lead erased'`,
    );
    expect(audited?.count).toBe(450);
    expect((await verifyLedger(ctx)).differences).toBe(0);
  });
});
