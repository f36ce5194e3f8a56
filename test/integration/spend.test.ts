import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { importSpendCommand } from '../../src/cli/import-spend-command.ts';
import type { Context } from '../../src/context.ts';
import { spend } from '../../src/db/schema.ts';
import { recordSpend } from '../../src/spend/record-spend.ts';
import { settleCurrency } from '../../src/spend/settle-currency.ts';
import type { SpendEntry } from '../../src/spend/spend-entry.ts';
import { sumSpend } from '../../src/spend/sum-spend.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aWorkspace } from '../support/workspaces.ts';

async function importing(ctx: Context, content: string, ...args: string[]) {
  const file = await aFile(content);
  const columns = ['--amount', 'Cost', '--date', 'Day'];
  const run = await runCommand(ctx, importSpendCommand, file, ...columns, '--json', ...args);
  return { ...run, answer: run.stdout ? JSON.parse(run.stdout) : undefined };
}

const loadSpend = (ctx: Context) =>
  ctx.db
    .select()
    .from(spend)
    .where(eq(spend.workspaceId, ctx.workspaceId))
    .orderBy(asc(spend.fromOn), asc(spend.amount));

function anEntry(spendKey: string, amount: string, entry: Partial<SpendEntry> = {}): SpendEntry {
  return { spendKey, amount, fromOn: '2026-01-01', toOn: '2026-01-31', ...entry };
}

await forEachDatabase('spend', (database) => {
  it('is recorded once under its key; another amount is a conflict and the first stands', async () => {
    const ctx = await aWorkspace(database());
    expect(await recordSpend(ctx, [anEntry('a', '1.50'), anEntry('b', '2'), anEntry('a', '1.5')])).toEqual({
      recorded: 2,
      duplicates: 1,
      conflicts: [],
      fresh: new Set(['a', 'b']),
      overspent: [],
    });
    expect(
      await recordSpend(ctx, [
        anEntry('c', '3'),
        anEntry('a', '1.51'),
        anEntry('c', '4'),
        anEntry('b', '2.00'),
      ]),
    ).toEqual({
      recorded: 1,
      duplicates: 1,
      conflicts: [
        { index: 1, existingAmount: '1.50', isDeleted: false },
        { index: 2, existingAmount: '3', isDeleted: false },
      ],
      fresh: new Set(['c']),
      overspent: [],
    });
    expect(await sumSpend(ctx)).toEqual({ entries: 3, total: '6.50' });
  });

  it('keeps amounts exactly', async () => {
    const ctx = await aWorkspace(database());
    await recordSpend(ctx, [anEntry('a', '0.1'), anEntry('b', '0.2'), anEntry('c', '90071992547409.93')]);
    expect(await sumSpend(ctx)).toMatchObject({ total: '90071992547410.23' });
  });

  it.each([
    [{ fromOn: '2026-02-01' }, /ends on 2026-01-31, before it begins on 2026-02-01/],
    [{ fromOn: '2025-01-01' }, /covers 396 days/],
    [{ toOn: '2026-02-30' }, /"2026-02-30" is not a date/],
    [{ amount: '1,5' }, /"1,5" is no amount/],
  ])('refuses an entry with %o', async (fault, message) => {
    const ctx = await aWorkspace(database());
    await expect(recordSpend(ctx, [anEntry('a', '1', fault)])).rejects.toThrow(message);
  });

  it('is in the currency of the first that comes', async () => {
    const ctx = await aWorkspace(database());
    expect(await settleCurrency(ctx, 'eur')).toBe('EUR');
    expect(await settleCurrency(ctx, undefined)).toBe('EUR');
    await expect(settleCurrency(ctx, 'USD')).rejects.toThrow(
      /kept in EUR, so amounts in USD cannot be added/,
    );
    await expect(settleCurrency(ctx, 'EURO')).rejects.toThrow('"EURO" is no currency');
  });

  it('comes out of a file with ranges, channels, campaigns and credits', async () => {
    const ctx = await aWorkspace(database());
    const content = `Day;Until;Cost;Channel;Campaign
2026-01-01;2026-01-31;1.234,56;Search;spring
2026-02-01 13:00;;(34,56);;
`;
    const args = ['--to', 'Until', '--channel', 'Channel', '--campaign', 'Campaign', '--currency', 'EUR'];
    const { answer, exitCode } = await importing(ctx, content, ...args);
    expect(answer).toEqual({ rows: 2, recorded: 2, duplicates: 0, ignored: 0, refused: 0, errors: [] });
    expect(exitCode).toBe(0);
    expect(await loadSpend(ctx)).toMatchObject([
      { fromOn: '2026-01-01', toOn: '2026-01-31', amount: '1234.56', channel: 'Search', campaign: 'spring' },
      { fromOn: '2026-02-01', toOn: '2026-02-01', amount: '-34.56', channel: null, campaign: null },
    ]);
    expect(await getWorkspace(ctx)).toMatchObject({ currency: 'EUR' });
  });

  it('counts equal rows of one file and knows them again in the next', async () => {
    const ctx = await aWorkspace(database());
    const two = 'Day,Cost\n2026-01-01,5\n2026-01-01,5.00\n';
    expect((await importing(ctx, two)).answer).toMatchObject({ recorded: 2, duplicates: 0 });
    expect((await importing(ctx, two)).answer).toMatchObject({ recorded: 0, duplicates: 2 });
    expect((await importing(ctx, `${two}2026-01-01,5\n`)).answer).toMatchObject({
      recorded: 1,
      duplicates: 2,
    });
  });

  it('refuses by its line a row whose id is known with another amount', async () => {
    const ctx = await aWorkspace(database());
    const ids = ['--id', 'No,Part'];
    await importing(ctx, 'Day,Cost,No,Part\n2026-01-01,5,R1,a\n2026-01-01,6,R1,b\n', ...ids);
    const again = 'Day,Cost,No,Part\nsoon,1,R0,\n2026-01-01,5.0,R1,a\n2026-01-01,7,R1,b\n2026-01-01,8,,\n';
    const { answer, exitCode } = await importing(ctx, again, ...ids);
    expect(answer).toMatchObject({ rows: 4, recorded: 0, duplicates: 1, refused: 3 });
    expect(answer.errors).toEqual([
      { line: 2, error: expect.stringContaining('"soon" is no ISO 8601 date') },
      { line: 4, error: expect.stringContaining('recorded with the amount 6, which stands') },
      { line: 5, error: expect.stringContaining('the row has no id') },
    ]);
    expect(exitCode).toBe(1);
  });

  it('is not recorded in another currency than the workspace keeps, the file as a whole', async () => {
    const ctx = await aWorkspace(database());
    await importing(ctx, 'Day,Cost\n2026-01-01,5\n');
    expect(await getWorkspace(ctx)).toMatchObject({ currency: 'USD' });
    const run = await importing(ctx, 'Day,Cost\n2026-01-02,5\n', '--currency', 'EUR');
    expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('kept in USD') });
    expect(await loadSpend(ctx)).toHaveLength(1);
  });

  it('leaves no trace of a dry run, nor of a file without a good row', async () => {
    const ctx = await aWorkspace(database());
    const { answer } = await importing(ctx, 'Day,Cost\n2026-01-01,5\n', '--dry-run', '--currency', 'EUR');
    expect(answer).toMatchObject({ recorded: 1 });
    expect((await importing(ctx, 'Day,Cost\nsoon,5\n', '--currency', 'EUR')).exitCode).toBe(1);
    expect(await loadSpend(ctx)).toEqual([]);
    expect(await getWorkspace(ctx)).toMatchObject({ currency: null });
  });

  it('is refused as a whole when the amounts can be read in two ways, until told how', async () => {
    const ctx = await aWorkspace(database());
    const content = 'Day,Cost\n2026-01-01,"1,234"\n';
    const run = await importing(ctx, content);
    expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('in two ways') });
    expect((await importing(ctx, content, '--decimal', '.')).answer).toMatchObject({ recorded: 1 });
    expect(await loadSpend(ctx)).toMatchObject([{ amount: '1234' }]);
  });
});
