import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '../support/facts.ts';
import { anMql, type Bot, embeddedDatabaseOfSuite, startBot, wordsOf } from '../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;

/** Of two leads from a webinar one is accepted and one rejected as spam; one from the web is open with Ron. */
beforeAll(async () => {
  bot = await startBot({ database: database() });
  const at = (ms: number) => new Date(bot.clock.now().getTime() - hours(12) + ms).toISOString();
  const decided = (leadId: string, stage: string) => ({ id: stage, leadId, stage, occurredAt: at(hours(2)) });
  const webinar = { source: 'Webinar', campaign: 'spring 26' };
  await bot.post([
    { ...anMql(bot, 'L-1', { name: 'Ada Park', ...webinar }), occurredAt: at(0) },
    { ...anMql(bot, 'L-2', { name: 'Bo Lind', ...webinar }), occurredAt: at(0) },
    {
      ...anMql(bot, 'L-3', { name: 'Cy Roth', source: 'web', ownerEmail: 'ron.rep@corp.test' }),
      occurredAt: at(0),
    },
    decided('L-1', 'sql'),
    decided('L-2', 'rejected'),
  ]);
  await bot.sees('UREP2', 'Cy Roth');
});
afterAll(() => bot.stop());

const answer = async (text: string, who = 'UADMIN') => wordsOf(await bot.asks(who, text));
const refusal = async (text: string, who = 'UADMIN') => (await bot.asks(who, text)).text;

describe('the words after a report’s name', () => {
  it('restrict it, and the answer says to what', async () => {
    const webinar = await answer('pass-rate q1 source=webinar');
    expect(webinar).toContain('1 of 2 MQLs');
    expect(webinar).toContain('Only source webinar.');
    expect(await answer('pass-rate campaign=“Spring 26” last 30 days')).toContain('1 of 2 MQLs');
    expect(await answer('waste rep=<@UREP2|ron> q1')).toContain('of 1 (');
    expect(await answer('pass-rate source=none')).toContain('no MQLs were handed over');
    expect(await answer('pass-rate source=none')).toContain('Only without a source.');
    expect(await answer('pass-rate source=“none”')).toContain('Only source none.');
  });

  it('ask about the past, about leads, and for another promise, in any order', async () => {
    expect(await answer('pass-rate as of 2026-01-01 q1')).toContain('as of the end of 1 Jan 2026');
    expect(await answer('pass-rate q1 known by 2026-01-02 distinct')).toContain(
      'Leads are counted, not handoffs. Days in UTC; as of the end of 2 Jan 2026, known by the end of 2 Jan 2026.',
    );
    expect(await answer('velocity sla 24h wall clock q1')).toContain('Promised 24 hours around the clock.');
    expect(await answer('cost lag 30 q1')).toContain('Cost per SQL');
    expect(await answer('reasons by source')).toContain('most of Webinar: 1 of its 2 MQLs (50.0 %)');
  });

  it('that nobody knows are named, with the nearest there is, harmlessly', async () => {
    expect(await refusal('pass-rate q1 distnct')).toContain(
      'I do not understand "distnct". Did you mean "distinct"?',
    );
    expect(await refusal('waste soruce=webinar')).toContain(
      'There is no filter "soruce". Did you mean source?',
    );
    expect(await refusal('waste q1 <!channel> &amp; by')).toContain('something is missing');
    expect(await refusal('waste rep="R&amp;D <b>"')).toContain('Nobody here is called "R&amp;D &lt;b&gt;"');
    expect(await refusal('cost rep=<@UREP2|ron>')).toContain(
      'Spend has a channel and a campaign, but no rep',
    );
  });

  it('are refused by a report for which they mean nothing, and rows that it has not are named', async () => {
    expect(await refusal('waste q1 lag 30')).toContain('"lag" does not go with waste. It goes with summary');
    expect(await refusal('leads compare')).toContain('"compare" does not go with leads.');
    expect(await answer('leads by source')).toContain(
      'There are no rows by source here; pass-rate, velocity,',
    );
    expect(await answer('sources by source')).not.toContain('There are no rows');
    expect(await refusal('goal stage mql')).toContain('It goes with leads, such as leads stage mql.');
  });

  it('show a rep nobody else’s figures', async () => {
    expect(await answer('waste q1 rep=me', 'UREP2')).toContain('of 1 (');
    expect(await answer('waste q1 rep=<@UREP2|ron>', 'UREP2')).toContain('of 1 (');
    for (const rep of ['<@UREP1|rita>', 'none', 'rita', 'UREP1']) {
      expect(await refusal(`waste q1 rep=${rep}`, 'UREP2')).toContain(
        'Figures of other reps are for managers',
      );
    }
    expect(await answer('leads stage mql source=web', 'UREP2')).toContain('Cy Roth');
    expect(await answer('leads stage mql source=web', 'UREP1')).not.toContain('Cy Roth');
  });

  it('travel with Share, unless they name somebody', async () => {
    await bot.slack
      .user('UADMIN')
      .click(await bot.asks('UADMIN', 'waste q1 campaign="spring 26"'), 'Share in channel');
    expect(wordsOf(await bot.sees('CSALES', 'Shared by <@UADMIN>'))).toContain('Only campaign spring 26.');
    expect(await answer('waste q1 rep=<@UREP2|ron>')).not.toContain('Share in channel');
  });

  it('compare, unless that is not wanted', async () => {
    expect(await answer('pass-rate q1')).toContain('Nothing to compare with');
    expect(await answer('pass-rate q1 no compare')).not.toContain('Nothing to compare with');
  });
});
