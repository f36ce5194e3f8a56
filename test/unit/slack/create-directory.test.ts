import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDirectory } from '../../../src/slack/create-directory.ts';
import { createSlackClient } from '../../../src/slack/web-client.ts';

const NOW = new Date('2026-01-05T09:00:00Z');

/** A Slack in which everybody has this profile. */
function directoryOf(profile: object) {
  const user = { id: 'U1', team_id: 'T1', real_name: 'Rita Rep', profile };
  return directoryThatHears(() => ({ ok: true, user }));
}

async function directoryThatHears(answer: () => object, now = () => NOW) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const client = createSlackClient('xoxb-1', `http://127.0.0.1:${port}/api/`, pino({ level: 'silent' }));
  return createDirectory(client, 'T1', now);
}

async function awayInSlack(profile: object) {
  return (await (await directoryOf(profile)).find('U1'))?.awayInSlack;
}

describe('somebody in the directory', () => {
  it.each([
    ['Slack’s own vacation', { status_emoji: ':palm_tree:', status_text: 'Im Urlaub' }],
    ['Slack’s own sickness', { status_emoji: ':face_with_thermometer:', status_text: '' }],
    ['a text', { status_emoji: ':beach:', status_text: 'Out of office, back in May' }],
    ['a short text', { status_text: 'OOO' }],
    ['a text about sickness', { status_text: ' out sick today' }],
    ['parental leave', { status_text: 'On leave until autumn', status_expiration: 0 }],
  ])('is away by %s, without an end', async (_, profile) => {
    expect(await awayInSlack(profile)).toEqual({ until: null });
  });

  it('is away until their status ends', async () => {
    const status_expiration = Date.parse('2026-01-09T17:00:00Z') / 1000;
    expect(await awayInSlack({ status_emoji: ':palm_tree:', status_expiration })).toEqual({
      until: new Date('2026-01-09T17:00:00Z'),
    });
  });

  it.each([
    ['no profile', {}],
    ['no status', { status_emoji: '', status_text: '', status_expiration: 0 }],
    ['a meeting', { status_emoji: ':spiral_calendar_pad:', status_text: 'In a meeting' }],
    ['work from home', { status_emoji: ':house_with_garden:', status_text: 'Working remotely' }],
    ['a word that begins alike', { status_text: 'Vacations planner' }],
    ['a vacation to come', { status_text: 'Last day before vacation' }],
  ])('is not away by %s', async (_, profile) => expect(await awayInSlack(profile)).toBeNull());
});

describe('a user group', () => {
  it.each(['no_such_subteam', 'missing_scope', 'paid_teams_only'])(
    'has nobody where Slack says %s',
    async (error) => {
      const directory = await directoryThatHears(() => ({ ok: false, error }));
      expect(await directory.listGroup('S1')).toEqual([]);
    },
  );

  it.each(['fatal_error', 'internal_error', 'service_unavailable'])(
    'is asked for again after %s',
    async (error) => {
      const answers = [
        { ok: false, error },
        { ok: true, users: ['U1', 'U2'] },
      ];
      const directory = await directoryThatHears(() => answers.shift() ?? {});
      await expect(directory.listGroup('S1')).rejects.toThrow('Try again in a moment');
      expect(await directory.listGroup('S1')).toEqual(['U1', 'U2']);
    },
  );
});

describe('an answer of Slack', () => {
  const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

  it('holds for an hour where Slack cannot be asked again, and no longer', async () => {
    let now = NOW;
    let isUp = true;
    const gone = { id: 'U1', team_id: 'T1', deleted: true };
    const directory = await directoryThatHears(
      () => (isUp ? { ok: true, user: gone } : { ok: false, error: 'fatal_error' }),
      () => now,
    );
    expect((await directory.find('U1'))?.mayAct).toBe(false);
    isUp = false;
    now = minutesLater(59);
    expect((await directory.find('U1'))?.mayAct).toBe(false);
    now = minutesLater(61);
    await expect(directory.find('U1')).rejects.toThrow('Try again in a moment');
  });

  it('is asked for again after five minutes', async () => {
    let now = NOW;
    let deleted = false;
    const directory = await directoryThatHears(
      () => ({ ok: true, user: { id: 'U1', team_id: 'T1', deleted } }),
      () => now,
    );
    expect((await directory.find('U1'))?.mayAct).toBe(true);
    deleted = true;
    now = minutesLater(6);
    expect((await directory.find('U1'))?.mayAct).toBe(false);
  });
});
