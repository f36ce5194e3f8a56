import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { policiesCommand } from '../../src/cli/policies-command.ts';
import { fromRows, policyListJson } from '../../src/sla/policy-schema.ts';
import { currentPolicies } from '../../src/team/policy-list.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { hours } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import type { Choice } from '../support/slack/elements.ts';
import { isObject } from '../support/slack/json.ts';
import type { SlackView } from '../support/slack/world.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

const DEMO = { name: 'Demo requests', when: 'source = demo', decideWithin: '5 min', clock: 'wall' };

async function openList(bot: Bot): Promise<SlackView> {
  const admin = bot.slack.user('UADMIN');
  await admin.command('/funnel', 'policies');
  return bot.until(() => admin.modal());
}

/** The list as it stands now, once it says this. */
function listSays(bot: Bot, words: string): Promise<SlackView> {
  return bot.until(() => {
    const view = bot.slack.user('UADMIN').modal();
    return view?.title === 'SLA policies' && wordsOfView(view).includes(words) ? view : undefined;
  });
}

async function openForm(bot: Bot, list: SlackView, name: string, choose?: string): Promise<SlackView> {
  const admin = bot.slack.user('UADMIN');
  const blockId = list.blocks.find((block) => JSON.stringify(block).includes(`"${choose}"`))?.block_id;
  await admin.click(list, name, choose ? { choose, blockId: String(blockId) } : {});
  return bot.until(() => (admin.modal()?.id === list.id ? undefined : admin.modal()));
}

/** What Slack shows under the fields; undefined when the form closes. */
async function submits(bot: Bot, form: SlackView, values: Record<string, Choice>): Promise<unknown> {
  const ack = await bot.slack.user('UADMIN').submit(form, values);
  return isObject(ack.body) ? ack.body.errors : undefined;
}

async function hasPolicies(bot: Bot, ...list: object[]) {
  const file = await aFile(JSON.stringify(list), 'policies.json');
  const run = await runCommand(bot.ctx, policiesCommand, 'set', file);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
}

/** What took longer than Slack waits. */
async function closesOnceDone(bot: Bot) {
  const admin = bot.slack.user('UADMIN');
  await admin.close(await bot.until(() => (admin.modal()?.title === 'Done' ? admin.modal() : undefined)));
}

const saved = async (bot: Bot) => fromRows(await currentPolicies(bot.ctx));

describe('/funnel policies', () => {
  it('shows an admin what is promised, and nobody else', async () => {
    const bot = await aBot({ database: database() });
    expect(wordsOfView(await openList(bot))).toContain('Every lead: decide within 1 working day');
    expect(wordsOf(await bot.asks('UREP1', 'policies'))).toContain('Only admins can change the policies');
  });

  it('adds a policy, which is saved only with the list', async () => {
    const bot = await aBot({ database: database() });
    const list = await openList(bot);
    const form = await openForm(bot, list, 'Add a policy');
    const chain = { tell: ['rep'], tellPeople: ['UMANAGER'], tellChannels: ['CSALES'], next: 'rotation' };
    expect(await submits(bot, form, { ...DEMO, ...chain, grace: '30 min', atMost: '1' })).toBeUndefined();
    await closesOnceDone(bot);
    const draft = await listSays(bot, 'No lead is open');
    expect(wordsOfView(draft)).toContain(
      'Demo requests (source = demo): decide within 5 min around the clock; remind at 75%; then tell the rep, <@UMANAGER> and <#CSALES>; after 30 min hand on to the rotation, at most once.',
    );
    expect(wordsOfView(draft)).toContain('Not saved yet – new: Demo requests.');
    expect(await saved(bot)).toHaveLength(1);
    await submits(bot, draft, {});
    expect(bot.slack.user('UADMIN').modal()?.title).toBe('Saved');
    expect(await saved(bot)).toMatchObject([
      {
        ...DEMO,
        chain: ['tell rep', 'tell <@UMANAGER>', 'tell <#CSALES>', 'wait 30 min', 'hand on to the rotation'],
      },
      { name: 'Every lead', when: '' },
    ]);
  });

  it('moves and removes policies, and says what would change', async () => {
    const bot = await aBot({ database: database() });
    const other = (name: string) => ({ ...DEMO, name });
    await hasPolicies(bot, other('A'), other('B'), other('C'), { name: 'Every lead', decideWithin: '2 h' });
    const admin = bot.slack.user('UADMIN');
    const first = await openList(bot);
    const menu = (list: SlackView, index: number) => ({
      blockId: String(list.blocks[index + 1]?.block_id ?? `block-${index + 1}`),
    });
    await admin.click(first, 'policy_menu', { choose: 'down 0', ...menu(first, 0) });
    const second = await listSays(bot, 'another order');
    await admin.click(second, 'policy_menu', { choose: 'remove 2', ...menu(second, 2) });
    const third = await listSays(bot, 'removed: C; another order');
    await submits(bot, third, {});
    expect((await saved(bot)).map(({ name }) => name)).toEqual(['B', 'A', 'Every lead']);
  });

  it('acknowledges before it asks Slack who can be told, and gives the form back when somebody cannot', async () => {
    const bot = await aBot({ database: database() });
    await bot.slack.addChannel({ id: 'COUT', name: 'out', isMember: false });
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    const admin = bot.slack.user('UADMIN');
    const form = await openForm(bot, await openList(bot), 'Add a policy');
    const ack = await admin.submit(form, { ...DEMO, tellPeople: ['UGUEST'], tellChannels: ['COUT'] });
    expect(JSON.stringify(ack.body)).toContain('Working…');
    const again = await bot.until(() =>
      wordsOfView(admin.modal()).includes('Gus Guest is a guest') ? admin.modal() : undefined,
    );
    expect(wordsOfView(again)).toContain('/invite');
    expect(again.id).toBe(form.id);
    await submits(bot, again, { tellPeople: ['UMANAGER'], tellChannels: [] });
    await closesOnceDone(bot);
    const draft = await listSays(bot, 'new: Demo requests');
    expect(wordsOfView(draft)).toContain('then tell the rep, the managers and <@UMANAGER>');
  });

  it('says under each field what is wrong', async () => {
    const bot = await aBot({ database: database() });
    const form = await openForm(bot, await openList(bot), 'Add a policy');
    expect(
      await submits(bot, form, {
        name: 'every LEAD',
        when: 'demo',
        decideWithin: 'soon',
        remind: '0%',
        contactWithin: 'later',
        tellGroup: 'sales',
        grace: 'a bit',
        next: 'person',
      }),
    ).toEqual({
      name: expect.stringContaining('another policy called “every LEAD”'),
      when: expect.stringContaining('“demo” is not a condition'),
      decideWithin: expect.stringContaining('“soon” is not a duration'),
      remind: expect.stringContaining('“0%” is not between'),
      contactWithin: expect.stringContaining('“later” is not a duration'),
      tellGroup: expect.stringContaining('“sales” is not the id of a user group'),
      grace: expect.stringContaining('“a bit” is not a duration'),
      person: expect.stringContaining('Choose who gets the lead'),
    });
    expect(await submits(bot, form, { ...DEMO, grace: '5 min' })).toEqual({
      grace: expect.stringContaining('Nothing follows this wait'),
    });
    expect(await submits(bot, form, { ...DEMO, when: ' ; ' })).toEqual({
      when: expect.stringContaining('Only the last policy covers every lead'),
    });
    expect(await submits(bot, form, { ...DEMO, clock: 'wall', decideWithin: '1 working day' })).toEqual({
      decideWithin: expect.stringContaining('the wall clock counts here'),
    });
    expect(
      await submits(bot, form, { ...DEMO, when: `source = ${'x,'.repeat(40)}x; ${'a = b;'.repeat(9)}` }),
    ).toBeUndefined();
  });

  it('points to the file when Slack cannot carry the draft', async () => {
    const bot = await aBot({ database: database() });
    const quotes = Array.from({ length: 10 }, (_, index) => `f${index} = "${'""'.repeat(45)}"`).join(';');
    const first = await openForm(bot, await openList(bot), 'Add a policy');
    expect(await submits(bot, first, { ...DEMO, when: quotes })).toBeUndefined();
    const second = await openForm(bot, await listSays(bot, 'No lead is open'), 'Add a policy');
    expect(await submits(bot, second, { ...DEMO, name: 'Another', when: quotes })).toEqual({
      name: expect.stringContaining('npm run funnel -- policies --json'),
    });
    expect(bot.slack.user('UADMIN').modal()?.id).toBe(second.id);
  });

  it('keeps a chain that came by file unless it is to be replaced', async () => {
    const bot = await aBot({ database: database() });
    const chained =
      '{"name":"Every lead","decideWithin":"2 h","then":["wait 5 min","tell <@UMANAGER>","wait 5 min","tell managers"]}';
    await hasPolicies(bot, JSON.parse(chained));
    const list = await openList(bot);
    const form = await openForm(bot, list, 'Edit');
    expect(wordsOfView(form)).toContain('more happens than this form can show');
    await submits(bot, form, { decideWithin: '3 h', tell: ['rep'] });
    const draft = await listSays(bot, 'changed: Every lead');
    expect(wordsOfView(draft)).toContain(
      'within 3 h of working time; remind at 75%; after 5 min tell <@UMANAGER>; after another 5 min',
    );
    const again = await openForm(bot, draft, 'Edit');
    await submits(bot, again, { replaceChain: ['replace'], tell: ['rep'] });
    await submits(bot, await listSays(bot, 'then tell the rep.'), {});
    expect(await saved(bot)).toMatchObject([{ decideWithin: '3 h', chain: ['tell rep'] }]);
  });

  it.each([
    ['keep', 'Open leads keep the deadline', false],
    ['move', 'have moved', true],
  ])('lets open leads %s their deadline', async (openLeads, words, moves) => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', source: 'demo' }));
    const [before] = await listHandoffs(bot.ctx);
    const form = await openForm(bot, await openList(bot), 'Add a policy');
    await submits(bot, form, { ...DEMO, decideWithin: '2 h' });
    const draft = await listSays(bot, '1 open deadline would move');
    await submits(bot, draft, { openLeads });
    await bot.until(() => wordsOfView(bot.slack.user('UADMIN').modal()).includes(words));
    const [after] = await listHandoffs(bot.ctx);
    const promised = (after?.dueAt.getTime() ?? 0) - (after?.clockFrom.getTime() ?? 0);
    expect(after?.dueAt.getTime() === before?.dueAt.getTime()).toBe(!moves);
    if (moves) expect(promised).toBe(hours(2));
  });

  it('says that they are saved where the deadlines of open leads cannot be moved', async () => {
    const bot = await aBot({ database: database() });
    bot.expectErrors();
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', source: 'demo' }));
    const [before] = await listHandoffs(bot.ctx);
    const form = await openForm(bot, await openList(bot), 'Add a policy');
    await submits(bot, form, { ...DEMO, decideWithin: '2 h' });
    const draft = await listSays(bot, '1 open deadline would move');
    const isElsewhere = sql.raw(`workspace_id <> '${bot.ctx.workspaceId}'`);
    const asBefore = sql.raw(`due_at = '${before?.dueAt.toISOString()}'`);
    await bot.ctx.db.execute(
      sql`alter table handoffs add constraint stuck check (${isElsewhere} or ${asBefore})`,
    );
    onTestFinished(async () => {
      await bot.ctx.db.execute(sql`alter table handoffs drop constraint stuck`);
    });
    await submits(bot, draft, { openLeads: 'move' });
    const words = await bot.until(() => {
      const modal = bot.slack.user('UADMIN').modal();
      return modal?.title === 'Working…' ? undefined : wordsOfView(modal);
    });
    expect(words).toMatch(/^Saved(.|\n)*Saved. The deadlines of open leads could not all be moved\./);
    expect(words).toContain('`npm run funnel -- policies set FILE --apply-to-open`');
    expect(await saved(bot)).toMatchObject([{ decideWithin: '2 h' }, { name: 'Every lead' }]);
    expect((await listHandoffs(bot.ctx))[0]?.dueAt).toEqual(before?.dueAt);
  });

  it('does not overwrite what somebody else has saved meanwhile', async () => {
    const bot = await aBot({ database: database() });
    const form = await openForm(bot, await openList(bot), 'Add a policy');
    await submits(bot, form, DEMO);
    const draft = await listSays(bot, 'No lead is open');
    await hasPolicies(bot, { name: 'Every lead', decideWithin: '1 h' });
    await submits(bot, draft, {});
    expect(wordsOfView(bot.slack.user('UADMIN').modal())).toMatch(/Not saved(.|\n)*Somebody has changed/);
    expect(await saved(bot)).toHaveLength(1);
  });

  it('does not save for somebody who was an admin when the list opened', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.addUser({ id: 'UTEMP', name: 'Tess Temp', isAdmin: true });
    const tess = bot.slack.user('UTEMP');
    await tess.command('/funnel', 'policies');
    const list = await bot.until(() => tess.modal());
    await tess.click(list, 'Add a policy');
    const form = await bot.until(() => (tess.modal()?.id === list.id ? undefined : tess.modal()));
    bot.slack.changeUser('UTEMP', { isAdmin: false });
    bot.clock.advance(5 * 60_000);
    await tess.submit(form, DEMO);
    expect(wordsOfView(tess.modal())).toContain('Only admins can change the policies');
  });
});

describe('funnel policies', () => {
  it('prints a table, and JSON that can be set again', async () => {
    const bot = await aBot({ database: database() });
    await hasPolicies(bot, DEMO, { name: 'Every lead', decideWithin: '2 h' });
    const table = await runCommand(bot.ctx, policiesCommand);
    expect(table.stdout).toMatch(/1 {2}Demo requests {2}source = demo .*5 min .*around the clock .*75%/);
    const { stdout } = await runCommand(bot.ctx, policiesCommand, '--json');
    expect(JSON.parse(stdout)).toEqual(policyListJson(await currentPolicies(bot.ctx)));
    const again = await runCommand(bot.ctx, policiesCommand, 'set', await aFile(stdout));
    expect(again.stdout).toContain('These are the policies already, so nothing was saved.');
  });

  it('says what would move, and moves open deadlines only when asked', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', { source: 'demo' }));
    const [before] = await listHandoffs(bot.ctx);
    const file = await aFile(JSON.stringify([DEMO, { name: 'Every lead', decideWithin: '1 working day' }]));
    const dry = await runCommand(bot.ctx, policiesCommand, 'set', file, '--dry-run');
    expect(dry.stdout).toMatch(/1 open deadline would move \(1 sooner\)\.\nNothing was saved/);
    expect(await saved(bot)).toHaveLength(1);
    const kept = await runCommand(bot.ctx, policiesCommand, 'set', file);
    expect(kept.stdout).toContain('Open leads keep the deadline that they were promised');
    expect((await listHandoffs(bot.ctx))[0]?.dueAt).toEqual(before?.dueAt);
    const moved = await runCommand(bot.ctx, policiesCommand, 'set', file, '--apply-to-open', '--json');
    expect(JSON.parse(moved.stdout)).toMatchObject({
      policies: 2,
      saved: true,
      open: 1,
      moved: 1,
      appliedToOpen: true,
    });
    const [after] = await listHandoffs(bot.ctx);
    expect((after?.dueAt.getTime() ?? 0) - (after?.clockFrom.getTime() ?? 0)).toBe(hours(5 / 60));
  });

  it('judges open leads anew by what was said of them, not by how they are stored', async () => {
    const bot = await aBot({ database: database() });
    const list = [
      { ...DEMO, when: 'stage = trial; leadId = a; workspaceId = b' },
      { name: 'Every lead', decideWithin: '1 working day' },
    ];
    await hasPolicies(bot, ...list);
    bot.clock.advance(60_000);
    const attributes = { stage: 'trial', leadId: 'a', workspaceId: 'b' };
    await bot.post(anMql(bot, 'L-1', { attributes }));
    const file = await aFile(JSON.stringify(list));
    const again = await runCommand(bot.ctx, policiesCommand, 'set', file, '--apply-to-open', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ open: 1, moved: 0, appliedToOpen: true });
    const [after] = await listHandoffs(bot.ctx);
    expect((after?.dueAt.getTime() ?? 0) - (after?.clockFrom.getTime() ?? 0)).toBe(hours(5 / 60));
  });

  it.each([
    ['{', /is not JSON: .*policies --json shows the form/],
    ['[]', /at least one policy/],
    ['[{"name":"All","decideWithin":"soon"}]', /Policy 1 “All”, decideWithin: “soon” is not a duration/],
  ])('refuses %s in words', async (content, words) => {
    const bot = await aBot({ database: database() });
    const run = await runCommand(bot.ctx, policiesCommand, 'set', await aFile(content));
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(words);
  });

  it('names a file that cannot be read', async () => {
    const bot = await aBot({ database: database() });
    expect((await runCommand(bot.ctx, policiesCommand, 'set', '/nowhere.json')).stderr).toContain(
      '/nowhere.json cannot be read',
    );
  });
});
