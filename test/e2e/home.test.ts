import { describe, expect, it } from 'vitest';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import { sendSettingsForm } from '../support/settings-form.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

/** What somebody's Home tab shows, once it shows all of these words. */
async function homeOf(bot: Bot, userId: string, ...words: string[]) {
  const person = bot.slack.user(userId);
  const shown = () => wordsOfView(person.home());
  const home = await bot
    .until(() => (words.every((word) => shown().includes(word)) ? person.home() : undefined))
    .catch(() => {
      throw new Error(`The Home tab does not show ${JSON.stringify(words)}, but:\n${shown()}`);
    });
  return { view: home, words: shown() };
}

describe('the Home tab', () => {
  it('lets a rep decide in place, and shows it decided to them and in the counts of a manager', async () => {
    const bot = await aBot({ database: database() });
    const rita = bot.slack.user('UREP1');
    await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
    await bot.post([
      anMql(bot, 'L-1', { name: 'Ada Park', company: 'Acme', ownerEmail: rita.email, source: 'webinar' }),
      anMql(bot, 'L-2', { name: '<!channel> *Bo*', ownerEmail: rita.email }),
    ]);
    await bot.sees('UREP1', 'Ada Park');
    for (const id of ['UREP1', 'UREP2', 'UADMIN']) await bot.slack.user(id).openHome();
    const before = await homeOf(bot, 'UREP1', '2 wait', 'Ada Park, Acme', '[Accept]', '[Reject]');
    expect(before.words).toContain('<!channel> *Bo*');
    await homeOf(bot, 'UADMIN', '2 open leads');
    const others = await homeOf(bot, 'UREP2', 'Nothing waits for your decision.');
    expect(others.words).not.toContain('Ada Park');

    await rita.click(before.view, 'Accept');
    const said = ['1 waits', 'Decided lately', '[Undo]', 'you accepted 1 of 2 MQLs'];
    const after = await homeOf(bot, 'UREP1', ...said);
    expect((await listHandoffs(bot.ctx)).map(({ state }) => state)).toContain('accepted');
    bot.passes(minutes(1));
    await homeOf(bot, 'UADMIN', '1 open lead');
    expect((await homeOf(bot, 'UREP2')).words).toBe(others.words);

    await rita.click(after.view, 'Undo');
    const undone = await homeOf(bot, 'UREP1', '2 wait');
    const messages = (await bot.slack.messages('UREP1')).map(wordsOf);
    expect(messages.filter((words) => words.includes('New MQL'))).toHaveLength(2);

    // Somebody else is faster: the click is answered above the Home tab, which follows.
    const [first] = await listHandoffs(bot.ctx);
    const card = await bot.sees('UREP1', 'Ada Park', '[Accept]');
    await bot.slack.user('UADMIN').click(card, 'Accept');
    await bot.sees('UREP1', '✅ Accepted', '<@UADMIN>');
    expect(first?.leadId).toBe('L-1');
    await rita.click(undone.view, 'Accept');
    const notice = await bot.until(() => rita.modal());
    expect(wordsOfView(notice)).toContain('already accepted by <@UADMIN>');
    await homeOf(bot, 'UREP1', '1 waits');
  });
});

describe('the buttons of the Home tab', () => {
  it('set everything up for the first admin, each step until it is done', async () => {
    const bot = await aBot({ database: database() });
    const ann = bot.slack.user('UADMIN');
    const pressed = async (label: string) => {
      await ann.click((await homeOf(bot, ann.id)).view, label);
      return bot.until(() => ann.modal());
    };
    await ann.openHome();
    const fresh = await homeOf(bot, ann.id, 'Set up: 1 of 5 done', 'Nobody is in the rotation yet');
    expect(fresh.words).not.toContain('Your leads');

    await ann.submit(await pressed('Add reps…'), { reps: ['UREP1', 'UREP2'] });
    await homeOf(bot, ann.id, 'Set up: 2 of 5 done');
    expect(wordsOfView(ann.modal())).toContain('<@UREP1> and <@UREP2> take part in the rotation');
    await ann.close(await bot.until(() => ann.modal()));

    await ann.click(await pressed('Settings…'), 'Promise…');
    await sendSettingsForm(
      bot,
      await bot.until(() => (ann.modal()?.title === 'The promise' ? ann.modal() : undefined)),
      {},
    );
    await ann.close(await bot.until(() => ann.modal()));
    await homeOf(bot, ann.id, 'Set up: 3 of 5 done');

    await ann.submit(await pressed('Digest…'), { channel: 'CSALES', time: '08:30' });
    const sentence = 'gets the digest on weekdays at 08:30';
    expect(wordsOfView(await bot.until(() => ann.modal()))).toContain(sentence);
    await ann.close(await bot.until(() => ann.modal()));
    await homeOf(bot, ann.id, 'Set up: 4 of 5 done', 'Next digest', '<#CSALES>');

    expect(wordsOfView(await pressed('How…'))).toContain('/api/stage-changes');
    await ann.close(await bot.until(() => ann.modal()));
    await bot.post(anMql(bot, 'L-1', { ownerEmail: 'nobody@corp.test' }));
    bot.passes(minutes(6));
    const done = await homeOf(bot, ann.id, 'belongs to “nobody@corp.test” in the CRM');
    expect(done.words).not.toContain('Set up');

    for (const [label, title] of [
      ['Policies…', 'SLA policies'],
      ['Goals…', 'Set goals'],
      ['Give several…', 'Give several leads'],
      ['Give to…', 'Give lead'],
      ['Details…', 'Lead'],
    ] as const) {
      const modal = await pressed(label);
      expect(modal.title).toBe(title);
      await ann.close(modal);
    }
    await ann.submit(await pressed('Reports…'), { report: 'pass-rate' });
    await bot.sees(ann.id, 'Pass rate');
  });

  it('turn pages, say when a rep is away, and snooze', async () => {
    const bot = await aBot({ database: database() });
    const rita = bot.slack.user('UREP1');
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.post(
      Array.from({ length: 12 }, (_, n) => anMql(bot, `L-${n + 1}`, { name: `Lead ${n + 1}.` })),
    );
    await bot.sees('UREP1', 'Lead 12.');
    await rita.openHome();
    const first = await homeOf(bot, rita.id, '12 wait', 'Shown: 1 to 10 of 12', '[Next →]');
    await rita.click(first.view, 'Next →');
    const second = await homeOf(bot, rita.id, 'Shown: 11 to 12 of 12', '[← Previous]');
    expect(second.words).not.toContain('Next →');
    const [shown = ''] = /Lead \d+\./.exec(second.words) ?? [];
    expect(first.words).not.toContain(shown);

    await rita.click(second.view, 'lead_menu', { choose: 'Snooze for 1 hour' });
    await homeOf(bot, rita.id, 'Shown: 11 to 12 of 12', 'Snoozed until');
    await rita.click((await homeOf(bot, rita.id)).view, 'lead_menu', { choose: 'Details…' });
    expect(wordsOfView(await bot.until(() => rita.modal()))).toContain('Why me');
    await rita.close(await bot.until(() => rita.modal()));

    await rita.click((await homeOf(bot, rita.id)).view, 'I am away…');
    const away = await bot.until(() => rita.modal());
    await rita.submit(away, { from: '2026-01-05', last: '2026-01-02' });
    await rita.submit(away, { from: '2026-01-05', last: '2026-01-07' });
    await homeOf(bot, rita.id, 'You are away until', 'Thu 8 Jan, 00:00 UTC', '[I am back]');
    expect(wordsOfView(rita.modal())).toContain('You are away until');
    await rita.click((await homeOf(bot, rita.id)).view, 'I am back');
    await homeOf(bot, rita.id, 'You are here: new leads come to you.');
  });

  it('are for colleagues only: guests find a sentence, and whoever has no role is told whom to ask', async () => {
    const bot = await aBot({ database: database() });
    const { slack } = bot;
    slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    slack.addUser({ id: 'UOTHER', name: 'Olaf Other', teamId: 'TOTHER', isAdmin: true });
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await bot.sees('UREP1', 'Ada Park');
    for (const id of ['UGUEST', 'UOTHER']) {
      await slack.user(id).openHome();
      const { words } = await homeOf(bot, id, 'nothing here for guests');
      expect(words).not.toMatch(/Ada|UADMIN|\[/);
    }
    await slack.user('UREP2').openHome();
    const newcomer = await homeOf(bot, 'UREP2', 'To get leads yourself', '<@UADMIN>');
    expect(newcomer.words).not.toContain('Ada');

    // Who was a rep when the Home tab was shown is nobody by the time of the click.
    const rita = slack.user('UREP1');
    await rita.openHome();
    const { view } = await homeOf(bot, rita.id, 'Ada Park', '[Accept]');
    slack.changeUser('UREP1', { isRestricted: true });
    bot.passes(minutes(6));
    await rita.click(view, 'Accept');
    expect(wordsOfView(await bot.until(() => rita.modal()))).toContain('Guests and people of other');
    await homeOf(bot, rita.id, 'nothing here for guests');
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'open' }]);
  });
});
