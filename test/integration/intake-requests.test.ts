import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFacts } from '../support/ledger-state.ts';
import {
  aBot,
  anMql,
  type Bot,
  embeddedDatabaseOfSuite,
  INTAKE_TOKEN,
  postFacts,
  startBot,
} from '../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ database: database() });
});
afterAll(() => bot.stop());

async function fault(body: string | Blob, headers: Record<string, string> = {}) {
  const standard = { authorization: `Bearer ${INTAKE_TOKEN}`, 'content-type': 'application/json' };
  const response = await bot.request('/api/stage-changes', {
    method: 'POST',
    headers: { ...standard, ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const words = (text: string) => ({ error: expect.stringContaining(text) });

describe('a request that is refused as a whole', () => {
  it.each([
    ['{"leadId":', 400, 'The body is not JSON'],
    ['', 400, 'The body is not JSON'],
    ['null', 400, 'Send one stage change as a JSON object'],
    ['"mql"', 400, 'Send one stage change as a JSON object'],
    ['7', 400, 'Send one stage change as a JSON object'],
  ])('holds %j', async (body, status, error) => {
    expect(await fault(body)).toEqual({ status, body: words(error) });
  });

  it('has another content type, or none', async () => {
    const item = JSON.stringify(anMql(bot, 'L-1'));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      expect(await fault(item, { 'content-type': type })).toEqual({
        status: 415,
        body: words('Content-Type'),
      });
    }
    expect(await fault(new Blob([item]))).toMatchObject({ status: 200 });
    const headers = { authorization: `Bearer ${INTAKE_TOKEN}` };
    const untyped = await bot.request('/api/stage-changes', {
      method: 'POST',
      headers,
      body: new Blob([item]),
    });
    expect(untyped.status).toBe(415);
  });

  it('holds more than a thousand items or more than a mebibyte', async () => {
    const item = anMql(bot, 'L-9');
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...item, id: `${n}` }));
    expect(await fault(JSON.stringify(many(1001)))).toEqual({ status: 413, body: words('1001 items') });
    expect(await fault(JSON.stringify(many(1000)))).toMatchObject({ status: 200, body: { recorded: 1000 } });
    const large = JSON.stringify([item]).padEnd(1024 * 1024 + 1, ' ');
    expect(await fault(large)).toEqual({ status: 413, body: words('1 MiB') });
    expect(await fault(large.slice(0, 1024 * 1024))).toMatchObject({ status: 200 });
  });

  it.each(['Bearer wrong', 'Bearer', `Basic ${INTAKE_TOKEN}`, `Bearer ${INTAKE_TOKEN}x`, INTAKE_TOKEN])(
    'comes with %j instead of the token',
    async (authorization) => {
      const item = JSON.stringify(anMql(bot, 'L-secret'));
      expect(await fault(item, { authorization })).toEqual({ status: 401, body: words('INTAKE_TOKEN') });
      expect(JSON.stringify(await listFacts(bot.ctx))).not.toContain('L-secret');
    },
  );

  it('comes while 64 others are being read', async () => {
    const port = Number(new URL(bot.app.url).port);
    const head = `POST /api/stage-changes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${INTAKE_TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n`;
    const sockets: Socket[] = [];
    for (let n = 0; n < 64; n += 1) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      await once(socket, 'connect');
      socket.write(head);
    }
    const busy = await bot.until(async () => {
      const response = await postFacts(bot.app.url, []);
      return response.status === 429 ? response : undefined;
    });
    expect(busy.headers.get('retry-after')).toBe('1');
    expect(await busy.json()).toEqual(words('Too many requests at once'));
    for (const socket of sockets) socket.destroy();
    await bot.until(async () => (await postFacts(bot.app.url, [])).status === 200);
  });
});

describe('a bot without an intake token', () => {
  it('refuses every stage change and says what to set', async () => {
    const closed = await aBot({ database: database(), intakeToken: undefined });
    for (const token of ['', 'undefined', INTAKE_TOKEN]) {
      const response = await postFacts(closed.app.url, anMql(closed, 'L-1'), token);
      expect([response.status, await response.json()]).toEqual([401, words('set INTAKE_TOKEN')]);
    }
  });
});

describe('the other paths', () => {
  it('say whether the process is up and ready, without names', async () => {
    expect(await (await bot.request('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await bot.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', problems: [] }]);
  });

  it('say that Slack is away', async () => {
    const cut = await aBot({ database: database() });
    cut.slack.failNext('auth.test', { status: 503 });
    const response = await cut.request('/readyz');
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'unavailable', problems: ['slack'] },
    ]);
    expect((await cut.request('/healthz')).status).toBe(200);
  });

  it('count without naming anybody', async () => {
    const named = anMql(bot, 'L-metric', { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' });
    await bot.post(named);
    await bot.sees('UREP1', 'Ada Park');
    const metrics = await (await bot.request('/metrics')).text();
    expect(metrics).toMatch(/funnel_stage_changes_recorded_total [1-9]/);
    expect(metrics).toMatch(/funnel_deliveries_total\{kind="card",outcome="posted"\}/);
    expect(metrics).not.toMatch(/Ada|rita|UREP1|L-metric|corp\.test/i);
  });

  it('describe the intake as a JSON Schema that takes the example', async () => {
    const schema = await (await bot.request('/api/schema')).json();
    expect(schema).toMatchObject({ $schema: expect.stringContaining('json-schema.org') });
    const [one, many] = (schema as { anyOf: Record<string, unknown>[] }).anyOf;
    expect(one).toMatchObject({ type: 'object', required: ['leadId', 'stage', 'occurredAt'] });
    expect(one?.additionalProperties).not.toBe(false);
    expect(many).toMatchObject({ type: 'array', maxItems: 1000 });
  });

  it.each(['/', '/api', '/api/stage-changes', '/slack/event', '/nowhere?token=x'])(
    'answer %s with 404',
    async (path) => {
      const response = await bot.request(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual(words(`There is nothing at GET ${path.split('?')[0]}`));
    },
  );

  it('refuse what Slack did not sign', async () => {
    const unsigned = await bot.request('/slack/events', { method: 'POST', body: 'command=%2Ffunnel' });
    expect([400, 401]).toContain(unsigned.status);
  });

  it('keep tokens and names out of the log', () => {
    expect(JSON.stringify(bot.logs)).not.toMatch(new RegExp(`${INTAKE_TOKEN}|xoxb-|secret-T|Ada Park`));
  });
});
