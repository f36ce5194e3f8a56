import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, teach } from '../../src/words/languages.ts';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';

const database = embeddedDatabaseOfSuite();

/** A language that says everything in English, with a mark before each message. */
const marking = (mark: string): Catalogue =>
  new Proxy({}, { get: (_, message) => `${mark}${String(message)}` });
const JAPANESE = /〔/;
const GERMAN = /«/;

let forget: (() => void)[] = [];
beforeAll(() => {
  forget = [teach('ja', marking('〔')), teach('de', marking('«'))];
});
afterAll(() => {
  for (const one of forget) one();
});

/** A workspace whose channels are spoken to in German: Jun reads Japanese, Fay Finnish, which is not spoken here. */
async function aMixedTeam(): Promise<Bot> {
  const bot = await aBot({ database: database() });
  bot.slack.addUser({ id: 'UJUN', name: 'Jun Mori', locale: 'ja-JP' });
  bot.slack.addUser({ id: 'UFAY', name: 'Fay Rinne', locale: 'fi-FI' });
  expect(await changeSettings(bot, 'Texts…', { language: 'de' })).toBeUndefined();
  expect(await changeSettings(bot, 'Alerts…', { poolChannelId: 'CSALES' })).toBeUndefined();
  return bot;
}

function ownedBy(bot: Bot, userId: string, leadId: string) {
  return anMql(bot, leadId, { name: `Lead ${leadId}`, ownerEmail: bot.slack.user(userId).email });
}

describe('who reads what in which language', () => {
  it('is each person in their own, channels and whoever’s is not spoken here in the workspace’s', async () => {
    const bot = await aMixedTeam();
    const { slack } = bot;
    await bot.post([ownedBy(bot, 'UJUN', 'L-1'), ownedBy(bot, 'UREP1', 'L-2'), ownedBy(bot, 'UFAY', 'L-3')]);
    const japanese = await bot.sees('UJUN', 'Lead L-1', '[〔Accept]', '[〔Reject]');
    expect(wordsOf(japanese)).not.toMatch(GERMAN);
    const english = wordsOf(await bot.sees('UREP1', 'Lead L-2', '[Accept]'));
    expect(english).not.toMatch(JAPANESE);
    expect(english).not.toMatch(GERMAN);
    const german = wordsOf(await bot.sees('UFAY', 'Lead L-3', '[«Accept]'));
    expect(german).not.toMatch(JAPANESE);

    // Nobody is in the rotation: it goes to the channel.
    await bot.post(anMql(bot, 'L-4', { name: 'Lead L-4' }));
    const pool = await bot.sees('CSALES', 'Lead L-4', '[«Claim]');
    await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
    await slack.user('UREP1').click(pool, '«Claim');
    const claimed = await bot.until(async () => {
      const [shown] = (await slack.messages('CSALES')).filter((one) => wordsOf(one).includes('Lead L-4'));
      return shown && !wordsOf(shown).includes('[«Claim]') ? shown : undefined;
    });
    expect(wordsOf(claimed)).toMatch(GERMAN);
    expect(wordsOf(await bot.sees('UREP1', 'Lead L-4', '[Accept]'))).not.toMatch(GERMAN);

    // Whoever clicks is answered in theirs, wherever the button stands; messages stay in their readers'.
    await slack.user('UJUN').click(pool, '«Claim');
    expect(wordsOf(await bot.isTold('UJUN', '<@UREP1>'))).toMatch(JAPANESE);
    await slack.user('UJUN').click(japanese, '〔Accept');
    await bot.sees('UJUN', 'Lead L-1', '[〔Undo]');
    await slack.user('UREP1').click(await bot.sees('UREP1', 'Lead L-2'), 'Reject');
    expect(wordsOfView(await bot.until(() => slack.user('UREP1').modal()))).not.toMatch(GERMAN);
    bot.passes(minutes(11));
    const settled = await bot.until(async () => {
      const shown = (await slack.messages('UJUN')).findLast((one) => wordsOf(one).includes('Lead L-1'));
      return shown && !wordsOf(shown).includes('[〔Undo]') ? shown : undefined;
    });
    expect(wordsOf(settled)).toMatch(JAPANESE);

    const help = async (userId: string) => wordsOf(await bot.asks(userId, 'help'));
    expect(await help('UJUN')).toMatch(/`\/funnel away \[.+`: 〔say when you are away/);
    expect(await help('UFAY')).toContain('«say when you are away');
    expect(await help('UREP2')).toContain(': say when you are away');
    await slack.user('UJUN').openHome();
    expect(wordsOfView(await bot.until(() => slack.user('UJUN').home()))).toMatch(JAPANESE);

    // What is posted for all is in the workspace's language, whoever shares it.
    await slack.user('UREP2').click(await bot.asks('UREP2', 'waste', { in: 'CGENERAL' }), 'Share in channel');
    expect(wordsOf(await bot.sees('CGENERAL', '«'))).not.toMatch(JAPANESE);
  });

  it('follows the team’s own names of stages, whatever the language', async () => {
    const bot = await aMixedTeam();
    expect(await changeSettings(bot, 'Names…', { sql: 'SAL', opportunity: 'Deal' })).toBeUndefined();
    expect(wordsOf(await bot.asks('UREP1', 'help'))).toContain('how many MQLs became SALs');
    expect(wordsOf(await bot.asks('UJUN', 'help'))).toContain('〔how many MQLs became SALs');
  });
});
