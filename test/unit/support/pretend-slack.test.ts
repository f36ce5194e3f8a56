import { once } from 'node:events';
import { createServer } from 'node:http';
import { type App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../support/clock.ts';
import {
  createPretendSlack,
  type PretendSlack,
  type PretendSlackOptions,
} from '../../support/pretend-slack.ts';
import { exampleCard as card, createExampleBot, section } from '../../support/slack/example-bot.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startSlack(options?: PretendSlackOptions): Promise<PretendSlack> {
  const slack = await createPretendSlack(options);
  closers.push(slack.close);
  return slack;
}

async function startHttpBot(slack: PretendSlack): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR });
  const app = createExampleBot(slack, receiver);
  const server = createServer(receiver.requestListener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port');
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  slack.connect({ mode: 'http', url, signingSecret: slack.signingSecret });
  return app;
}

async function startSocketBot(slack: PretendSlack): Promise<App> {
  const installerOptions = { clientOptions: { slackApiUrl: slack.apiUrl } };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions,
  });
  const app = createExampleBot(slack, receiver);
  await app.start();
  closers.push(() => receiver.client.disconnect());
  slack.connect({ mode: 'socket' });
  return app;
}

describe.each([
  ['over HTTP', startHttpBot],
  ['over Socket Mode', startSocketBot],
])('a Bolt app %s', (_mode, startBot) => {
  it('answers a command to the person who typed it', async () => {
    const slack = await startSlack();
    await startBot(slack);
    const ack = await slack.user('UREP1').command('/funnel', 'pass-rate');
    const answer = await slack.until(() => slack.ephemerals[0]);
    expect(ack.status).toBe(200);
    expect(answer).toMatchObject({ userId: 'UREP1', channelId: 'CSALES', text: 'You asked for pass-rate.' });
    expect(slack.faults).toEqual([]);
  });

  it('updates the card somebody clicked', async () => {
    const slack = await startSlack();
    const app = await startBot(slack);
    const rita = slack.user('UREP1');
    await app.client.chat.postMessage({
      channel: rita.id,
      ...card,
      metadata: { event_type: 'card', event_payload: { id: 'd1' } },
    });
    const [posted] = await slack.messages(rita.id);
    if (!posted) throw new Error('No card');
    await rita.click(posted, 'Accept');
    const updated = await slack.until(async () =>
      (await slack.messages(rita.id)).find((one) => one.isEdited),
    );
    expect(updated).toMatchObject({
      ts: posted.ts,
      text: 'Ada Park was accepted.',
      channelId: rita.dm,
      userId: slack.botUserId,
    });
    expect(updated.metadata).toEqual({ event_type: 'card', event_payload: { id: 'd1' } });
    await expect(rita.click(updated, 'Accept')).rejects.toThrow(
      'There is no "Accept" to press here, only: nothing',
    );
    expect(slack.faults).toEqual([]);
  });

  it('opens a modal, refuses a submission and takes the next', async () => {
    const slack = await startSlack();
    const app = await startBot(slack);
    const rita = slack.user('UREP1');
    await app.client.chat.postMessage({ channel: rita.id, ...card });
    const [posted] = await slack.messages(rita.id);
    if (!posted) throw new Error('No card');
    await rita.click(posted, 'reject');
    const modal = await slack.until(() => rita.modal());
    await expect(rita.submit(modal)).rejects.toThrow('reason is required and empty');
    const refused = await rita.submit(modal, { reason: 'Wrong size' });
    expect(refused.body).toMatchObject({ response_action: 'errors' });
    expect(rita.modal()).toBeDefined();
    await rita.submit(modal, { reason: 'budget', note: 'Next year' });
    expect(rita.modal()).toBeUndefined();
    await slack.until(async () => (await slack.messages(rita.id))[1]?.text === 'Rejected h1: budget.');
    expect(slack.faults).toEqual([]);
  });

  it('publishes the home tab of the person who opens it', async () => {
    const slack = await startSlack();
    await startBot(slack);
    await slack.user('UADMIN').openHome();
    const home = await slack.until(() => slack.user('UADMIN').home());
    expect(home.blocks).toHaveLength(1);
  });
});

describe('the pretend Slack', () => {
  it('lets a post through and loses the answer', async () => {
    const slack = await startSlack();
    const app = await startHttpBot(slack);
    slack.failNext('chat.postMessage', { dropAfterPost: true });
    await expect(app.client.chat.postMessage({ channel: 'CSALES', ...card })).rejects.toThrow();
    await app.client.chat.postMessage({ channel: 'CSALES', text: 'The second one arrived.' });
    expect((await slack.messages('CSALES')).map((one) => one.text)).toEqual([
      card.text,
      'The second one arrived.',
    ]);
  });

  it('answers 429 with Retry-After as often as planned', async () => {
    const slack = await startSlack();
    const app = await startHttpBot(slack);
    slack.failNext('chat.postMessage', { retryAfter: 7 });
    await expect(app.client.chat.postMessage({ channel: 'CSALES', ...card })).rejects.toMatchObject({
      retryAfter: 7,
    });
    expect(await app.client.chat.postMessage({ channel: 'CSALES', ...card })).toMatchObject({
      ok: true,
      channel: 'CSALES',
    });
    expect(slack.calls.map((call) => call.method)).toContain('chat.postMessage');
  });

  it('refuses what Slack refuses and remembers why', async () => {
    const slack = await startSlack();
    const app = await startHttpBot(slack);
    const blocks = [section('x'.repeat(3001))];
    await expect(
      app.client.chat.postMessage({ channel: 'CSALES', text: card.text, blocks }),
    ).rejects.toMatchObject({
      data: { error: 'invalid_blocks' },
    });
    expect(slack.faults).toEqual(['chat.postMessage: blocks[0].text.text has 3001 characters, at most 3000']);
    expect(await slack.messages('CSALES')).toEqual([]);
  });

  it('knows tokens, people and conversations', async () => {
    const slack = await startSlack();
    const app = await startHttpBot(slack);
    slack.addUser({ id: 'UGUEST', name: 'Gus Guest', tz: 'Asia/Tokyo', isRestricted: true });
    await slack.addChannel({ id: 'CPRIVATE', name: 'private', isPrivate: true, isMember: false });
    const { user } = await app.client.users.info({ user: 'UGUEST' });
    expect(user).toMatchObject({ tz: 'Asia/Tokyo', is_restricted: true, team_id: slack.teamId });
    expect((await app.client.users.lookupByEmail({ email: 'RITA.rep@corp.test' })).user?.id).toBe('UREP1');
    expect((await app.client.auth.test()).user_id).toBe(slack.botUserId);
    expect((await app.client.conversations.open({ users: 'UGUEST' })).channel?.id).toBe('DGUEST');
    const denied = (error: string) => ({ data: { error } });
    const { chat } = app.client;
    await expect(app.client.auth.test({ token: 'xoxb-other' })).rejects.toMatchObject(denied('invalid_auth'));
    await expect(chat.postMessage({ channel: 'CPRIVATE', ...card })).rejects.toMatchObject(
      denied('channel_not_found'),
    );
    slack.changeChannel('CSALES', { isArchived: true });
    await expect(chat.postMessage({ channel: 'CSALES', ...card })).rejects.toMatchObject(
      denied('is_archived'),
    );
    slack.changeUser('UGUEST', { isDeleted: true });
    await expect(app.client.conversations.open({ users: 'UGUEST' })).rejects.toMatchObject(
      denied('user_disabled'),
    );
  });

  it('reads history by the clock of the test, newest first, metadata on demand', async () => {
    const clock = fixedClock('2026-01-05T09:00:00Z');
    const slack = await startSlack({ now: clock.now });
    const app = await startHttpBot(slack);
    const metadata = { event_type: 'delivery', event_payload: { id: 'd1' } };
    await app.client.chat.postMessage({ channel: 'CSALES', text: 'The first is here.', metadata });
    clock.advance(60_000);
    const oldest = String(clock.now().getTime() / 1000);
    await app.client.chat.postMessage({ channel: 'CSALES', text: 'The second is here.', metadata });
    const read = async (options: object) => {
      const answer = await app.client.conversations.history({ channel: 'CSALES', ...options });
      return answer.messages?.map((one) => [one.text, one.metadata !== undefined]);
    };
    expect(await read({ include_all_metadata: true, limit: 1 })).toEqual([['The second is here.', true]]);
    expect(await read({ latest: oldest })).toEqual([['The first is here.', false]]);
    expect(await read({ oldest })).toEqual([]);
    expect(await read({ oldest, inclusive: true })).toEqual([['The second is here.', false]]);
  });

  it('replaces and deletes through a response_url, five times and for half an hour', async () => {
    const clock = fixedClock('2026-01-05T09:00:00Z');
    const slack = await startSlack({ now: clock.now });
    const post = async (url: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    const url = slack.responseUrl('UREP1', 'CSALES');
    await post(url, { text: 'Working on it.' });
    await post(url, { text: 'Here it is.', replace_original: true });
    expect(slack.ephemerals.map((one) => one.text)).toEqual(['Here it is.']);
    await post(url, { text: 'For everybody.', response_type: 'in_channel' });
    expect((await slack.messages('CSALES')).map((one) => one.text)).toEqual(['For everybody.']);
    await post(url, { delete_original: true });
    expect(slack.ephemerals).toEqual([]);
    expect([await post(url, { text: 'The fifth.' }), await post(url, { text: 'The sixth.' })]).toEqual([
      200, 404,
    ]);
    const late = slack.responseUrl('UREP1', 'CSALES');
    clock.advance(31 * 60_000);
    expect(await post(late, { text: 'Too late.' })).toBe(404);
  });
});
