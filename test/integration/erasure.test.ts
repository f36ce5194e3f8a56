import { Command } from 'commander';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { eraseCommand } from '../../src/cli/erase-command.ts';
import type { OpenContext } from '../../src/cli/open-context.ts';
import { runProgram } from '../../src/cli/run-program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { queryRows } from '../../src/db/client.ts';
import { rejectLead } from '../../src/leads/decide-handoff.ts';
import { eraseSilentLeads } from '../../src/leads/erase-silent-leads.ts';
import { excuseBreach } from '../../src/leads/excuse-breach.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { verifyLedger } from '../../src/leads/verify-ledger.ts';
import { runReport } from '../../src/reports/report.ts';
import type { ReportName, ReportRequest } from '../../src/reports/report-request.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { openSettingsForm, sendSettingsForm } from '../support/settings-form.ts';
import { as, aWorkspace, listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

const ZELDA = {
  name: 'Zelda Quux',
  company: 'Quuxcorp',
  title: 'Head of Zeldonics',
  email: 'zelda@quux.test',
  phone: '+1 555 019 4711',
  url: 'https://crm.example.test/quux',
  score: 4711,
  source: 'fair',
  campaign: 'spring',
  ownerEmail: 'rita.rep@corp.test',
  createdAt: '2025-12-20T00:00:00Z',
  attributes: { hobby: 'zeldonics' },
};
const PERSONAL = ['zelda', 'quux', 'zeldon', '4711', 'whisper'];

/** Wherever a text of the workspace holds one of the words, in any table. */
async function foundInDatabase({ ctx }: Bot): Promise<string[]> {
  const columns = await queryRows<{ table: string; column: string }>(
    ctx.db,
    sql`select c.table_name as table, c.column_name as column from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
          and (c.data_type in ('text', 'jsonb', 'double precision', 'ARRAY') or c.data_type like 'char%')`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await queryRows<{ text: string }>(
      ctx.db,
      sql`select distinct ${sql.identifier(column)}::text as text from ${sql.identifier(table)}
          where to_jsonb(${sql.identifier(table)}) ->> 'workspace_id' = ${ctx.workspaceId}`,
    );
    found.push(
      ...rows.filter(({ text }) => isPersonal(text)).map(({ text }) => `${table}.${column}: ${text}`),
    );
  }
  return found;
}

const isPersonal = (text: string | null) =>
  PERSONAL.some((word) => (text ?? '').toLowerCase().includes(word));

/** Every message, view and file of the pretend Slack that holds one of the words. */
async function foundInSlack({ slack }: Bot): Promise<string[]> {
  const places = ['UADMIN', 'UMANAGER', 'UREP1', 'UREP2', 'CSALES', 'CGENERAL'];
  const messages = (await Promise.all(places.map((place) => slack.messages(place)))).flat();
  const shown = [...messages, ...slack.views(), ...slack.files()].map((one) => JSON.stringify(one));
  return shown.filter(isPersonal);
}

const ASKED: (Pick<ReportRequest, 'by'> & { name: ReportName })[] = [
  { name: 'pass-rate', by: 'rep' },
  { name: 'velocity', by: 'source' },
  { name: 'waste', by: 'rep' },
  { name: 'cost', by: 'campaign' },
  { name: 'reps' },
  { name: 'sources' },
  { name: 'reasons' },
];

async function figuresOf({ ctx }: Bot, asOf: string): Promise<unknown> {
  const answers = [];
  for (const asked of ASKED) {
    for (const cut of [{}, { asOf }]) {
      const answer = await runReport(ctx, { ...asked, ...cut, period: '2026-q1', withCost: true });
      // What was typed as an excuse is gone, and how many were excused is not.
      answers.push({ ...answer, asOf: null, excusedReasons: null });
    }
  }
  return JSON.parse(JSON.stringify(answers));
}

describe('an erased lead', () => {
  it('is nowhere in the database nor in Slack, and counts as before', async () => {
    const bot = await aBot({ database: database() });
    const { slack, ctx, clock } = bot;
    await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
    await bot.asks('UADMIN', 'digest here 09:00 daily', { in: 'CSALES' });
    // Seven at once are a bundle, two alone have cards.
    await bot.post([
      anMql(bot, 'A-1', ZELDA),
      ...Array.from({ length: 6 }, (_, index) =>
        anMql(bot, `L-${index}`, { name: `Lead ${index}`, source: 'web', ownerEmail: 'rita.rep@corp.test' }),
      ),
    ]);
    await bot.sees('UREP1', 'Zelda Quux', '7 new');
    clock.advance(minutes(5));
    await bot.post({ ...anMql(bot, 'A-2', { ...ZELDA, name: 'Zelda Quux Jr' }) });
    await bot.post(anMql(bot, 'A-3', { ...ZELDA, name: 'Zelda Quux Sr' }));
    await bot.sees('UREP1', 'Zelda Quux Sr', '[Accept]');
    for (const user of ['UADMIN', 'UREP1']) {
      await slack.event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1' });
    }
    await bot.until(() => slack.views().some((view) => wordsOf(view).includes('Zelda')));
    const [second] = await listHandoffs(ctx, 'A-2');
    await rejectLead(as(ctx, 'UREP1', { isRep: true }), {
      handoffId: second?.handoffId ?? '',
      reason: 'no_budget',
      note: 'She said in a whisper that she has no money',
    });
    await bot.app.settle();
    // Reminder, deadline, digest of the next morning.
    for (const passed of [6.1, 18, 0.5]) {
      clock.advance(hours(passed));
      await bot.app.settle();
    }
    await bot.sees('CSALES', 'Zelda Quux');
    await bot.sees('UREP1', 'Zelda Quux', 'not decided');
    const [first] = await listHandoffs(ctx, 'A-1');
    await excuseBreach(as(ctx, 'UADMIN', { isManager: true, isAdmin: true }), {
      handoffId: first?.handoffId ?? '',
      reason: 'A whisper of an excuse',
    });
    await bot.post({ ...anMql(bot, 'A-3'), id: 'sql', stage: 'sql', origin: 'crm' });
    await slack.user('UADMIN').command('/funnel', 'leads 2026-q1');
    const list = await bot.isTold('UADMIN', '[Export CSV]');
    await slack.user('UADMIN').click(list, 'Export CSV');
    await bot.until(() => slack.files().some(({ content }) => content.includes('Zelda')));
    await bot.app.settle();
    const before = await figuresOf(bot, '2026-01-06');
    expect((await foundInDatabase(bot)).length).toBeGreaterThan(10);

    const done = () => slack.ephemerals.filter((one) => wordsOf(one).includes('Erased.')).length;
    for (const [index, leadId] of ['A-1', 'A-2', 'A-3'].entries()) {
      await slack.user('UADMIN').command('/funnel', `lead ${leadId}`);
      const story = await bot.isTold('UADMIN', '[Erase…]');
      await slack.user('UADMIN').click(story, 'Erase…');
      await bot.until(() => done() === index + 1);
    }
    await bot.app.settle();

    expect(await foundInDatabase(bot)).toEqual([]);
    expect(await foundInSlack(bot)).toEqual([]);
    await bot.sees('UREP1', 'Erased on request');
    expect(await figuresOf(bot, '2026-01-06')).toEqual(before);
    expect((await verifyLedger(ctx)).examples).toEqual([]);
  }, 120_000);

  it('is erased at night where the settings say for how long leads are kept, and nobody by accident', async () => {
    const bot = await aBot({ database: database() });
    await bot.post({ ...anMql(bot, 'A-1', ZELDA), stage: 'lead' });
    const form = await openSettingsForm(bot, 'Keeping…');
    expect(await sendSettingsForm(bot, form, { keptMonths: '0' })).toEqual({
      keptMonths: 'Give a whole number of months from 1 to 240, or leave it empty to keep leads for ever.',
    });
    bot.clock.set('2026-03-05T12:00:00Z');
    const { body } = await bot.slack.user('UADMIN').submit(form, { keptMonths: '1' });
    expect(JSON.stringify(body)).toContain('1 lead would be erased tonight');
    expect((await getWorkspace(bot.ctx)).keptMonths).toBeNull();
    const preview = bot.slack.user('UADMIN').modal();
    if (preview) await bot.slack.user('UADMIN').submit(preview);
    expect((await getWorkspace(bot.ctx)).keptMonths).toBe(1);
    expect(await eraseSilentLeads(bot.ctx)).toBe(0);
    bot.clock.set('2026-03-06T12:00:00Z');
    expect(await eraseSilentLeads(bot.ctx)).toBe(1);
    expect(await foundInDatabase(bot)).toEqual([]);
  });

  it('is erased from the command line once somebody has said yes', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', at(0), { lead: { name: 'Zelda' } })]);
    const erase = async (args: string[], typed?: string) => {
      const said = { answers: [] as string[], notes: [] as string[], code: 0 };
      const terminal: Terminal = {
        answer: (line) => said.answers.push(line),
        note: (line) => said.notes.push(line),
        exitWith: (code) => {
          said.code = code;
        },
        isInteractive: typed !== undefined,
      };
      const open: OpenContext = async (_, work) => work({ ctx, workspace: await getWorkspace(ctx) });
      const ask = typed === undefined ? undefined : async () => typed;
      await runProgram(
        new Command().addCommand(eraseCommand(open, terminal, ask)),
        ['erase', ...args],
        terminal,
      );
      return said;
    };
    expect(await erase(['L-1'], 'no')).toMatchObject({ code: 1, notes: ['Nothing has changed.'] });
    expect(await erase(['L-9', '--yes'])).toMatchObject({ code: 1, answers: [] });
    expect((await erase(['L-1'], 'y')).answers[0]).toContain('Erased.');
    expect(JSON.parse((await erase(['L-1', '--json'])).answers.join(''))).toMatchObject({
      outcome: 'erased before',
    });
  });
});
