import { describe, expect, it } from 'vitest';
import { runReport } from '../../src/reports/report.ts';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, buttonsOf, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';

describe('a lead', () => {
  const database = embeddedDatabaseOfSuite();

  it.each(['http', 'socket'] as const)('goes from the intake to the digest over %s', async (mode) => {
    const bot = await aBot({ database: database(), mode });
    const { slack, clock } = bot;
    const rita = slack.user('UREP1');

    await bot.post(anMql(bot, 'L-77', { name: 'Ada Park', company: 'Acme', ownerEmail: rita.email }));
    const card = await bot.sees(rita.id, 'Ada Park, Acme');
    expect(buttonsOf(card)).toEqual(['Accept', 'Reject']);
    expect(wordsOf(card)).toContain('Why me: You own this lead.');

    clock.advance(minutes(20));
    await rita.click(card, 'Accept');
    const accepted = await bot.sees(rita.id, '✅ Accepted', `<@${rita.id}>`);
    expect(accepted.ts).toBe(card.ts);
    expect(buttonsOf(accepted)).toEqual(['Contacted', 'Undo']);

    clock.advance(minutes(5));
    await rita.click(accepted, 'Contacted');
    const contacted = await bot.sees(rita.id, '📞 Contacted');
    expect(buttonsOf(contacted)).toEqual(['Undo']);
    expect(await slack.messages(rita.id)).toHaveLength(1);

    const answer = await bot.asks('UADMIN', 'pass-rate 2026-q1');
    expect(wordsOf(answer)).toContain('1 of 1 MQL handed over became SQLs so far (100.0 %, cohort)');
    expect(await runReport(bot.ctx, { name: 'pass-rate', period: '2026-q1' })).toMatchObject({
      cohort: { mqls: 1, accepted: 1, passRate: 1 },
      flow: { sqls: 1, passRate: 1 },
    });

    await bot.asks('UADMIN', 'digest here 09:00 daily', { in: 'CSALES' });
    clock.set('2026-01-06T09:00:00Z');
    bot.app.wake();
    const digest = await bot.sees('CSALES', 'Funnel digest');
    expect(wordsOf(digest)).toContain('1 MQL handed over, 1 accepted, 0 rejected');
    expect(wordsOf(digest)).not.toContain(rita.name);
  });
});
