import { beforeEach, describe, expect, it } from 'vitest';
import { findConnection } from '../../../src/connections/connection.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { previewHandingOver, startHandingOver } from '../../../src/connections/handing-over.ts';
import { noteRefused } from '../../../src/connections/note-request.ts';
import { rotateSecret } from '../../../src/connections/rotate-secret.ts';
import { createVault, type Vault } from '../../../src/connections/vault.ts';
import type { RawRequest } from '../../../src/intake/crm/adapter.ts';
import { receive } from '../../../src/intake/crm/receive.ts';
import { addReps } from '../../../src/team/rotation.ts';
import { aConnection, type Sender, signed, vault } from '../../support/connections.ts';
import { aDirectory } from '../../support/directory.ts';
import { hours, minutes } from '../../support/facts.ts';
import { listFacts } from '../../support/ledger-state.ts';
import { aBot, type Bot, embeddedDatabaseOfSuite, INTAKE_TOKEN } from '../../support/run-app.ts';
import { aPerson, listDeliveries, listHandoffs } from '../../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;
let form: Sender;

beforeEach(async () => {
  bot = await aBot({ database: database() });
  form = await aConnection(bot);
});

const ago = (ms: number) => new Date(bot.ctx.now().getTime() - ms).toISOString();
const anItem = (leadId: string, item: object = {}) => ({
  ...{ id: `${leadId} 1`, leadId, stage: 'mql', occurredAt: ago(0), lead: { name: 'Ada Park' } },
  ...item,
});
const health = () => findConnection(bot.ctx, form.connectionId);

describe('a request of a connection', () => {
  it('is taken with the secret as a bearer token, in its address, and as a signature', async () => {
    const body = (leadId: string) => JSON.stringify(anItem(leadId));
    const json = { 'content-type': 'application/json' };
    const taken = { status: 200, body: { recorded: 1, duplicates: 0, rejected: [] } };
    expect(await form.posts(body('L-1'))).toEqual(taken);
    expect(await form.posts(body('L-2'), { headers: json, path: `${form.path}/${form.secret}` })).toEqual(
      taken,
    );
    const third = body('L-3');
    expect(await form.posts(third, { headers: signed(bot.ctx, form.secret, third) })).toEqual(taken);
    expect(await form.posts(body('L-4'), { path: '/in/custom' })).toEqual(taken);
    expect((await listFacts(bot.ctx)).map(({ origin, leadId }) => [origin, leadId])).toEqual(
      ['L-1', 'L-2', 'L-3', 'L-4'].map((leadId) => ['web-form', leadId]),
    );
  });

  it('is refused without quoting anybody where its body is no JSON', async () => {
    const { status, body } = await form.posts('{"name": Zelda}');
    expect({ status, error: body.error }).toEqual({
      status: 400,
      error: expect.stringMatching(/^The body is not JSON/),
    });
    expect(JSON.stringify([await health(), body])).not.toContain('Zelda');
  });

  it('is refused any number of times without a write to the database for each', async () => {
    const { ctx } = bot;
    const times = () => findConnection(ctx, form.connectionId).then((one) => one?.refused);
    for (let sent = 0; sent < 60; sent += 1) {
      expect(await form.posts('{}', { headers: {} })).toMatchObject({ status: 401 });
    }
    expect(await times()).toBeLessThan(30);
    bot.passes(minutes(2));
    await form.posts('{}', { headers: {} });
    expect(await times()).toBe(61);
  });

  it('is refused when nothing, or something wrong, proves it; the connection says so', async () => {
    const body = JSON.stringify(anItem('L-1'));
    const json = { 'content-type': 'application/json' };
    const good = signed(bot.ctx, form.secret, body);
    const other = signed(bot.ctx, 'whsec_c29tZWJvZHkgZWxzZSBhbHRvZ2V0aGVy', body);
    const stale = signed(bot.ctx, form.secret, body, { at: new Date(bot.ctx.now().getTime() - minutes(6)) });
    const wrong: [string, Record<string, string>, string, string][] = [
      ['no proof', json, form.path, body],
      ['another token', { ...json, authorization: 'Bearer whsec_other' }, form.path, body],
      ['another path', json, `${form.path}/whsec_other`, body],
      ['another key', other, form.path, body],
      ['too old', stale, form.path, body],
      ['another body', good, form.path, body.replace('Ada', 'Eve')],
      ['another id', { ...good, 'webhook-id': 'msg_2' }, form.path, body],
      [
        'a bad signature at the right address',
        { ...good, 'webhook-id': 'x' },
        `${form.path}/${form.secret}`,
        body,
      ],
      ['no signature in its header', { ...good, 'webhook-signature': 'v1,' }, form.path, body],
    ];
    for (const [name, headers, path, sent] of wrong) {
      expect((await form.posts(sent, { headers, path })).status, name).toBe(401);
    }
    expect(await listFacts(bot.ctx)).toEqual([]);
    expect(await health()).toMatchObject({ refused: wrong.length, lastReceivedAt: null });
    await form.sends(JSON.parse(body));
    expect(await health()).toMatchObject({ refused: 0, refusedWhy: null, lastReceivedAt: expect.any(Date) });
  });

  it('that is replayed counts once', async () => {
    const body = JSON.stringify(anItem('L-1'));
    const headers = signed(bot.ctx, form.secret, body);
    expect((await form.posts(body, { headers })).body).toMatchObject({ recorded: 1 });
    expect((await form.posts(body, { headers })).body).toMatchObject({ recorded: 0, duplicates: 1 });
  });

  it('that cannot be read is answered in words, never with a fault of ours', async () => {
    const bearer = { authorization: `Bearer ${form.secret}` };
    for (const body of ['', '{', '[1', '\u0000', '{"leadId":'.repeat(50)]) {
      const { status, body: said } = await form.posts(body, { headers: bearer });
      expect([status, said.error], JSON.stringify(body)).toEqual([400, expect.stringMatching(/\w/)]);
    }
    for (const [path, status] of [
      ['/in/nothing', 404],
      ['/in/custom/nothing', 404],
      ['/in/custom/%00', 404],
      ['/in/hubspot', 404],
      [`/in/hubspot/${form.connectionId}`, 404],
    ] as const) {
      expect((await form.posts('{}', { path })).status, path).toBe(status);
    }
    expect((await form.posts(' '.repeat(1_100_000))).status).toBe(413);
    const odd = [
      7,
      null,
      { leadId: 'L-1' },
      { leadId: 'L-1', stage: 'mql', occurredAt: '5 May' },
      anItem('L-2'),
    ];
    const { status, body } = await form.posts(JSON.stringify(odd));
    expect({ status, recorded: body.recorded, faults: body.rejected }).toEqual({
      status: 200,
      recorded: 1,
      faults: [
        'Item 1: it is not an object.',
        'Item 2: it is not an object.',
        'Item 3: there is no time with an offset, such as 2026-01-05T09:00:00Z, at “occurredAt | occurred_at”.',
        'Item 4: there is no time with an offset, such as 2026-01-05T09:00:00Z, at “occurredAt | occurred_at”.',
      ],
    });
  });

  it('may be a form', async () => {
    const body = new URLSearchParams({
      ...{ lead_id: 'L-1', stage: 'MQL', occurred_at: ago(0), email: 'ada@acme.test', score: '82' },
    }).toString();
    const headers = {
      authorization: `Bearer ${form.secret}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await form.posts(body, { headers })).body).toMatchObject({ recorded: 1 });
    const [fact] = await listFacts(bot.ctx);
    expect(fact).toMatchObject({
      stage: 'mql',
      reported: 'MQL',
      lead: { email: 'ada@acme.test', score: 82 },
    });
  });
});

describe('a new connection', () => {
  it('only measures, until somebody starts to hand over: then what is news gets a card, once', async () => {
    await addReps(bot.ctx, [aPerson('UREP1')]);
    bot.passes(hours(30));
    await form.sends([
      anItem('L-NEW', { occurredAt: ago(hours(1)) }),
      anItem('L-OLD', { occurredAt: ago(hours(29)) }),
      anItem('L-DONE', { occurredAt: ago(hours(2)) }),
      anItem('L-DONE', { id: 'done', stage: 'sql', occurredAt: ago(hours(1)) }),
    ]);
    await bot.app.settle();
    expect(
      (await listHandoffs(bot.ctx)).map(({ leadId, state, alerting }) => [leadId, state, alerting]),
    ).toEqual([
      ['L-DONE', 'accepted', false],
      ['L-NEW', 'open', false],
      ['L-OLD', 'open', false],
    ]);
    expect(await listDeliveries(bot.ctx)).toEqual([]);

    const { connectionId } = form;
    expect(await previewHandingOver(bot.ctx, connectionId)).toEqual({ recent: 1, older: 1 });
    const start = () => startHandingOver(bot.ctx, { connectionId, older: false });
    expect([await start(), await start()]).toEqual([1, 0]);
    await bot.app.settle();
    await bot.sees('UREP1', 'Ada Park', 'Accept');
    await form.sends(anItem('L-LIVE', { occurredAt: ago(0) }));
    await bot.app.settle();
    const alerting = (await listHandoffs(bot.ctx)).filter((one) => one.alerting).map(({ leadId }) => leadId);
    expect(alerting).toEqual(['L-LIVE', 'L-NEW']);
  });
});

describe('what happened before a connection was made', () => {
  it('is history, however recent', async () => {
    const other = await aConnection(bot, { name: 'Other', handsOver: true });
    await other.sends([anItem('L-BEFORE', { occurredAt: ago(hours(1)) }), anItem('L-AFTER')]);
    const handoffs = (await listHandoffs(bot.ctx)).map(({ leadId, alerting }) => [leadId, alerting]);
    expect(handoffs).toEqual([
      ['L-AFTER', true],
      ['L-BEFORE', false],
    ]);
  });
});

describe('a connection without a stored secret', () => {
  it('takes that of the environment, and nothing while there is none', async () => {
    const bare = createVault({});
    const { connection } = await createConnection(bot.ctx, bare, { system: 'custom', name: 'Bare' });
    expect(connection.secrets).toBeNull();
    await expect(
      createConnection(bot.ctx, bare, { system: 'custom', name: 'Given', secret: 'theirs' }),
    ).rejects.toThrow('FUNNEL_SECRET_GIVEN');
    const body = JSON.stringify(anItem('L-1'));
    const request: RawRequest = {
      ...{ method: 'POST', url: '', body: Buffer.from(body), pathSecret: undefined },
      headers: { authorization: 'Bearer from-the-environment' },
    };
    const sent = (vault: Vault) => {
      const deps = { contextFor: () => bot.ctx, vault, directory: aDirectory(), onRecorded: () => {} };
      return receive(
        { ...deps, noteRefusal: noteRefused },
        { system: 'custom', connectionId: 'bare' },
        request,
      );
    };
    expect(await sent(bare)).toMatchObject({ status: 401, body: expect.stringContaining('has no secret') });
    const known = createVault({ secrets: { FUNNEL_SECRET_BARE: 'old from-the-environment' } });
    expect(await sent(known)).toMatchObject({ status: 200 });
  });
});

describe('a new secret', () => {
  it('takes the place of the old one, which holds for a while', async () => {
    const { connectionId } = form;
    const { secret = '' } = await rotateSecret(bot.ctx, vault, { connectionId, overlapHours: 2 });
    const sendWith = async (token: string, leadId: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await form.posts(JSON.stringify(anItem(leadId)), { headers })).status;
    };
    expect(await sendWith(secret, 'L-1')).toBe(200);
    expect(await sendWith(form.secret, 'L-2')).toBe(200);
    bot.clock.advance(hours(2));
    expect(await sendWith(form.secret, 'L-3')).toBe(401);
    expect(await sendWith(secret, 'L-4')).toBe(200);
    expect(JSON.stringify(await health())).not.toContain(secret);
  });
});

describe('the intake', () => {
  it('takes what is signed with its token, and nothing that is signed otherwise', async () => {
    const body = JSON.stringify(anItem('L-1'));
    const post = async (headers: Record<string, string>, sent = body) =>
      (await bot.request('/api/stage-changes', { method: 'POST', headers, body: sent })).status;
    const good = signed(bot.ctx, INTAKE_TOKEN, body);
    expect(await post(good)).toBe(200);
    expect(await post(good, body.replace('L-1', 'L-2'))).toBe(401);
    expect(await post(signed(bot.ctx, 'another-token-altogether', body))).toBe(401);
    expect(await post({ ...good, 'webhook-timestamp': '1767600000' })).toBe(401);
    expect((await listFacts(bot.ctx)).map((fact) => fact.leadId)).toEqual(['L-1']);
  });
});
