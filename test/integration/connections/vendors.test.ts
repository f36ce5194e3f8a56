import { beforeAll, describe, expect, it } from 'vitest';
import { findConnection } from '../../../src/connections/connection.ts';
import { createConnection, type NewConnection } from '../../../src/connections/create-connection.ts';
import { vault } from '../../support/connections.ts';
import type { SentRequest } from '../../support/crm/crm-sender.ts';
import { CRM_SENDERS } from '../../support/crm/crm-senders.ts';
import { minutes, START } from '../../support/facts.ts';
import { ledgerState, listFacts } from '../../support/ledger-state.ts';
import { type Bot, embeddedDatabaseOfSuite, startBot } from '../../support/run-app.ts';

const PUBLIC_URL = 'https://bot.example.test';
const SECRET = 'test-secret-not-real';

const database = embeddedDatabaseOfSuite();
let bot: Bot;

beforeAll(async () => {
  bot = await startBot({ database: database(), publicUrl: PUBLIC_URL });
  return () => bot.stop();
});

async function connect(input: NewConnection) {
  const { connection } = await createConnection(bot.ctx, vault, { secret: SECRET, ...input });
  const { system, connectionId } = connection;
  return { connectionId, path: `/in/${system}/${connectionId}` };
}

async function sends({ headers, body, url }: SentRequest) {
  const response = await bot.request(url.slice(PUBLIC_URL.length), { method: 'POST', headers, body });
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: await response.text() };
}

describe('HubSpot', () => {
  it('is heard by the address that it signs, and tells of merges, deletions and what may not be kept', async () => {
    const { connectionId, path } = await connect({
      system: 'hubspot',
      name: 'HubSpot',
      options: { portalId: '555' },
    });
    const event = (subscriptionType: string, objectId: number, said = {}) => ({
      ...{ portalId: 555, subscriptionType, objectId, occurredAt: START.getTime(), ...said },
    });
    const stage = { propertyName: 'lifecyclestage', propertyValue: 'marketingqualifiedlead' };
    const batch = [
      event('contact.propertyChange', 1, stage),
      event('contact.propertyChange', 2, stage),
      event('contact.propertyChange', 3, stage),
      event('contact.propertyChange', 3, { propertyName: 'company', propertyValue: 'Hooli GmbH' }),
      event('contact.propertyChange', 4, { ...stage, portalId: 556 }),
      event('contact.merge', 2, {
        primaryObjectId: 2,
        mergedObjectIds: [1],
        occurredAt: START.getTime() + 1,
      }),
    ];
    const signed = (events: unknown, url = `${PUBLIC_URL}${path}`) =>
      CRM_SENDERS.hubspot.sign(JSON.stringify(events), { url, secret: SECRET }, bot.ctx.now());

    const first = await sends(signed(batch));
    expect(JSON.parse(first.body)).toMatchObject({
      rejected: ['Event 5 is of the HubSpot account 556, not 555.'],
    });
    expect(JSON.parse((await sends(signed(batch))).body)).toMatchObject({ recorded: 0 });
    const open = (await ledgerState(bot.ctx)).handoffs.filter(({ state }) => state === 'open');
    expect(open.map(({ leadId }) => leadId).sort()).toEqual(['2', '3']);

    await sends(signed([event('contact.privacyDeletion', 3), event('contact.deletion', 3)]));
    expect(JSON.stringify([await ledgerState(bot.ctx), await listFacts(bot.ctx)])).not.toContain('Hooli');

    const elsewhere = { ...signed(batch, `${PUBLIC_URL}/in/other`), url: `${PUBLIC_URL}${path}` };
    expect(await sends(elsewhere)).toMatchObject({
      status: 401,
      body: expect.stringMatching(/address in HubSpot/),
    });
    const late = signed(batch);
    bot.clock.advance(minutes(6));
    expect(await sends(late)).toMatchObject({
      status: 401,
      body: expect.stringMatching(/signed 6 minutes ago/),
    });
    expect(await findConnection(bot.ctx, connectionId)).toMatchObject({ refused: 2 });
  });
});

describe('Salesforce', () => {
  it('gets the acknowledgement that it asks for once its message is stored, and no other answer instead', async () => {
    const { path } = await connect({
      system: 'salesforce',
      name: 'Salesforce',
      options: { organizationId: '00D000000000001' },
    });
    const sender = CRM_SENDERS.salesforce;
    const body = sender.compose([{ leadId: '00Q000000000007AAA', value: 'mql', occurredAt: START }], 0);
    const to = (end: string, sent = body) =>
      sends(sender.sign(sent, { url: `${PUBLIC_URL}${path}${end}`, secret: '' }, START));

    const taken = await to(`/${SECRET}`);
    expect(sender.isTaken(taken)).toBe(true);
    expect(taken.type).toMatch(/^text\/xml/);
    expect((await ledgerState(bot.ctx)).leads).toContainEqual(
      expect.objectContaining({ leadId: '00Q000000000007AAA', stage: 'mql', company: "O'Hara & Sons" }),
    );
    const answers = [
      await to(''),
      await to('/another'),
      await to(`/${SECRET}`, body.replace('00D000000000001', '00D000000000002')),
      await to(`/${SECRET}`, body.replace('<soapenv:Env', '<!DOCTYPE x [<!ENTITY y "z">]><soapenv:Env')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 400]);
    expect(answers.some((answer) => sender.isTaken(answer))).toBe(false);
  });
});
