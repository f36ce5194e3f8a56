import { describe, expect, it } from 'vitest';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { saveCredentials } from '../../../src/connections/credentials.ts';
import { startHandingOver } from '../../../src/connections/handing-over.ts';
import { mapValues } from '../../../src/connections/map-values.ts';
import { readNow } from '../../../src/connections/reading-turns.ts';
import { startWritingBack } from '../../../src/connections/write-backs.ts';
import { vault } from '../../support/connections.ts';
import { aSalesforce } from '../../support/crm/pretend-salesforce.ts';
import { minutes } from '../../support/facts.ts';
import { listFacts } from '../../support/ledger-state.ts';
import { aBot, embeddedDatabaseOfSuite } from '../../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
const LEAD = '00Q000000000001AAA';
const NEW = { Name: 'Ada Park', Company: 'Acme', Email: 'ada@acme.test' };

/** Behind a firewall: nothing but reading tells us of leads. */
async function aTeam(options: Record<string, unknown> = {}) {
  const bot = await aBot({ database: database() });
  await bot.asks('UADMIN', 'reps add <@UREP1>');
  const salesforce = await aSalesforce({ now: () => bot.ctx.now() });
  const { connection } = await createConnection(bot.ctx, vault, {
    ...{ system: 'salesforce', name: 'Salesforce', options },
  });
  const { connectionId } = connection;
  await mapValues(bot.ctx, connectionId, {
    ...{ 'Marketing Qualified': 'lead', 'Open - Not Contacted': 'mql', 'Working - Contacted': 'sql' },
    ...{ 'Closed - Converted': 'opportunity' },
  });
  await saveCredentials(bot.ctx, vault, connectionId, salesforce.credentials);
  await startHandingOver(bot.ctx, { connectionId, older: false });
  await startWritingBack(bot.ctx, connectionId);
  const reads = async () => {
    await readNow(bot.ctx, connectionId);
    await bot.app.settle();
  };
  const isMql = async () => {
    bot.passes(minutes(1));
    salesforce.sets(LEAD, { ...NEW, Status: 'Open - Not Contacted' });
    await reads();
    return bot.sees('UREP1', 'Ada Park', '[Accept]');
  };
  return { bot, salesforce, reads, isMql, rep: bot.slack.user('UREP1') };
}

describe('a connected Salesforce that cannot reach us', () => {
  it('is read, handed over from and written to, and what was written is not news when it is read', async () => {
    const { bot, salesforce, reads, isMql, rep } = await aTeam();
    salesforce.hasUser('rep.one@corp.test', '005000000000001AAA');
    await rep.click(await isMql(), 'Accept');
    await bot.until(() => salesforce.reads(LEAD).Status === 'Working - Contacted');
    const known = await listFacts(bot.ctx);
    bot.passes(minutes(10));
    await reads();
    expect(await listFacts(bot.ctx)).toEqual(known);
  });

  it('goes on with a new session when one has ended', async () => {
    const { bot, salesforce, isMql, rep } = await aTeam();
    const card = await isMql();
    salesforce.forgetsTokens();
    await rep.click(card, 'Accept');
    await bot.until(() => salesforce.reads(LEAD).Status === 'Working - Contacted');
  });

  it('keeps a lead as it is that was converted meanwhile, which is no refusal', async () => {
    const { bot, salesforce, isMql, rep } = await aTeam();
    const card = await isMql();
    salesforce.sets(LEAD, { Status: 'Closed - Converted', IsConverted: true });
    await rep.click(card, 'Accept');
    await bot.sees('UREP1', 'Ada Park', 'Accepted');
    await bot.app.settle();
    expect(salesforce.asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
    expect(salesforce.reads(LEAD).Status).toBe('Closed - Converted');
  });

  it('converts the lead where that is wanted', async () => {
    const { bot, salesforce, isMql, rep } = await aTeam({ convertAt: 'sql' });
    await rep.click(await isMql(), 'Accept');
    await bot.until(() => salesforce.reads(LEAD).IsConverted === true);
    expect(salesforce.reads(LEAD).Status).toBe('Closed - Converted');
  });
});
