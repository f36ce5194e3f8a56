import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hours, minutes } from '../support/facts.ts';
import { listFacts } from '../support/ledger-state.ts';
import {
  anMql,
  type Bot,
  embeddedDatabaseOfSuite,
  INTAKE_TOKEN,
  postFacts,
  startBot,
} from '../support/run-app.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;
let count = 0;
let leadId = '';

beforeAll(async () => {
  bot = await startBot({ database: database() });
});
afterAll(() => bot.stop());
beforeEach(() => {
  count += 1;
  leadId = `L-${count}`;
});

async function send(items: unknown) {
  const response = await postFacts(bot.app.url, items);
  return { status: response.status, body: await response.json() };
}

function raw(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const standard = { authorization: `Bearer ${INTAKE_TOKEN}`, 'content-type': 'application/json' };
  return bot.request('/api/stage-changes', { method: 'POST', headers: { ...standard, ...headers }, body });
}

const taken = { recorded: 1, duplicates: 0, rejected: [] };
const ago = (ms: number) => new Date(bot.clock.now().getTime() - ms).toISOString();
const factsOf = async (id: string) => (await listFacts(bot.ctx)).filter((fact) => fact.leadId === id);

describe('the intake takes', () => {
  it('the example of the documentation, and knows it again', async () => {
    const example = {
      id: 'evt-901',
      leadId: 'L-77',
      stage: 'mql',
      occurredAt: '2026-01-05T09:00:00Z',
      origin: 'webform',
      lead: {
        ...{ name: 'Ada Park', company: 'Acme', title: 'CTO', email: 'ada@acme.test', phone: '+1 555 0100' },
        ...{ score: 82, source: 'paid_search', campaign: 'spring', ownerEmail: 'rep@corp.test' },
        ...{ url: 'https://crm.example.test/lead/77', createdAt: '2025-12-20T00:00:00Z' },
      },
    };
    expect(await send(example)).toEqual({ status: 200, body: taken });
    expect(await send([example, example])).toEqual({
      status: 200,
      body: { recorded: 0, duplicates: 2, rejected: [] },
    });
  });

  it('a charset beside the content type, a byte order mark of nothing, and an empty list', async () => {
    const item = JSON.stringify(anMql(bot, leadId));
    expect((await raw(item, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
    expect(await send([])).toEqual({ status: 200, body: { recorded: 0, duplicates: 0, rejected: [] } });
  });

  it('offsets as CRMs write them', async () => {
    const at = bot.clock.now().toISOString().slice(0, 19);
    for (const [index, offset] of ['Z', '.000+0000', '+00:00', '-0530', '+02:00'].entries()) {
      const occurredAt = new Date(bot.clock.now().getTime() - hours(24)).toISOString().slice(0, 19) + offset;
      const item = { id: `${leadId} ${index}`, leadId, stage: 'lead', occurredAt };
      expect(await send(item), offset).toEqual({ status: 200, body: taken });
    }
    const stored = (await factsOf(leadId)).map((fact) => fact.occurredAt.getTime());
    const base = Date.parse(`${at}Z`) - hours(24);
    expect(stored).toEqual([base, base, base, base + hours(5.5), base - hours(2)]);
  });

  it('items without an id, under a hash that tells equal ones apart from others', async () => {
    const item = { leadId, stage: 'lead', occurredAt: ago(minutes(1)) };
    expect((await send([item, { ...item }])).body).toEqual({ recorded: 1, duplicates: 1, rejected: [] });
    expect((await send({ ...item, lead: { name: 'Later known' } })).body).toMatchObject({ duplicates: 1 });
    expect((await send({ ...item, origin: 'web' })).body).toEqual(taken);
    expect((await send({ ...item, stage: 'mql' })).body).toEqual(taken);
    expect((await send({ ...item, occurredAt: ago(minutes(2)) })).body).toEqual(taken);
  });

  it('keys of 200 characters, and refuses longer ones', async () => {
    const key = (length: number) => leadId + 'x'.repeat(length - leadId.length);
    const item = { stage: 'lead', occurredAt: ago(0) };
    expect((await send({ ...item, id: key(200), leadId: key(200), origin: key(200) })).body).toEqual(taken);
    const refused = {
      recorded: 0,
      rejected: [{ index: 0, error: expect.stringContaining('200 characters') }],
    };
    expect((await send({ ...item, leadId: key(201) })).body).toMatchObject(refused);
    expect((await send({ ...item, leadId, id: key(201) })).body).toMatchObject(refused);
  });

  it('unknown fields without minding them, also those that name a prototype', async () => {
    const item = JSON.stringify({ ...anMql(bot, leadId, { name: 'Ada' }), extra: { deep: [1] } }).replace(
      '"lead":{',
      '"__proto__":{"admin":true},"constructor":1,"lead":{"__proto__":{"x":1},"shoeSize":44,',
    );
    expect(await (await raw(item)).json()).toEqual(taken);
    expect((await factsOf(leadId))[0]?.lead).toEqual({ name: 'Ada' });
  });

  it('null as clearing, and blank or absent as saying nothing', async () => {
    const change = (id: string, at: string, lead: object) => ({
      id: leadId + id,
      leadId,
      stage: 'mql',
      occurredAt: at,
      lead,
    });
    await send(change('a', ago(3000), { name: 'Ada', company: 'Acme', source: 'ads' }));
    await send(change('b', ago(2000), { name: null, company: ' ', score: 5 }));
    const { body } = await send(change('c', ago(1000), {}));
    expect(body).toEqual(taken);
    const words = JSON.stringify(await factsOf(leadId));
    expect(words).toContain('"name":null');
    expect(words).not.toContain('" "');
    expect(await listHandoffs(bot.ctx, leadId)).toMatchObject([{ source: 'ads' }]);
  });

  it('what lies up to five minutes ahead of its clock', async () => {
    const item = anMql(bot, leadId);
    expect((await send({ ...item, occurredAt: ago(-minutes(5)) })).body).toEqual(taken);
    expect((await send({ ...item, id: 'ahead', occurredAt: ago(-minutes(7)) })).body).toEqual({
      recorded: 0,
      duplicates: 0,
      rejected: [{ index: 0, error: expect.stringContaining('lies in the future') }],
    });
  });
});

describe('the intake refuses item by item', () => {
  it.each(['slack', 'correction'])('what claims to have been decided here, under %s', async (origin) => {
    const item = { id: 'forged', leadId: 'forged', stage: 'sql', occurredAt: ago(minutes(1)), origin };
    expect((await send(item)).body).toEqual({
      recorded: 0,
      duplicates: 0,
      rejected: [{ index: 0, error: expect.stringContaining(`origin "${origin}" is reserved`) }],
    });
  });

  it('what is wrong, by position and in words, and takes the rest', async () => {
    const good = anMql(bot, leadId);
    const wrong: [unknown, RegExp][] = [
      [{ ...good, leadId: undefined }, /leadId is missing/],
      [{ ...good, leadId: '' }, /leadId is empty/],
      [{ ...good, leadId: 77 }, /leadId is not valid/],
      [{ ...good, stage: 'MQLish' }, /stage "MQLish" is not known; send one of lead, mql/],
      [{ ...good, occurredAt: '2026-01-05' }, /occurredAt must be ISO 8601 with an offset/],
      [{ ...good, occurredAt: '2026-01-05T09:00:00' }, /occurredAt must be ISO 8601/],
      [{ ...good, occurredAt: '2026-02-30T09:00:00Z' }, /occurredAt must be ISO 8601/],
      [{ ...good, occurredAt: 1767603600000 }, /occurredAt must be text/],
      [{ ...good, occurredAt: '1969-12-31T23:59:59Z' }, /lies before 1970/],
      [{ ...good, lead: { score: '82' } }, /lead.score must be a number/],
      [{ ...good, lead: { name: 'x'.repeat(10_001) } }, /lead.name is longer than 10,000/],
      [{ ...good, lead: { createdAt: 'yesterday' } }, /lead.createdAt must be ISO 8601/],
      [{ ...good, id: 'nul\u0000' }, /id contains a NUL/],
      [{ ...good, leadId: 'a\u0000' }, /leadId contains a NUL/],
      [{ ...good, lead: { name: 'a\u0000' } }, /name contains a NUL/],
      [{ ...good, lead: { company: '\ud83d' } }, /company contains half of a surrogate pair/],
      [{ ...good, leadId: '\udc00' }, /leadId contains half of a surrogate pair/],
      ['text', /the item is not valid/],
      [null, /the item is not valid/],
      [[good], /the item is not valid/],
    ];
    const { status, body } = await send([...wrong.map(([item]) => item), good]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ recorded: 1, duplicates: 0 });
    const { rejected } = body as { rejected: { index: number; error: string }[] };
    expect(rejected.map((one) => one.index)).toEqual(wrong.map((_, index) => index));
    for (const [index, [, words]] of wrong.entries()) expect(rejected[index]?.error).toMatch(words);
  });
});
