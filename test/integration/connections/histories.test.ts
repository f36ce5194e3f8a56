import { beforeAll, describe, expect, it } from 'vitest';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { createRandom } from '../../simulate/random.ts';
import { vault } from '../../support/connections.ts';
import type { CrmChange } from '../../support/crm/crm-sender.ts';
import { CRM_SENDERS } from '../../support/crm/crm-senders.ts';
import { playHistory, randomHistory } from '../../support/crm/play-history.ts';
import { START } from '../../support/facts.ts';
import { ledgerState, listFacts } from '../../support/ledger-state.ts';
import { type Bot, embeddedDatabaseOfSuite, startBot } from '../../support/run-app.ts';

const PUBLIC_URL = 'https://bot.example.test';
const SECRET = 'test-secret-not-real';
/** They give up after hours only. */
const TRY_FOR_LONG = new Set<string>(['hubspot', 'salesforce', 'mautic']);

const database = embeddedDatabaseOfSuite();

let bot: Bot;

beforeAll(async () => {
  bot = await startBot({ database: database(), publicUrl: PUBLIC_URL });
  return () => bot.stop();
});

describe.each(Object.values(CRM_SENDERS))('the history of leads in $system', (sender) => {
  it('is in the ledger as it was, whatever came twice, late, out of order, or was refused at first', async () => {
    const { system } = sender;
    const index = Object.keys(CRM_SENDERS).indexOf(system);
    const { connection } = await createConnection(bot.ctx, vault, { system, name: system, secret: SECRET });
    const path = `/in/${system}/${connection.connectionId}${system === 'salesforce' ? `/${SECRET}` : ''}`;
    const history = randomHistory(system, ['lead', 'mql', 'sql', 'won'], START, {
      leads: 3,
      firstLead: 1000 * (1 + index),
    });
    const trouble = createRandom(`${system}/trouble`);

    const played = await playHistory(sender, history, {
      target: { url: `${PUBLIC_URL}${path}`, secret: SECRET },
      seed: system,
      async send(sent, at) {
        bot.clock.set(at.toISOString());
        // The proxy before us is down, or has lost our answer.
        if (trouble.chance(0.1)) return { status: 502, body: '' };
        const response = await bot.request(path, { method: 'POST', headers: sent.headers, body: sent.body });
        const body = await response.text();
        expect({ status: response.status, body }).toMatchObject({ status: 200 });
        return trouble.chance(0.1) ? { status: 504, body: '' } : { status: 200, body };
      },
    });

    const facts = (await listFacts(bot.ctx)).filter(({ origin }) => origin === connection.connectionId);
    const kept = facts
      // A blank one only describes the lead.
      .filter(({ reported }) => reported !== '')
      .map(({ leadId, reported, occurredAt }) => said(leadId, reported ?? '', occurredAt))
      .sort();
    expect(new Set(kept).size).toBe(kept.length);
    if (TRY_FOR_LONG.has(system)) expect(played.lost).toEqual([]);
    expect(history.map(inWords)).toEqual(expect.arrayContaining(kept));
    if (!sender.readsWhenSent) expect(kept).toEqual(expect.arrayContaining(played.taken.map(inWords)));
    if (!sender.readsWhenSent && played.lost.length === 0) expect(kept).toHaveLength(history.length);
    const stages = (await ledgerState(bot.ctx)).leads
      .filter(({ leadId }) => history.some((change) => change.leadId === leadId))
      .map(({ leadId, stage }) => [leadId, stage]);
    const arrived = history.filter((change) => sender.readsWhenSent || kept.includes(inWords(change)));
    expect(new Map(stages as [string, string][])).toEqual(latestOf(arrived));
  });
});

function latestOf(history: readonly CrmChange[]): Map<string, string> {
  const inOrder = history.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  return new Map(inOrder.map(({ leadId, value }) => [leadId, value]));
}

const inWords = ({ leadId, value, occurredAt }: CrmChange) => said(leadId, value, occurredAt);

function said(leadId: string, value: string, occurredAt: Date): string {
  return `${leadId} ${value} ${occurredAt.toISOString()}`;
}
