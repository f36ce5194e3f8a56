import { expect, it } from 'vitest';
import { importSpendCommand } from '../../src/cli/import-spend-command.ts';
import type { Context } from '../../src/context.ts';
import type { ClaimedDelivery } from '../../src/outbox/delivery.ts';
import { renderDelivery } from '../../src/slack/render-delivery.ts';
import { addSpend } from '../../src/spend/add-spend.ts';
import { listBudgets } from '../../src/spend/budget-states.ts';
import { changeSpend } from '../../src/spend/change-spend.ts';
import { listSpend } from '../../src/spend/list-spend.ts';
import { setBudget } from '../../src/spend/set-budget.ts';
import { settleCurrency } from '../../src/spend/settle-currency.ts';
import { spendVersion } from '../../src/spend/spend-entry.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { addMember, as, aWorkspace, listDeliveries } from '../support/workspaces.ts';

const JANUARY = { from: '2026-01-01', to: '2026-01-01' };
const DAY = { fromOn: '2026-01-10', toOn: '2026-01-10' };

await forEachDatabase('budgets', (database) => {
  async function withManagers() {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isManager: true });
    await addMember(ctx, 'U2', { isAdmin: true });
    await addMember(ctx, 'U3', { isRep: true });
    return as(ctx, 'U1', { isManager: true });
  }
  const budget = (ctx: Context, amount: string | null, channel = '', months = ['2026-01-01']) =>
    setBudget(ctx, { months, channel, amount });
  const told = async (ctx: Context) =>
    (await listDeliveries(ctx))
      .filter(({ kind }) => kind === 'overspent')
      .map(({ recipientId, payload }) => [recipientId, payload.budgets]);

  it('stand beside the share of the spend that falls into the month, by channel whatever its case', async () => {
    const ctx = await withManagers();
    await budget(ctx, '100');
    await budget(ctx, '40', 'Öffi');
    await addSpend(ctx, { fromOn: '2025-12-31', toOn: '2026-01-02', amount: '100', channel: 'öffi ' });
    await addSpend(ctx, { ...DAY, amount: '10' });
    expect(await listBudgets(ctx, JANUARY)).toEqual([
      { month: '2026-01-01', channel: '', amount: '100.00', spent: '76.67', over: null },
      { month: '2026-01-01', channel: 'Öffi', amount: '40.00', spent: '66.67', over: '26.67' },
    ]);
  });

  it('tell whoever records, and once every other manager, when they are overspent', async () => {
    const ctx = await withManagers();
    await budget(ctx, '100', 'ads');
    expect((await addSpend(ctx, { ...DAY, amount: '100', channel: 'ads' })).overspent).toEqual([]);
    expect(await told(ctx)).toEqual([]);
    const over = [{ month: '2026-01-01', channel: 'ads', amount: '100.00', spent: '100.01', over: '0.01' }];
    expect((await addSpend(ctx, { ...DAY, amount: '0.01', channel: 'Ads' })).overspent).toEqual(over);
    expect(await told(ctx)).toEqual([['U2', [{ month: '2026-01-01', channel: 'ads' }]]]);
    expect((await addSpend(ctx, { ...DAY, amount: '1', channel: 'ads' })).overspent).toHaveLength(1);
    expect(await told(ctx)).toHaveLength(1);
  });

  it('are not touched by spend of other months or channels', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10', 'ads');
    await budget(ctx, '10', '', ['2026-02-01']);
    expect((await addSpend(ctx, { ...DAY, amount: '100', channel: 'radio' })).overspent).toEqual([]);
    expect((await addSpend(ctx, { ...DAY, amount: '100' })).overspent).toEqual([]);
    expect(await told(ctx)).toEqual([]);
  });

  it('are heard of again once they were raised and are overspent again', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10');
    await addSpend(ctx, { ...DAY, amount: '11' });
    ctx.clock.advance(1000);
    await budget(ctx, '20');
    await addSpend(ctx, { ...DAY, amount: '5' });
    expect(await told(ctx)).toHaveLength(1);
    await addSpend(ctx, { ...DAY, amount: '5' });
    expect(await told(ctx)).toHaveLength(2);
    ctx.clock.advance(1000);
    await budget(ctx, '15');
    await addSpend(ctx, { ...DAY, amount: '5' });
    expect(await told(ctx)).toHaveLength(2);
  });

  it('that are overspent from the start are told to whoever sets them only', async () => {
    const ctx = await withManagers();
    await addSpend(ctx, { ...DAY, amount: '11' });
    expect(await budget(ctx, '10')).toMatchObject([{ spent: '11.00', over: '1.00' }]);
    await addSpend(ctx, { ...DAY, amount: '1' });
    expect(await told(ctx)).toEqual([]);
  });

  it('are overspent by a correction and by an import too, and tell of several in one message', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10', '', ['2026-01-01', '2026-02-01']);
    await budget(ctx, '5', 'ads');
    await addSpend(ctx, { ...DAY, amount: '1' });
    const [entry] = (await listSpend(ctx, { limit: 1 })).entries;
    if (!entry) throw new Error('no spend is recorded');
    const seen = { spendKey: entry.spendKey, version: spendVersion(entry) };
    const { overspent } = await changeSpend(ctx, seen, { ...DAY, amount: '10.01' });
    expect(overspent).toMatchObject([{ channel: '', over: '0.01' }]);
    expect(await told(ctx)).toHaveLength(1);
    const file = await aFile('Day,Cost,Channel\n2026-01-02,6,ads\n2026-02-02,30,ads\n');
    const args = ['--amount', 'Cost', '--date', 'Day', '--channel', 'Channel', '--json'];
    const dry = await runCommand(ctx, importSpendCommand, file, ...args, '--dry-run');
    expect(JSON.parse(dry.stdout).overspent).toHaveLength(3);
    expect(await told(ctx)).toHaveLength(1);
    const run = await runCommand(ctx, importSpendCommand, file, ...args);
    expect(JSON.parse(run.stdout).overspent).toHaveLength(3);
    const both = [
      { month: '2026-01-01', channel: 'ads' },
      { month: '2026-02-01', channel: '' },
    ];
    expect((await told(ctx)).slice(1)).toEqual([['U2', both]]);
  });

  it('take the place of the one of the same channel, and go when they are taken away', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10', 'Ads', ['2026-01-01', '2026-02-01']);
    await budget(ctx, '20', 'ads ');
    const both = { from: '2026-01-01', to: '2026-02-01' };
    expect(await listBudgets(ctx, both)).toMatchObject([
      { month: '2026-01-01', channel: 'ads', amount: '20.00' },
      { month: '2026-02-01', channel: 'Ads', amount: '10.00' },
    ]);
    expect(await budget(ctx, null, 'ADS')).toEqual([]);
    expect(await listBudgets(ctx, both)).toHaveLength(1);
  });

  it.each([
    [{ amount: '-5' }, 'cannot be negative'],
    [{ amount: '5', months: [] }, '1 to 24 months'],
    [{ amount: '5', months: ['2026-01-02'] }, 'not the first day of a month'],
    [{ amount: '5', channel: 'x'.repeat(201) }, 'at most 200 characters'],
  ])('are refused as %o', async (fault, message) => {
    const ctx = await withManagers();
    await expect(setBudget(ctx, { months: ['2026-01-01'], ...fault })).rejects.toThrow(message);
    await expect(setBudget(as(ctx, 'U3'), { months: ['2026-01-01'], amount: '5' })).rejects.toThrow(
      'Only managers',
    );
  });

  it('are shown to managers as they stand when the message goes out, and to nobody else', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10', 'ads');
    await addSpend(ctx, { ...DAY, amount: '11', channel: 'ads' });
    await addSpend(ctx, { ...DAY, amount: '1', channel: 'ads' });
    const [owed] = (await listDeliveries(ctx)).filter(({ kind }) => kind === 'overspent');
    const delivery = (changes: object) => ({ ...owed, ...changes }) as ClaimedDelivery;
    expect(JSON.stringify(await renderDelivery(ctx, delivery({})))).toContain('ads $12 of $10, $2 over.');
    for (const recipientId of ['U3', 'C1', 'U9']) {
      expect(await renderDelivery(ctx, delivery({ recipientId }))).toMatchObject({ kind: 'obsolete' });
    }
    await budget(ctx, '12', 'ads');
    expect(await renderDelivery(ctx, delivery({}))).toEqual({
      kind: 'obsolete',
      reason: 'no longer overspent',
    });
  });

  it('wait with the word of it until the manager works', async () => {
    const ctx = await withManagers();
    await budget(ctx, '10');
    ctx.clock.set('2026-01-10T12:00:00Z');
    await addSpend(ctx, { ...DAY, amount: '11' });
    const [owed] = await listDeliveries(ctx);
    expect(owed?.runAt.toISOString()).toBe('2026-01-12T09:00:00.000Z');
  });
});

await forServerDatabase('several who record at once', (database) => {
  it('overspend a budget that none of them overspends alone, and it is told of once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ctx = await aWorkspace(database());
      await addMember(ctx, 'U1', { isManager: true });
      await setBudget(ctx, { months: ['2026-01-01'], amount: '10' });
      // Settled by the first to record, it would make the others wait.
      await settleCurrency(ctx, 'EUR');
      const answers = await Promise.all(
        [6, 6, 6, 6].map((amount) => addSpend(ctx, { ...DAY, amount: String(amount) })),
      );
      expect(answers.filter(({ overspent }) => overspent.length > 0)).toHaveLength(3);
      expect((await listDeliveries(ctx)).map(({ kind }) => kind)).toEqual(['overspent']);
    }
  });
});
