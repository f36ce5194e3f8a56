import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { importSpendCommand } from '../../src/cli/import-spend-command.ts';
import type { Context } from '../../src/context.ts';
import { auditLog, spend } from '../../src/db/schema.ts';
import { runReport } from '../../src/reports/report.ts';
import { addSpend } from '../../src/spend/add-spend.ts';
import { changeSpend } from '../../src/spend/change-spend.ts';
import { deleteSpend } from '../../src/spend/delete-spend.ts';
import { findSpend } from '../../src/spend/find-spend.ts';
import { cursorOf, listSpend } from '../../src/spend/list-spend.ts';
import { recordSpend } from '../../src/spend/record-spend.ts';
import { spendVersion } from '../../src/spend/spend-entry.ts';
import { sumSpend } from '../../src/spend/sum-spend.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { as, aWorkspace } from '../support/workspaces.ts';

const JANUARY = { fromOn: '2026-01-01', toOn: '2026-01-31' };
const MANAGER = { isManager: true };

async function importing(ctx: Context, content: string, ...args: string[]) {
  const columns = ['--amount', 'Cost', '--date', 'Day', '--channel', 'Channel'];
  const run = await runCommand(
    ctx,
    importSpendCommand,
    await aFile(`Day,Cost,Channel\n${content}`),
    ...columns,
    '--json',
    ...args,
  );
  return JSON.parse(run.stdout);
}

async function latest(ctx: Context) {
  const { entries } = await listSpend(ctx, { limit: 1 });
  const [entry] = entries;
  if (!entry) throw new Error('no spend is recorded');
  return { ...entry, version: spendVersion(entry) };
}

const auditOf = (ctx: Context, action: string) =>
  ctx.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, ctx.workspaceId), eq(auditLog.action, action)));

await forEachDatabase('correcting spend', (database) => {
  it('changes an entry where it stands, and writes down what it was and by whom it became what', async () => {
    const ctx = as(await aWorkspace(database()), 'UMGR', MANAGER);
    await addSpend(ctx, { ...JANUARY, amount: '1500', channel: ' webinar ' });
    const seen = await latest(ctx);
    await changeSpend(ctx, seen, { ...JANUARY, amount: '1200.50', channel: 'Webinar', campaign: 'spring' });
    expect(await findSpend(ctx, seen.spendKey)).toMatchObject({
      ...{ amount: '1200.50', channel: 'Webinar', campaign: 'spring' },
      ...{ recordedAt: seen.recordedAt, spendKey: seen.spendKey },
    });
    expect(await auditOf(ctx, 'spend changed')).toMatchObject([
      {
        ...{ actorId: 'UMGR', subject: seen.spendKey },
        detail: {
          before: { amount: '1500', channel: 'webinar', campaign: null },
          after: { amount: '1200.50', channel: 'Webinar', campaign: 'spring' },
        },
      },
    ]);
  });

  it('takes an entry back: it counts nowhere any more', async () => {
    const ctx = await aWorkspace(database());
    await recordSpend(ctx, [
      { ...JANUARY, spendKey: 'a', amount: '310', channel: 'ads' },
      { ...JANUARY, spendKey: 'b', amount: '31', channel: 'ads' },
    ]);
    const entry = await findSpend(ctx, 'a');
    await deleteSpend(as(ctx, 'UMGR', MANAGER), { spendKey: 'a', version: spendVersion(entry) });
    expect(await sumSpend(ctx)).toEqual({ entries: 1, total: '31' });
    expect((await listSpend(ctx, { limit: 5 })).entries.map(({ spendKey }) => spendKey)).toEqual(['b']);
    const { simple } = await runReport(ctx, { name: 'cost', period: '2026-01', asOf: '2026-01-31' });
    expect(simple.spend).toBe('31.00');
    expect(await auditOf(ctx, 'spend deleted')).toMatchObject([
      { actorId: 'UMGR', detail: { before: { amount: '310', channel: 'ads' }, after: null } },
    ]);
  });

  it('is refused, with what the entry is now, when it was changed or deleted since it was seen', async () => {
    const ctx = await aWorkspace(database());
    await addSpend(ctx, { ...JANUARY, amount: '1500', channel: 'ads' });
    const seen = await latest(ctx);
    await changeSpend(ctx, seen, { ...JANUARY, amount: '1600', channel: 'ads' });
    const isNow = /changed this entry meanwhile.*now: 1600 USD, 2026-01-01 to 2026-01-31, ads/;
    await expect(deleteSpend(ctx, seen)).rejects.toThrow(isNow);
    await expect(changeSpend(ctx, seen, { ...JANUARY, amount: '1' })).rejects.toThrow(isNow);
    const again = await latest(ctx);
    await deleteSpend(ctx, again);
    await expect(deleteSpend(ctx, again)).rejects.toThrow(/deleted meanwhile.*It was: 1600 USD/);
    await expect(findSpend(ctx, again.spendKey)).rejects.toThrow('deleted meanwhile');
    await expect(findSpend(ctx, 'no such key')).rejects.toThrow('not known here');
    expect(await auditOf(ctx, 'spend deleted')).toHaveLength(1);
  });

  it('is for managers', async () => {
    const ctx = await aWorkspace(database());
    await addSpend(ctx, { ...JANUARY, amount: '1500' });
    const seen = await latest(ctx);
    const rep = as(ctx, 'UREP', { isRep: true });
    await expect(deleteSpend(rep, seen)).rejects.toThrow('Only managers and admins can delete spend');
    await expect(changeSpend(rep, seen, { ...JANUARY, amount: '1' })).rejects.toThrow('Only managers');
    await expect(changeSpend(ctx, seen, { ...JANUARY, amount: '1', toOn: '2025-12-31' })).rejects.toThrow(
      'It ends on 2025-12-31, before it begins',
    );
  });

  it('is not undone by importing the same file again', async () => {
    const ctx = await aWorkspace(database());
    const file = '2026-01-01,5,ads\n2026-01-02,6,ads\n2026-01-03,7,ads\n';
    await importing(ctx, file);
    const { entries } = await listSpend(ctx, { limit: 10 });
    const entryOf = (amount: string) => {
      const entry = entries.find((one) => one.amount === amount);
      if (!entry) throw new Error(`no entry of ${amount}`);
      return { ...entry, version: spendVersion(entry) };
    };
    const day = { fromOn: '2026-01-01', toOn: '2026-01-01', channel: 'ads' };
    await changeSpend(ctx, entryOf('5'), { ...day, amount: '5.50' });
    await deleteSpend(ctx, entryOf('7'));
    const again = await importing(ctx, file);
    expect(again).toMatchObject({ rows: 3, recorded: 0, duplicates: 2, refused: 1 });
    expect(again.errors).toEqual([
      {
        line: 2,
        error: expect.stringContaining('recorded with the amount 5.50, which stands; the 5 of the'),
      },
    ]);
    expect(again.conflicts).toEqual([{ line: 2, existingAmount: '5.50', newAmount: '5' }]);
    expect(await sumSpend(ctx)).toEqual({ entries: 2, total: '11.50' });
  });

  it('leaves an id that was deleted deleted, and says so of another amount', async () => {
    const ctx = await aWorkspace(database());
    const file = (amount: string) => `2026-01-01,${amount},R1\n`;
    await importing(ctx, file('5'), '--id', 'Channel');
    await deleteSpend(ctx, await latest(ctx));
    expect(await importing(ctx, file('5'), '--id', 'Channel')).toMatchObject({ duplicates: 1, refused: 0 });
    const { errors } = await importing(ctx, file('6'), '--id', 'Channel');
    expect(errors[0].error).toContain('with the amount 5 and deleted since; the 6 of the file was not added');
    expect(await sumSpend(ctx)).toMatchObject({ entries: 0 });
  });

  it('names rows that are added to spend of the same days and channel, and decides nothing', async () => {
    const ctx = await aWorkspace(database());
    await importing(ctx, '2026-01-01,5,ads\n2026-01-01,4,ads\n2026-01-02,6,ads\n');
    await addSpend(ctx, { ...JANUARY, amount: '100', channel: 'radio' });
    const again = await importing(
      ctx,
      '2026-01-01,5,ads\n2026-01-02,7, Ads\n2026-01-03,8,ads\n2026-01-04,9,radio\n',
    );
    expect(again).toMatchObject({ recorded: 3, duplicates: 1, refused: 0 });
    expect(again.overlaps).toEqual([
      { line: 3, existingAmount: '6.00', newAmount: '7' },
      { line: 5, existingAmount: null, newAmount: '9' },
    ]);
    expect(await sumSpend(ctx)).toMatchObject({ total: '139' });
  });
});

await forEachDatabase('the list of spend', (database) => {
  it('turns its pages by what stands on them, also where many were recorded at one instant', async () => {
    const ctx = await aWorkspace(database());
    await recordSpend(
      ctx,
      Array.from({ length: 23 }, (_, index) => anEntry(index)),
    );
    ctx.clock.advance(1000);
    await recordSpend(ctx, [anEntry(23), anEntry(24)]);
    const pages: string[][] = [];
    let page = await listSpend(ctx, { limit: 10 });
    expect(page.entries.slice(0, 2).map(({ spendKey }) => spendKey)).toEqual(['k24', 'k23']);
    for (;;) {
      pages.push(page.entries.map(({ spendKey }) => spendKey));
      const last = page.entries.at(-1);
      if (!last || page.newer + page.entries.length === page.total) break;
      page = await listSpend(ctx, { limit: 10, olderThan: cursorOf(last) });
    }
    expect(pages.map((keys) => keys.length)).toEqual([10, 10, 5]);
    expect(new Set(pages.flat()).size).toBe(25);
    const [first] = page.entries;
    if (!first) throw new Error('the last page is empty');
    const back = await listSpend(ctx, { limit: 10, newerThan: cursorOf(first) });
    expect(back.entries.map(({ spendKey }) => spendKey)).toEqual(pages[1]);
    expect(back).toMatchObject({ total: 25, newer: 10 });
    for (const { recordedAt, toOn, spendKey } of (await listSpend(ctx, { limit: 25 })).entries) {
      const around = { recordedAt: recordedAt.toISOString(), toOn, spendKey };
      const at = pages.findIndex((keys) => keys.includes(spendKey));
      const own = await listSpend(ctx, { limit: 10, around });
      expect(own).toMatchObject({ total: 25, newer: at * 10 });
      expect(own.entries.map((entry) => entry.spendKey)).toEqual(pages[at]);
    }
  });

  it('goes back a page with the only entry of the last one', async () => {
    const ctx = await aWorkspace(database());
    await recordSpend(
      ctx,
      Array.from({ length: 11 }, (_, index) => anEntry(index)),
    );
    const last = (await listSpend(ctx, { limit: 11 })).entries.at(-1);
    if (!last) throw new Error('there is no entry');
    await deleteSpend(ctx, { spendKey: last.spendKey, version: spendVersion(last) });
    expect(await listSpend(ctx, { limit: 10, around: cursorOf(last) })).toMatchObject({
      ...{ newer: 0, total: 10, entries: { length: 10 } },
    });
  });

  it('begins anew where there is less than a page of newer ones', async () => {
    const ctx = await aWorkspace(database());
    await recordSpend(
      ctx,
      Array.from({ length: 12 }, (_, index) => anEntry(index)),
    );
    const { entries } = await listSpend(ctx, { limit: 12 });
    const third = entries[2];
    if (!third) throw new Error('there is no third entry');
    const page = await listSpend(ctx, { limit: 10, newerThan: cursorOf(third) });
    expect(page).toMatchObject({ newer: 0, total: 12, entries: entries.slice(0, 10) });
  });
});

await forServerDatabase('two managers at one entry', (database) => {
  it('never both have their way: the second is told what the first made of it', async () => {
    const ctx = await aWorkspace(database());
    for (let round = 0; round < 10; round += 1) {
      await addSpend(ctx, { ...JANUARY, amount: '1500' });
      const seen = await latest(ctx);
      const outcomes = await Promise.allSettled([
        changeSpend(ctx, seen, { ...JANUARY, amount: '1600' }),
        changeSpend(ctx, seen, { ...JANUARY, amount: '1700' }),
        deleteSpend(ctx, seen),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      ctx.clock.advance(1000);
    }
    const rows = await ctx.db.select().from(spend).where(eq(spend.workspaceId, ctx.workspaceId));
    expect(rows).toHaveLength(10);
  });
});

function anEntry(index: number) {
  const on = `2026-01-${String(1 + (index % 5)).padStart(2, '0')}`;
  return { spendKey: `k${index}`, fromOn: on, toOn: on, amount: String(index + 1) };
}
