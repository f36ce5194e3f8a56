import { describe, expect, it } from 'vitest';
import { listChanges } from '../../src/team/list-changes.ts';
import { findMember } from '../../src/team/members.ts';
import { listReasons, removeReason, showReason } from '../../src/team/rejection-reasons.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import { changeSettings, openSettingsForm } from '../support/settings-form.ts';
import type { Choice } from '../support/slack/elements.ts';
import { isObject } from '../support/slack/json.ts';
import type { SlackView } from '../support/slack/world.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

async function shows(bot: Bot, userId: string, ...words: string[]): Promise<SlackView> {
  const shown = () => wordsOfView(bot.slack.user(userId).modal());
  return bot
    .until(() => (words.every((word) => shown().includes(word)) ? bot.slack.user(userId).modal() : undefined))
    .catch(() => {
      throw new Error(`${userId} does not see ${JSON.stringify(words)}, but:\n${shown()}`);
    });
}

async function errorsOf(bot: Bot, view: SlackView, values: Record<string, Choice>): Promise<unknown> {
  const { body } = await bot.slack.user('UADMIN').submit(view, values);
  return isObject(body) ? body.errors : undefined;
}

/** Everything closed, and the area opened anew: the pretend Slack counts closed forms, too, when it says that three are open. */
async function reopened(bot: Bot, button: string): Promise<SlackView> {
  const admin = bot.slack.user('UADMIN');
  for (let open = admin.modal(); open; open = admin.modal()) await admin.close(open);
  return openSettingsForm(bot, button);
}

describe('the settings of people', () => {
  it('change one person’s part, say where the leads of a removed one go, and leave a trace', async () => {
    const bot = await aBot({ database: database() });
    const admin = bot.slack.user('UADMIN');
    const rita = bot.slack.user('UREP1');
    await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
    await bot.post([
      anMql(bot, 'L-1', { ownerEmail: rita.email }),
      anMql(bot, 'L-2', { ownerEmail: rita.email }),
    ]);
    await bot.until(async () => (await listHandoffs(bot.ctx)).every(({ holderId }) => holderId === 'UREP1'));
    const list = await openSettingsForm(bot, 'People…');
    expect(wordsOfView(list)).toMatch(/<@UREP1>\s+Rep · weight 1, .* turns? · 2 open leads/);
    await admin.click(list, 'edit_person', { blockId: blockAbout(list, 'UREP1') });
    const form = await shows(bot, 'UADMIN', 'Edit a person', '2 open leads go to the one other rep');

    const wrong = {
      weight: '11',
      dailyCap: '0',
      hours: 'Mon 18-09',
      timeZone: 'Mars',
      region: 'XX',
      from: '2026-02-02',
    };
    expect(await errorsOf(bot, form, wrong)).toEqual({
      hours: expect.any(String),
      timeZone: expect.stringContaining('“Mars” is not a time zone'),
      region: expect.stringContaining('“XX”'),
      last: 'Choose the last day.',
    });
    const right = {
      hours: 'Mon-Thu 9-12',
      timeZone: 'Asia/Tokyo',
      region: 'jp',
      from: '2026-02-02',
      last: '2026-02-03',
    };
    expect(await errorsOf(bot, form, { ...right, weight: '11', dailyCap: '0' })).toEqual({
      weight: 'Give a whole number from 1 to 10.',
      dailyCap: 'Give a whole number from 1 to 1,000, or leave it empty.',
    });
    const part = {
      ...right,
      weight: '3',
      dailyCap: '5',
      openCap: '9',
      paused: ['paused'],
      roles: ['rep', 'manager'],
    };
    expect(await errorsOf(bot, form, part)).toBeUndefined();
    const again = await shows(
      bot,
      'UADMIN',
      'Rep and Manager',
      '⏸️ paused',
      'weight 3',
      'at most 5 a day',
      '🌴 away from',
    );
    expect(await findMember(bot.ctx, 'UREP1')).toMatchObject({
      ...{ isRep: true, isManager: true, weight: 3, dailyCap: 5, openCap: 9, holidayRegion: 'JP' },
      ...{ ownTimeZone: 'Asia/Tokyo', pausedAt: expect.any(Date) },
    });

    // Sent again as it is, nothing changes; then the absence ends and the turns go on.
    expect(again.title).toBe('People and rotation');
    const edit = async () => {
      const people = await reopened(bot, 'People…');
      await admin.click(people, 'edit_person', { blockId: blockAbout(people, 'UREP1') });
      return shows(bot, 'UADMIN', 'Edit a person');
    };
    const before = (await listChanges(bot.ctx, { limit: 100 })).length;
    await errorsOf(bot, await edit(), {});
    expect(await listChanges(bot.ctx, { limit: 100 })).toHaveLength(before);
    await errorsOf(bot, await edit(), { from: null, last: null, paused: [] });
    await bot.until(() => (/⏸️|🌴/u.test(wordsOfView(admin.modal())) ? undefined : true));

    await admin.click(await edit(), 'remove_person');
    const removed = await shows(bot, 'UADMIN', '2 open leads go to others now');
    await admin.close(removed);
    await bot.until(() => (wordsOfView(admin.modal()).includes('<@UREP1>') ? undefined : true));
    await bot.until(
      async () => (await listHandoffs(bot.ctx)).every(({ holderId }) => holderId === 'UREP2') || undefined,
    );
    const changes = wordsOf(await bot.asks('UADMIN', 'changes'));
    for (const action of [
      'rep removed',
      'manager removed',
      'manager added',
      'absence cancelled',
      'rep resumed',
      'own hours set',
    ])
      expect(changes).toContain(action);
  });

  it('lets managers choose reps, and nobody else', async () => {
    const bot = await aBot({ database: database() });
    await changeSettings(bot, 'Alerts…', { managerIds: ['UMANAGER'] });
    const manager = bot.slack.user('UMANAGER');
    await manager.openHome();
    await manager.click(await bot.until(() => manager.home()), 'People…');
    await manager.click(await shows(bot, 'UMANAGER', 'People and rotation'), 'Add people…');
    const form = await shows(bot, 'UMANAGER', 'Reps get each new lead');
    expect(wordsOfView(form)).not.toContain('Admin');
    await manager.submit(form, { reps: ['UREP1'], roles: ['rep'] });
    await shows(bot, 'UMANAGER', '<@UREP1> takes part in the rotation');
    expect(await findMember(bot.ctx, 'UREP1')).toMatchObject({ isRep: true, isManager: false });
  });
});

describe('the settings of the calendar', () => {
  it('show which open deadlines move and the next holidays, and move them when asked', async () => {
    const bot = await aBot({ database: database() });
    const admin = bot.slack.user('UADMIN');
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.post(anMql(bot, 'L-1'));
    const form = await openSettingsForm(bot, 'Calendar…');
    const values = {
      workingHours: 'Mon-Fri 13:00-21:00',
      timeZone: 'UTC',
      holidayRegion: 'DE',
      holidays: '2026-12-24',
    };
    await admin.submit(form, values);
    const preview = await shows(bot, 'UADMIN', '1 open deadline would move (1 sooner)');
    expect(wordsOfView(preview)).toContain('The next days off: Fri, 3 Apr 2026');
    // Changed after the preview: it is shown anew, and nothing is saved.
    await admin.submit(preview, { holidays: '2026-01-05' });
    const other = await shows(
      bot,
      'UADMIN',
      'The next days off: Mon, 5 Jan 2026',
      '1 open deadline would move',
    );
    expect((await getWorkspace(bot.ctx)).configuredAt).toBeNull();
    await admin.submit(other, { openLeads: 'move' });
    await shows(bot, 'UADMIN', '1 open deadline has moved.');
    const [moved] = await listHandoffs(bot.ctx);
    expect(moved?.dueAt.toISOString()).toBe('2026-01-06T21:00:00.000Z');
    await admin.close(await shows(bot, 'UADMIN', 'Saved'));
    await shows(bot, 'UADMIN', 'Funnel settings', 'public holidays of DE');
  });
});

describe('the settings of words', () => {
  it('call stages as the team does, wherever they are named', async () => {
    const bot = await aBot({ database: database() });
    const form = await openSettingsForm(bot, 'Names…');
    expect(
      await errorsOf(bot, form, { sql: '<!here>', won: 'x'.repeat(25), lost: 'mql', lead: 'A&B 2-x' }),
    ).toEqual({
      sql: expect.stringContaining('Use letters, digits'),
      won: 'Give it at most 24 characters.',
      lost: 'Another stage is called so already.',
    });
    expect(
      await errorsOf(bot, form, { sql: ' SAL ', mql: 'MQL', won: '', lost: '', lead: '' }),
    ).toBeUndefined();
    await shows(bot, 'UADMIN', 'Funnel settings', 'SAL instead of SQL');
    expect((await getWorkspace(bot.ctx)).stageNames).toEqual({ sql: 'SAL' });
    expect(wordsOf(await bot.asks('UADMIN', 'cost'))).toContain('Cost per SAL');
    expect(wordsOf(await bot.asks('UADMIN', 'changes'))).toContain('stage names changed');
  });

  it('keep the reasons that reps choose from: edited, ordered, hidden once used', async () => {
    const bot = await aBot({ database: database() });
    const admin = bot.slack.user('UADMIN');
    const rita = bot.slack.user('UREP1');
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: rita.email }));
    const menu = async (key: string, verb: string) => {
      const list = await reopened(bot, 'Reasons…');
      await admin.click(list, 'reason_menu', {
        choose: `${verb} ${key}`,
        blockId: blockAbout(list, `${verb} ${key}`),
      });
    };
    const list = await openSettingsForm(bot, 'Reasons…');
    await admin.click(list, 'Add a reason…');
    const added = await shows(bot, 'UADMIN', 'As a rep chooses it');
    expect(await errorsOf(bot, added, { label: 'no BUDGET' })).toEqual({
      label: 'There is such a reason already.',
    });
    expect(await errorsOf(bot, added, { label: ' ' })).toEqual({ label: expect.any(String) });
    await errorsOf(bot, added, {
      label: 'Works at a <b>competitor</b>',
      outcome: 'disqualify',
      turn: ['back'],
    });
    await shows(bot, 'UADMIN', '8. Works at a');
    const [{ key = '' } = {}] = (await listReasons(bot.ctx)).slice(-1);
    await menu(key, 'up');
    await shows(bot, 'UADMIN', '7. Works at a');
    await menu('spam', 'edit');
    await errorsOf(bot, await shows(bot, 'UADMIN', 'Edit a reason'), { label: 'Spam' });
    await shows(bot, 'UADMIN', '8. Spam');

    const card = await bot.sees('UREP1', 'Ada Park', '[Reject]');
    await rita.click(card, 'Reject');
    const reject = await bot.until(() => rita.modal());
    expect(wordsOfView(reject)).toContain('Works at a <b>competitor</b>');
    await rita.submit(reject, { reason: key });
    await bot.sees('UREP1', 'Works at a &lt;b&gt;competitor');
    await menu(key, 'remove');
    await shows(bot, 'UADMIN', '~Works at a', 'used for 1 lead', '7. Spam');
    await menu('no_fit', 'remove');
    await bot.until(() => (wordsOfView(admin.modal()).includes('Not our kind') ? undefined : true));
    expect((await listReasons(bot.ctx)).find((reason) => reason.key === key)).toMatchObject({
      isHidden: true,
      used: 1,
    });
    expect(wordsOf(await bot.asks('UADMIN', 'reasons'))).toContain('competitor');
    await showReason(bot.ctx, key);
    for (const reason of await listReasons(bot.ctx))
      if (reason.key !== key) await removeReason(bot.ctx, reason.key);
    await expect(removeReason(bot.ctx, key)).rejects.toThrow('needs a reason to choose');
    expect(wordsOf(await bot.asks('UADMIN', 'changes'))).toContain('reasons changed');
  });
});

describe('what was opened from an answer or the Home tab', () => {
  it('is shown anew: the goal that was set, and the lead that was claimed from the pool', async () => {
    const bot = await aBot({ database: database() });
    const admin = bot.slack.user('UADMIN');
    const answer = await bot.asks('UADMIN', 'goal this month');
    await admin.click(answer, 'Set goals…');
    await admin.submit(await bot.until(() => admin.modal()), { mqls: '120' });
    await bot.until(() => bot.slack.ephemerals.some((one) => wordsOf(one).includes('120')) || undefined);
    for (let open = admin.modal(); open; open = admin.modal()) await admin.close(open);

    await changeSettings(bot, 'Alerts…', { poolChannelId: 'CSALES' });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await bot.sees('CSALES', 'Ada Park', '[Claim]');
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    const rita = bot.slack.user('UREP1');
    await rita.openHome();
    const home = await bot.until(() =>
      wordsOfView(rita.home()).includes('[Claim]') ? rita.home() : undefined,
    );
    await rita.click(home, 'Claim');
    await bot.until(() => (wordsOfView(rita.home()).includes('1 waits') ? true : undefined));
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ holderId: 'UREP1', routedTo: 'claim' }]);
  });
});

/** The block that holds these words or values. */
function blockAbout(view: SlackView, words: string): string {
  const index = view.blocks.findIndex((block) => JSON.stringify(block).includes(words));
  return String(view.blocks[index]?.block_id ?? `block-${index}`);
}
