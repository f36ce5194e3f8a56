import { describe, expect, it } from 'vitest';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOfView } from '../support/run-app.ts';
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
    const before = await homeOf(bot, 'UREP1', '2 leads wait', 'Ada Park, Acme', '[Accept]', '[Reject]');
    expect(before.words).toContain('<!channel> *Bo*');
    await homeOf(bot, 'UADMIN', '2 open leads');
    const others = await homeOf(bot, 'UREP2', 'Nothing waits for your decision.');
    expect(others.words).not.toContain('Ada Park');

    await rita.click(before.view, 'Accept');
    const said = ['1 lead waits', 'Decided lately', '[Undo]', 'you accepted 1 of 2 MQLs'];
    const after = await homeOf(bot, 'UREP1', ...said);
    expect((await listHandoffs(bot.ctx)).map(({ state }) => state)).toContain('accepted');
    bot.passes(minutes(1));
    await homeOf(bot, 'UADMIN', '1 open lead');
    expect((await homeOf(bot, 'UREP2')).words).toBe(others.words);

    await rita.click(after.view, 'Undo');
    const undone = await homeOf(bot, 'UREP1', '2 leads wait');
    expect(await bot.slack.messages('UREP1')).toHaveLength(2);

    // Somebody else is faster: the click is answered above the Home tab, which follows.
    const [first] = await listHandoffs(bot.ctx);
    const card = await bot.sees('UREP1', 'Ada Park', '[Accept]');
    await bot.slack.user('UADMIN').click(card, 'Accept');
    await bot.sees('UREP1', '✅ Accepted', '<@UADMIN>');
    expect(first?.leadId).toBe('L-1');
    await rita.click(undone.view, 'Accept');
    const notice = await bot.until(() => rita.modal());
    expect(wordsOfView(notice)).toContain('already accepted by <@UADMIN>');
    await homeOf(bot, 'UREP1', '1 lead waits');
  });
});
