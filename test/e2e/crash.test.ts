import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { spawnNode, startBotProcess } from '../support/bot-process.ts';
import { serverTestDatabase } from '../support/databases.ts';
import { describeOnPostgres } from '../support/postgres.ts';
import { createPretendSlack, type PretendSlack } from '../support/pretend-slack.ts';
import { INTAKE_TOKEN, postFacts } from '../support/run-app.ts';
import { objectOf, stringOf } from '../support/slack/json.ts';

const LEADS = 80;
const REPS = 40;
const LEASE_MS = 3_000;
const SEED = 20_260_105;

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const reps = Array.from({ length: REPS }, (_, n) => ({
  id: `UREP${n}`,
  name: `Rep ${n}`,
  email: `rep${n}@corp.test`,
}));

async function aSlackWithReps(): Promise<PretendSlack> {
  const slack = await createPretendSlack({ users: reps });
  onTestFinished(() => slack.close());
  return slack;
}

async function cardsPosted(slack: PretendSlack): Promise<string[]> {
  const messages = await Promise.all(reps.map((rep) => slack.messages(rep.id)));
  return messages.flat().map((message) => stringOf(objectOf(message.blocks[0]?.text).text));
}

const posts = (slack: PretendSlack) =>
  slack.calls.filter((call) => call.method === 'chat.postMessage').length;

await describeOnPostgres('a bot that is killed while it delivers', (url) => {
  it('three times over, has posted one card for each lead in the end', async () => {
    const random = seededRandom(SEED);
    const slack = await aSlackWithReps();
    const database = await serverTestDatabase(url());
    await database.close();
    const leads = Array.from({ length: LEADS }, (_, n) => ({
      leadId: `L-${n}`,
      stage: 'mql',
      occurredAt: new Date().toISOString(),
      lead: { name: `Lead ${n}`, ownerEmail: reps[n % REPS]?.email },
    }));

    for (let death = 1; death <= 3; death += 1) {
      const bot = await startBotProcess(slack, url(), LEASE_MS);
      if (death === 1) expect((await postFacts(bot.url, leads)).status).toBe(200);
      slack.failNext('chat.postMessage', { dropAfterPost: true });
      slack.failNext('chat.postMessage', death % 2 === 0 ? { hangAfterPost: true } : { retryAfter: 1 });
      slack.failNext('chat.postMessage', { status: death % 2 === 0 ? 500 : 503 });
      const enough = posts(slack) + 2 + Math.floor(random() * 12);
      await slack.until(() => posts(slack) >= enough, 3_000).catch(() => undefined);
      await bot.kill();
    }
    expect(posts(slack)).toBeLessThan(LEADS);

    await startBotProcess(slack, url(), LEASE_MS);
    await slack.until(async () => (await cardsPosted(slack)).length >= LEADS, 40_000);
    const cards = await cardsPosted(slack);
    expect(cards.toSorted()).toEqual(leads.map((lead) => lead.lead.name).toSorted());
    expect(slack.faults).toEqual([]);
  });
});

await describeOnPostgres('the program', (url) => {
  const main = path.join(import.meta.dirname, '../../src/main.ts');

  function start(env: Record<string, string>) {
    const { SLACK_BOT_TOKEN: _b, SLACK_APP_TOKEN: _a, ...rest } = process.env;
    return spawnNode([main], { ...rest, PORT: '0', ...env });
  }

  it('migrates, hands a lead over, and leaves in good order when told to', async () => {
    const slack = await aSlackWithReps();
    const environment = { ...slack.env('http'), DATABASE_URL: url(), HOST: '127.0.0.1', INTAKE_TOKEN };
    const child = start({ ...environment, LOG_LEVEL: 'info' });
    const exited = once(child, 'exit');
    let log = '';
    child.stdout?.on('data', (chunk) => {
      log += chunk;
    });
    const address = await slack.until(() => /"url":"(http:[^"]+)"/.exec(log)?.[1], 20_000);
    const lead = { name: 'Ada Park', ownerEmail: 'rep1@corp.test' };
    const item = { leadId: 'L-1', stage: 'mql', occurredAt: new Date().toISOString(), lead };
    expect((await postFacts(address, item)).status).toBe(200);
    await slack.until(async () => (await slack.messages('UREP1')).length === 1, 10_000);
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    expect(log).not.toContain('Ada Park');
    expect(slack.faults).toEqual([]);
  });

  it('names every fault of its configuration at once and leaves with 1', async () => {
    const child = start({ SLACK_BOT_TOKEN: 'wrong', PORT: 'many', INTAKE_TOKEN: 'short' });
    const [said, [code]] = await Promise.all([text(child.stderr ?? process.stdin), once(child, 'exit')]);
    expect(code).toBe(1);
    for (const name of ['SLACK_BOT_TOKEN', 'PORT', 'INTAKE_TOKEN']) expect(said).toContain(name);
    expect(said).not.toContain('at file:');
  });

  it('says which token Slack refuses', async () => {
    const slack = await aSlackWithReps();
    const env = { ...slack.env('http'), SLACK_BOT_TOKEN: 'xoxb-of-another', DATABASE_URL: url() };
    const child = start({ ...env, HOST: '127.0.0.1', LOG_LEVEL: 'silent' });
    const [said, [code]] = await Promise.all([text(child.stderr ?? process.stdin), once(child, 'exit')]);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (invalid_auth)'),
    ]);
  });
});
