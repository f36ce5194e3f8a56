import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workspaces } from '../../src/db/schema.ts';
import { type Catalogue, teach } from '../../src/words/languages.ts';
import { fixedClock } from '../support/clock.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';

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

/** Jun, an admin, reads Japanese; channels are spoken to in German. */
async function aMixedTeam(): Promise<{ bot: Bot; change: (to: object) => Promise<unknown> }> {
  const bot = await aBot({ database: database(), clock: fixedClock('2026-01-05T08:00:00Z') });
  bot.slack.addUser({ id: 'UJUN', name: 'Jun Mori', locale: 'ja-JP', isAdmin: true });
  const change = async (to: object) =>
    bot.ctx.db.update(workspaces).set(to).where(eq(workspaces.workspaceId, bot.ctx.workspaceId));
  await change({ language: 'de' });
  await bot.post([anMql(bot, 'L-1', { name: 'Ada Park', source: 'ads' }), anMql(bot, 'L-2')]);
  return { bot, change };
}

it('an answer is in its reader’s language, dates included, and its file in none', async () => {
  const { bot } = await aMixedTeam();
  const answer = await bot.asks('UJUN', 'pass-rate this month by source');
  expect(wordsOf(answer)).toContain('Pass rate, 2026年1月');
  expect(wordsOf(answer)).toContain('〔(none)');
  expect(answer.text).toMatch(/^〔2026年1月: 0 of 2 MQLs handed over/);
  const jun = bot.slack.user('UJUN');
  await jun.click(answer, '〔How is this counted?');
  const explained = wordsOf(await bot.isTold('UJUN', '〔How pass-rate is counted, 2026年1月'));
  for (const line of explained.split('\n')) expect(line).toMatch(JAPANESE);
  await jun.click(answer, '〔Export CSV');
  await bot.isTold('UJUN', '〔The file is in your messages with me.');
  const [file] = bot.slack.files();
  expect(file).toMatchObject({
    name: 'pass-rate-jan-2026.csv',
    content: expect.stringContaining('cohort.mqls'),
  });
  expect(file?.content).not.toMatch(JAPANESE);

  expect(wordsOf(await bot.asks('UJUN', 'waste sorce=ads'))).toContain(
    '〔There is no filter "sorce". 〔Did you mean',
  );
  expect(wordsOf(await bot.asks('UADMIN', 'pass-rate this month'))).not.toMatch(JAPANESE);
});

it('what a channel gets by itself is in the workspace’s language, and why it gets it no more in that of whoever is told', async () => {
  const { bot, change } = await aMixedTeam();
  await change({ namesRepsInChannels: true });
  const jun = bot.slack.user('UJUN');
  await jun.click(await bot.asks('UJUN', 'leads this month stage mql'), '〔Post this regularly…');
  const form = await bot.until(() => jun.modal());
  await jun.submit(form, { channel: 'CSALES', days: 'daily', time: '09:00' });
  expect(wordsOfView(jun.modal())).toContain('〔every day at 09:00 (UTC)');
  bot.clock.set('2026-01-05T09:00:00Z');
  bot.app.wake();
  const posted = wordsOf(await bot.sees('CSALES', '«every day at 09:00 (UTC)'));
  expect(posted).toContain('Leads that entered “MQL”, Jan. 2026');
  expect(posted).not.toMatch(JAPANESE);

  await change({ namesRepsInChannels: false });
  bot.clock.set('2026-01-06T09:00:00Z');
  bot.app.wake();
  const told = wordsOf(await bot.sees('UJUN', '〔This report names people'));
  expect(told).not.toMatch(GERMAN);
});
