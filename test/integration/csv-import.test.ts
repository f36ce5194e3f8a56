import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { importCommand } from '../../src/cli/import-command.ts';
import type { Context } from '../../src/context.ts';
import { leads, stageChanges, workspaces } from '../../src/db/schema.ts';
import { importStageChanges } from '../../src/intake/csv/import-stage-changes.ts';
import { readCsv } from '../../src/intake/csv/read-csv.ts';
import { stageMap } from '../../src/intake/csv/stage-map.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aWorkspace, listDeliveries, listHandoffs } from '../support/workspaces.ts';

const importing = (ctx: Context, file: string, ...args: string[]) =>
  runCommand(ctx, importCommand, file, '--lead-id', 'Lead ID', '--at', 'Changed', ...args);

async function importingJson(ctx: Context, content: string | Buffer, ...args: string[]) {
  const run = await importing(ctx, await aFile(content), '--json', ...args);
  return { ...run, answer: JSON.parse(run.stdout) };
}

const loadLedger = (ctx: Context) =>
  ctx.db
    .select()
    .from(stageChanges)
    .where(eq(stageChanges.workspaceId, ctx.workspaceId))
    .orderBy(asc(stageChanges.occurredAt));

const HISTORY = `\uFEFFLead ID;Changed;Stage;Who;Source\r
00017;01-12-2025 09:00;Marketing Qualified;"Park; Ada";paid_search\r
00017;02-12-2025 10:30;Sales Accepted;"Park; Ada";paid_search\r
00018;03-12-2025 09:00;marketing qualified;Bo;\r
00019;04-12-2025 09:00;Junk;Cy;\r
`;
const MAPPED = ['--stage-column', 'Stage', '--map', 'Marketing Qualified=mql', '--map', 'Sales Accepted=sql'];
const DATED = ['--map', 'Junk=-', '--date-format', 'dd-MM-yyyy HH:mm'];

await forEachDatabase('importing stage changes', (database) => {
  it('records an export with its mapped stages, its fields and local times', async () => {
    const ctx = await aWorkspace(database());
    const fields = ['--name', 'who', '--source', 'source', '--time-zone', 'Europe/Paris'];
    const { answer, exitCode } = await importingJson(ctx, HISTORY, ...MAPPED, ...DATED, ...fields);
    expect(answer).toEqual({ rows: 4, recorded: 3, duplicates: 0, ignored: 1, refused: 0, errors: [] });
    expect(exitCode).toBe(0);
    expect(await listHandoffs(ctx)).toMatchObject([
      { leadId: '00017', state: 'accepted', openedAt: new Date('2025-12-01T08:00:00Z') },
      { leadId: '00018', state: 'open', openedAt: new Date('2025-12-03T08:00:00Z') },
    ]);
    const [ada] = await ctx.db
      .select()
      .from(leads)
      .where(eq(leads.workspaceId, ctx.workspaceId))
      .orderBy(leads.leadId);
    expect(ada).toMatchObject({ name: 'Park; Ada', source: 'paid_search', stage: 'sql' });
    expect(await loadLedger(ctx)).toMatchObject([
      { origin: 'csv', reported: 'Marketing Qualified', stage: 'mql', live: false, alert: false },
      { reported: 'Sales Accepted', stage: 'sql' },
      { reported: 'marketing qualified', stage: 'mql' },
    ]);
  });

  it('changes nothing when the same rows come again, in a file of another name', async () => {
    const ctx = await aWorkspace(database());
    await importing(ctx, await aFile(HISTORY, 'first.csv'), ...MAPPED, ...DATED);
    const before = await loadLedger(ctx);
    const again = await importing(ctx, await aFile(HISTORY, 'second.csv'), ...MAPPED, ...DATED, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ recorded: 0, duplicates: 3 });
    expect(await loadLedger(ctx)).toEqual(before);
  });

  it('refuses bad rows by line and reason, records the others and exits with 1', async () => {
    const ctx = await aWorkspace(database());
    const { answer, exitCode } = await importingJson(
      ctx,
      [
        'Lead ID,Changed,Stage',
        'L-1,2026-01-02T09:00:00Z,mql',
        ',2026-01-02T09:00:00Z,mql',
        'L-3,02/01/2026,mql',
        'L-4,2026-01-02T09:00:00Z,Working',
        '"L-5,2026-01-02T09:00:00Z,mql',
        'L-6,2026-01-02T09:00:00Z',
        'L-7,2027-01-02T09:00:00Z,mql',
        '1.23457E+12,2026-01-02T09:00:00Z,mql',
        'L-9,#N/A,mql',
        'L-10,2026-01-02T09:00:00Z,mql',
      ].join('\n'),
      '--stage-column',
      'Stage',
    );
    expect(answer).toMatchObject({ rows: 10, recorded: 2, refused: 8 });
    expect(answer.errors).toEqual([
      { line: 3, error: 'Column "Lead ID" is blank.' },
      { line: 4, error: expect.stringContaining('"02/01/2026" is no ISO 8601 date: give --date-format') },
      {
        line: 5,
        error: expect.stringContaining(
          '"Working" is no stage: say which stage it means with --map "Working=STAGE"',
        ),
      },
      { line: 6, error: expect.stringContaining('quote') },
      { line: 7, error: 'It has 2 fields where the header has 3.' },
      { line: 8, error: expect.stringContaining('lies in the future') },
      { line: 9, error: expect.stringContaining('Excel has rounded this number') },
      { line: 10, error: expect.stringContaining('#N/A, an error of the spreadsheet') },
    ]);
    expect(exitCode).toBe(1);
    expect((await listHandoffs(ctx)).map((handoff) => handoff.leadId)).toEqual(['L-1', 'L-10']);
  });

  it('lists the first hundred of the refused rows and counts all', async () => {
    const ctx = await aWorkspace(database());
    const rows = Array.from({ length: 150 }, (_, at) => `L-${at},soon`).join('\n');
    const { answer } = await importingJson(ctx, `Lead ID,Changed\n${rows}\n`, '--stage', 'mql');
    expect(answer).toMatchObject({ rows: 150, refused: 150 });
    expect(answer.errors).toHaveLength(100);
  });

  it("names changes by a column where one is given, whatever the rows' content", async () => {
    const ctx = await aWorkspace(database());
    const content = 'Lead ID,Changed,No\nL-1,2026-01-02,7\nL-1,2026-01-03,7\n';
    const { answer } = await importingJson(ctx, content, '--stage', 'mql', '--id', 'No', '--origin', 'erp');
    expect(answer).toMatchObject({ recorded: 1, duplicates: 1 });
    expect(await loadLedger(ctx)).toMatchObject([{ origin: 'erp', eventId: '7' }]);
  });

  it.each(['slack', 'correction'])(
    'refuses the origin %s, which is for what is decided here',
    async (origin) => {
      const ctx = await aWorkspace(database());
      const run = await importing(ctx, await aFile(HISTORY), ...MAPPED, ...DATED, '--origin', origin);
      expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`"${origin}" is reserved`) });
      expect(await loadLedger(ctx)).toEqual([]);
    },
  );

  it("takes times in the workspace's zone unless told otherwise", async () => {
    const ctx = await aWorkspace(database());
    await ctx.db
      .update(workspaces)
      .set({ timeZone: 'America/New_York' })
      .where(eq(workspaces.workspaceId, ctx.workspaceId));
    await importingJson(ctx, 'Lead ID,Changed\nL-1,2026-01-02 09:00\n', '--stage', 'mql');
    expect(await loadLedger(ctx)).toMatchObject([{ occurredAt: new Date('2026-01-02T14:00:00Z') }]);
  });

  it('says in a dry run what would be, and records nothing', async () => {
    const ctx = await aWorkspace(database());
    await importing(ctx, await aFile('Lead ID,Changed\nL-1,2026-01-02\n'), '--stage', 'mql');
    const content = 'Lead ID,Changed\nL-1,2026-01-02\nL-2,2026-01-02\nL-2,2026-01-02\nL-3,soon\n';
    const { answer, exitCode } = await importingJson(ctx, content, '--stage', 'mql', '--dry-run');
    expect(answer).toMatchObject({ rows: 4, recorded: 1, duplicates: 2, refused: 1 });
    expect(exitCode).toBe(1);
    expect(await loadLedger(ctx)).toHaveLength(1);
  });

  it('owes nobody anything for history unless asked to', async () => {
    const ctx = await aWorkspace(database());
    await importing(ctx, await aFile('Lead ID,Changed\nL-1,2025-11-02\n'), '--stage', 'mql');
    expect(await listHandoffs(ctx)).toMatchObject([{ alerting: false }]);
    await importing(ctx, await aFile('Lead ID,Changed\nL-2,2025-11-02\n'), '--stage', 'mql', '--alert');
    expect(await listHandoffs(ctx, 'L-2')).toMatchObject([{ alerting: true }]);
    expect(await listDeliveries(ctx)).toEqual([]);
  });

  it('sums up in words: the counts, what the database holds, what to do next', async () => {
    const ctx = await aWorkspace(database());
    const file = await aFile('Lead ID,Changed\nL-1,2026-01-02\nL-2,soon\n');
    const { stdout, stderr } = await importing(ctx, file, '--stage', 'sql');
    expect(stdout).toContain('1 recorded');
    expect(stdout).toContain('The database holds 1 lead, 0 MQLs and 0 SQLs now.');
    expect(stdout).toContain('line 3: Column "Changed": "soon" is no ISO 8601 date');
    expect(stdout).toContain('Next: correct these rows');
    expect(stderr).toContain('2 columns, separated by comma.');
  });

  it.each([
    ['no stage at all', [], 'Give either --stage VALUE or --stage-column COLUMN.'],
    ['a stage that is none', ['--stage', 'New'], '--stage "New" is no stage'],
    ['a map to no stage', ['--stage', 'mql', '--map', 'a=b'], 'maps to no stage'],
    ['no such zone', ['--stage', 'mql', '--time-zone', 'Mars/Base'], 'Give an IANA name'],
    ['no such option', ['--stage', 'mql', '--nmae', 'x'], '(Did you mean --name?)'],
  ])('exits with 2 for %s', async (_, args, message) => {
    const ctx = await aWorkspace(database());
    const run = await importing(ctx, await aFile('Lead ID,Changed\nL-1,2026-01-02\n'), ...args);
    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('exits with 1 and says why when the file cannot be read as a whole', async () => {
    const ctx = await aWorkspace(database());
    const run = await importing(ctx, await aFile('Lead,Changed\n'), '--stage', 'mql', '--json');
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toMatch(/There is no column "Lead ID"\. Did you mean "Lead"\?/);
  });

  it('stops after the rows at hand when told to, and goes on when run again', async () => {
    const ctx = await aWorkspace(database());
    const rows = Array.from({ length: 2500 }, (_, at) => `L-${at},2026-01-02`).join('\n');
    const file = await aFile(`Lead ID,Changed\n${rows}\n`);
    const stop = new AbortController();
    const stopping = { signal: stop.signal, onProgress: () => stop.abort() };
    const first = await importStageChanges(ctx, await readCsv(file), PLAN, stopping);
    expect(first).toMatchObject({ recorded: 1000, isInterrupted: true });
    const second = await importStageChanges(ctx, await readCsv(file), PLAN);
    expect(second).toMatchObject({ rows: 2500, recorded: 1500, duplicates: 1000, isInterrupted: false });
  });

  it('says what is stored when the database fails midway', async () => {
    const ctx = await aWorkspace(database());
    const rows = Array.from({ length: 1500 }, (_, at) => `L-${at},2026-01-02`).join('\n');
    const file = await readCsv(await aFile(`Lead ID,Changed\n${rows}\n`));
    let transactions = 0;
    const failing = new Proxy(ctx.db, {
      get(target, name) {
        if (name === 'transaction' && ++transactions > 1) throw new Error('connection lost');
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await expect(importStageChanges({ ...ctx, db: failing }, file, PLAN)).rejects.toThrow(
      'The database failed: connection lost. 1,000 rows are stored; run the same command again',
    );
    expect(await listHandoffs(ctx)).toHaveLength(1000);
  });
});

const PLAN = {
  origin: 'csv',
  leadId: 'Lead ID',
  at: 'Changed',
  stage: { value: 'mql' },
  stages: stageMap([]),
  fields: {},
  instants: { timeZone: 'UTC' },
  alert: false,
};
