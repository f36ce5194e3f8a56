import { describe, expect, it } from 'vitest';
import { findConnection } from '../../../src/connections/connection.ts';
import { readNow } from '../../../src/connections/reading-turns.ts';
import { leadStory } from '../../../src/leads/lead-story.ts';
import { verifyLedger } from '../../../src/leads/verify-ledger.ts';
import { aConnectedHubspot } from '../../support/crm/connected-hubspot.ts';
import { hours, minutes } from '../../support/facts.ts';
import { ledgerState, listFacts } from '../../support/ledger-state.ts';
import { aBot, embeddedDatabaseOfSuite, wordsOf } from '../../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
const MQL = { lifecyclestage: 'marketingqualifiedlead', firstname: 'Ada', lastname: 'Park', company: 'Acme' };

async function aTeam(options: Parameters<typeof aConnectedHubspot>[1] = {}) {
  const bot = await aBot({ database: database() });
  await bot.asks('UADMIN', 'reps add <@UREP1>');
  const crm = await aConnectedHubspot(bot, options);
  const stage = async () => (await leadStory(bot.ctx, '31337')).progress?.stage;
  const rep = bot.slack.user('UREP1');
  const isMql = async () => {
    crm.hubspot.sets('31337', MQL);
    await crm.tells();
    return bot.sees('UREP1', '31337', '[Accept]');
  };
  return { bot, rep, stage, isMql, ...crm };
}

const reads = (hubspot: { reads(id: string): Record<string, string> }) => hubspot.reads('31337');

describe('a connected HubSpot', () => {
  it('hands over an MQL within one request, and shows what the rep decides', async () => {
    const { bot, rep, hubspot, tells, isMql, stage } = await aTeam();
    await rep.click(await isMql(), 'Accept');
    await bot.until(() => reads(hubspot).lifecyclestage === 'salesqualifiedlead');
    expect(reads(hubspot)).toMatchObject({ hs_lead_status: 'OPEN' });
    const known = await ledgerState(bot.ctx);
    await tells();
    expect(await ledgerState(bot.ctx)).toEqual(known);
    const card = await bot.sees('UREP1', 'Accepted', 'Contacted');
    await rep.click(card, 'Contacted');
    await bot.until(() => reads(hubspot).hs_lead_status === 'ATTEMPTED_TO_CONTACT');
    expect(await stage()).toBe('sql');
  });

  it('follows an Undo back, and does not decide again by the echo of what was undone', async () => {
    const { bot, rep, hubspot, tells, isMql, stage } = await aTeam();
    await rep.click(await isMql(), 'Accept');
    await bot.until(() => reads(hubspot).lifecyclestage === 'salesqualifiedlead');
    bot.passes(1000);
    await rep.click(await bot.sees('UREP1', 'Undo'), 'Undo');
    await bot.until(() => reads(hubspot).lifecyclestage === 'marketingqualifiedlead');
    await tells();
    expect(await stage()).toBe('mql');
    expect(await verifyLedger(bot.ctx)).toMatchObject({ differences: 0 });
  });

  it('keeps its own word where it has gone on meanwhile', async () => {
    const { bot, rep, hubspot, tells, isMql } = await aTeam();
    const card = await isMql();
    bot.passes(minutes(1));
    hubspot.sets('31337', { lifecyclestage: 'customer' });
    await rep.click(card, 'Accept');
    await bot.until(() => reads(hubspot).hs_lead_status === 'OPEN');
    expect(reads(hubspot).lifecyclestage).toBe('customer');
    await tells();
    await bot.sees('UREP1', '31337', 'The CRM’s report came first');
    expect(reads(hubspot).lifecyclestage).toBe('customer');
  });

  it('is written to by OAuth, with a new token when one has ended, and after its rate limit', async () => {
    const { bot, rep, hubspot, isMql } = await aTeam({ withOAuth: true });
    const card = await isMql();
    hubspot.forgetsTokens();
    hubspot.limitsFor(minutes(2));
    await rep.click(card, 'Accept');
    await bot.until(() => hubspot.asked.some(({ path }) => path === '/oauth/v1/token'));
    await bot.sees('UREP1', 'Accepted');
    expect(reads(hubspot).lifecyclestage).toBe('marketingqualifiedlead');
    bot.passes(minutes(3));
    await bot.until(() => reads(hubspot).lifecyclestage === 'salesqualifiedlead');
  });

  it('says beside the card what it refuses, in its own words, and is tried again by a button', async () => {
    const writes = 'sql: hs_lead_status=QUALIFIED';
    const { bot, rep, hubspot, connectionId, isMql } = await aTeam({ options: { writes } });
    const card = await isMql();
    await rep.click(card, 'Accept');
    const refused = await bot.sees('UREP1', 'QUALIFIED was not one of the allowed options', 'Try again');
    expect(refused.threadTs).toBe(card.ts);
    const status = await bot.asks('UADMIN', 'help');
    expect(wordsOf(status)).toContain('1 update was refused by the CRM (hubspot)');
    await rep.click(refused, 'Try again');
    await bot.isTold('UREP1', 'Trying again');
    expect(reads(hubspot).hs_lead_status).toBeUndefined();
    expect((await findConnection(bot.ctx, connectionId))?.writesBack).toBe(true);
  });

  it('is read for what it has not told, once, and then only for what is new', async () => {
    const { bot, hubspot, connectionId } = await aTeam();
    hubspot.sets('31337', { ...MQL, lifecyclestage: 'lead' });
    bot.passes(minutes(5));
    hubspot.sets('31337', MQL);
    bot.passes(minutes(1));
    await readNow(bot.ctx, connectionId);
    await bot.app.settle();
    await bot.sees('UREP1', 'Ada Park', '[Accept]');
    const known = await listFacts(bot.ctx);
    for (let round = 0; round < 3; round += 1) {
      bot.passes(hours(1));
      await readNow(bot.ctx, connectionId);
      await bot.app.settle();
    }
    expect(await listFacts(bot.ctx)).toEqual(known);
    expect(hubspot.asked.filter(({ path }) => path.endsWith('/search')).length).toBeLessThan(8);
  });

  it('that tells and is read says everything once', async () => {
    const { bot, hubspot, connectionId, tells, isMql } = await aTeam();
    await isMql();
    const known = await listFacts(bot.ctx);
    bot.passes(minutes(2));
    await readNow(bot.ctx, connectionId);
    await bot.app.settle();
    await tells();
    expect(await listFacts(bot.ctx)).toEqual(known);
    expect(hubspot.asked.some(({ path }) => path.endsWith('/batch/read'))).toBe(true);
  });
});
