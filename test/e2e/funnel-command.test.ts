import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runReport } from '../../src/reports/report.ts';
import { REPORT_NAMES } from '../../src/reports/report-request.ts';
import { reportSentences } from '../../src/reports/sentences/report-sentences.ts';
import { hours } from '../support/facts.ts';
import { anMql, type Bot, embeddedDatabaseOfSuite, startBot, wordsOf } from '../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;

/** Rita accepts one of two leads from ads and rejects the other; Ron holds one from the web. */
beforeAll(async () => {
  bot = await startBot({ database: database() });
  const at = (ms: number) => new Date(bot.clock.now().getTime() - hours(12) + ms).toISOString();
  const handled = (leadId: string, stage: string) => ({ id: stage, leadId, stage, occurredAt: at(hours(2)) });
  await bot.post([
    { ...anMql(bot, 'L-1', { name: 'Ada Park', source: 'ads' }), occurredAt: at(0) },
    { ...anMql(bot, 'L-2', { name: 'Bo Lind', source: 'ads' }), occurredAt: at(0) },
    {
      ...anMql(bot, 'L-3', { name: 'Cy Roth', source: 'web', ownerEmail: 'ron.rep@corp.test' }),
      occurredAt: at(0),
    },
    handled('L-1', 'sql'),
    handled('L-2', 'rejected'),
  ]);
  await bot.sees('UREP2', 'Cy Roth');
});
afterAll(() => bot.stop());

describe('/funnel', () => {
  it.each(REPORT_NAMES)('%s says what the report says, number for number', async (name) => {
    const answer = wordsOf(await bot.asks('UADMIN', `${name} 2026-q1`));
    const report = await runReport(bot.ctx, { name, period: '2026-q1' });
    for (const sentence of reportSentences(report).slice(0, -1)) expect(answer).toContain(sentence);
  });

  it('without a word, or with nothing but a period, is the summary', async () => {
    const answer = await bot.asks('UADMIN', '');
    expect(wordsOf(answer)).toContain('Funnel summary, Q1 2026');
    expect(wordsOf(await bot.asks('UADMIN', 'last month'))).toContain('Funnel summary, Dec 2025');
    expect(wordsOf(await bot.asks('UADMIN', '  SUMMARY   2025 '))).toContain('Funnel summary, 2025');
  });

  it.each([
    ['pass-rate', '33.3 %'],
    ['pass-rate this month', '33.3 %'],
    ['pass-rate 2026-01-01..2026-03-31', '33.3 %'],
    ['pass-rate last 30 days', '33.3 %'],
    ['pass-rate 2026-01-04', '33.3 %'],
    ['pass-rate h1', '33.3 %'],
    ['pass-rate last quarter', 'no MQLs'],
    ['pass-rate 2025', 'no MQLs'],
  ])('%s understands its period', async (text, expected) => {
    expect(wordsOf(await bot.asks('UADMIN', text))).toContain(expected);
  });

  it('breaks figures down', async () => {
    const words = wordsOf(await bot.asks('UADMIN', 'pass-rate q1 by source'));
    expect(words).toMatch(/ads.*2.*50/);
    expect(words).toMatch(/web.*1.*0/);
    expect(wordsOf(await bot.asks('UADMIN', 'velocity --by campaign'))).toContain('Velocity');
    expect(wordsOf(await bot.asks('UADMIN', 'pass-rate by colour'))).toContain(
      'by source, campaign, rep, reason',
    );
    expect(wordsOf(await bot.asks('UADMIN', 'cost by rep'))).toContain('Spend has a channel and a campaign');
  });

  it('quotes a bad period harmlessly and shows examples', async () => {
    const answer = await bot.asks('UADMIN', 'pass-rate soon');
    expect(answer.text).toContain('"soon" is not a period. Try q1');
    const hostile = await bot.asks('UADMIN', 'velocity <!channel> & <https://evil.test|q1>');
    expect(hostile.text).toContain('@channel &amp; ');
    expect(hostile.text).not.toContain('<');
    expect((await bot.asks('UADMIN', 'waste 2026-02-30')).text).toContain('There is no day 2026-02-30');
    expect((await bot.asks('UADMIN', 'waste 2026-03-01..2026-01-01')).text).toContain(
      'ends before it begins',
    );
  });

  it('answers an unknown word with the nearest one and the help', async () => {
    const answer = await bot.asks('UADMIN', 'pasrate q1');
    expect(answer.text).toContain('I do not know “pasrate”. Did you mean `/funnel pass-rate`?');
    expect(wordsOf(answer)).toContain('What you can ask me');
    const far = await bot.asks('UADMIN', 'supercalifragilistic <!here>');
    expect(far.text).toBe('I do not know “supercalifragilistic”.');
    expect((await bot.asks('UADMIN', '<!here>')).text).toContain('&lt;!here&gt;');
    expect((await bot.asks('UADMIN', 'foo')).text).toBe('I do not know “foo”.');
    expect((await bot.asks('UADMIN', 'costs')).text).toContain('Did you mean `/funnel cost`?');
    expect((await bot.asks('UREP1', 'costs')).text).not.toContain('cost`');
  });

  it('lists the queue: everybody’s for a manager, their own for a rep', async () => {
    expect(wordsOf(await bot.asks('UADMIN', 'queue'))).toContain('Cy Roth');
    expect(wordsOf(await bot.asks('UREP2', 'queue'))).toContain('1 open lead with you');
    expect(wordsOf(await bot.asks('UREP1', 'queue'))).toContain('You have no open leads.');
    await bot.slack.user('UREP2').click(await bot.asks('UREP2', 'queue'), 'Open card');
    await bot.isTold('UREP2', 'The card is in your messages with me.');
  });

  it('answers in the direct messages with the bot too', async () => {
    const answer = await bot.asks('UADMIN', 'pass-rate', { in: bot.slack.user('UADMIN').dm });
    expect(wordsOf(answer)).toContain('33.3 %');
  });

  it('is explained to whoever writes to the bot instead', async () => {
    const rita = bot.slack.user('UREP1');
    await bot.slack.event({
      type: 'message',
      channel_type: 'im',
      channel: rita.dm,
      user: rita.id,
      text: 'hi',
      ts: '1.1',
    });
    await bot.sees(rita.id, '/funnel help');
  });

  it('answers what is said in a thread in that thread', async () => {
    const ron = bot.slack.user('UREP2');
    const card = await bot.sees(ron.id, 'Cy Roth');
    await bot.slack.event({
      ...{ type: 'message', channel_type: 'im', channel: ron.dm, user: ron.id },
      ...{ text: 'Called, no answer', ts: '2.1', thread_ts: card.ts },
    });
    expect(await bot.sees(ron.id, 'I understand commands only')).toMatchObject({ threadTs: card.ts });
  });
});

describe('sharing', () => {
  it('posts the report for all to see, with who shared it, and no second button', async () => {
    const answer = await bot.asks('UREP1', 'pass-rate q1 by source');
    await bot.slack.user('UREP1').click(answer, 'Share in channel');
    const shared = await bot.sees('CSALES', 'Shared by <@UREP1>');
    expect(wordsOf(shared)).toContain('33.3 %');
    expect(wordsOf(shared)).not.toContain('Share in channel');
  });

  it('is refused in a channel shared with another organisation, and in one it cannot see', async () => {
    await bot.slack.addChannel({ id: 'CSHARED', name: 'with-acme', isExtShared: true });
    await bot.slack.addChannel({ id: 'GHIDDEN', name: 'hidden', isPrivate: true, isMember: false });
    for (const [channel, why] of [
      ['CSHARED', 'shared with another organisation'],
      ['GHIDDEN', 'I cannot see this channel'],
    ] as const) {
      const answer = await bot.asks('UADMIN', 'summary', { in: channel });
      await bot.slack.user('UADMIN').click(answer, 'Share in channel');
      await bot.isTold('UADMIN', why);
    }
    expect(await bot.slack.messages('CSHARED')).toEqual([]);
  });

  it('is not offered where a report names people', async () => {
    for (const command of ['reps', 'leads', 'pass-rate by rep']) {
      expect(wordsOf(await bot.asks('UADMIN', command))).not.toContain('Share in channel');
    }
  });

  it('shows a rep who presses a manager’s button no cost', async () => {
    const answer = await bot.asks('UADMIN', 'cost q1');
    await bot.slack.user('UREP1').click(answer, 'Share in channel');
    await bot.isTold('UREP1', 'Cost and spend are for managers and admins.');
  });
});
