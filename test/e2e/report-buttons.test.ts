import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '../support/facts.ts';
import {
  anMql,
  type Bot,
  embeddedDatabaseOfSuite,
  startBot,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import type { Choice } from '../support/slack/elements.ts';
import type { EphemeralMessage } from '../support/slack/world.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;

/** 23 leads from two sources; Rita holds those from ads, of which one is called like a formula. */
beforeAll(async () => {
  bot = await startBot({ database: database() });
  await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
  const at = (index: number) =>
    new Date(bot.clock.now().getTime() - hours(30) + index * 60_000).toISOString();
  await bot.post(
    Array.from({ length: 23 }, (_, index) => ({
      ...anMql(bot, `L-${index}`, {
        name: index === 3 ? '=HYPERLINK("https://evil.test")' : `Lead ${index}`,
        source: index % 2 ? 'ads' : 'web',
        ownerEmail: index % 2 ? 'rita.rep@corp.test' : 'ron.rep@corp.test',
      }),
      occurredAt: at(index),
    })),
  );
});
afterAll(() => bot.stop());

const chartsIn = ({ blocks }: EphemeralMessage) => blocks.filter(({ type }) => type === 'data_visualization');
const namesIn = (message: EphemeralMessage) =>
  [...wordsOf(message).matchAll(/Lead \d+/g)].map(([name]) => name);

describe('an answer', () => {
  it('draws its rows beside the words', async () => {
    const answer = await bot.asks('UADMIN', 'sources 2026-q1');
    expect(chartsIn(answer)).toHaveLength(1);
    expect(answer.text).toContain('23 MQLs from 2 sources');
  });

  it('is explained with its own numbers', async () => {
    const answer = await bot.asks('UADMIN', 'pass-rate 2026-01');
    await bot.slack.user('UADMIN').click(answer, 'How is this counted?');
    await bot.isTold('UADMIN', 'How pass-rate is counted', '23');
  });

  it('in a list has pages of ten, newer and older', async () => {
    const manager = bot.slack.user('UADMIN');
    const answer = await bot.asks('UADMIN', 'leads open');
    expect(wordsOf(answer)).toContain('23 leads are open');
    expect(namesIn(answer)).toHaveLength(10);
    expect(wordsOf(answer)).not.toContain('← Newer');
    const first = namesIn(answer);
    await manager.click(answer, 'Older →');
    await bot.until(() => wordsOf(answer).includes('← Newer'));
    const second = namesIn(answer);
    await manager.click(answer, 'Older →');
    await bot.until(() => !wordsOf(answer).includes('Older →'));
    expect(new Set([...first, ...second, ...namesIn(answer)]).size).toBe(22);
    await manager.click(answer, '← Newer');
    await bot.until(() => wordsOf(answer).includes('Older →'));
    expect(namesIn(answer)).toEqual(second);
  });

  it('of leads shows a rep their own, whichever page', async () => {
    const answer = await bot.asks('UREP1', 'leads open');
    expect(wordsOf(answer)).toContain('11 leads are open');
    await bot.slack.user('UREP1').click(answer, 'Older →');
    await bot.until(() => !wordsOf(answer).includes('Older →'));
    expect(namesIn(answer)).toEqual(['Lead 1']);
  });

  it('goes into a file with all its rows, formulas disarmed', async () => {
    const answer = await bot.asks('UADMIN', 'leads open');
    await bot.slack.user('UADMIN').click(answer, 'Export CSV');
    await bot.isTold('UADMIN', 'The file is in your messages with me.');
    const shared = bot.slack.calls.findLast(({ method }) => method === 'files.completeUploadExternal');
    expect(shared?.params).toMatchObject({ channel_id: bot.slack.user('UADMIN').dm });
    const [file] = bot.slack.files();
    const rows: Record<string, string>[] = parse(file?.content ?? '', { bom: true, columns: true });
    expect(file?.name).toBe('leads-any-time.csv');
    expect(rows).toHaveLength(23);
    expect(rows.find(({ leadId }) => leadId === 'L-3')?.name).toBe('\'=HYPERLINK("https://evil.test")');
    expect(Object.keys(rows[0] ?? {})).toContain('mqlAt (UTC)');
  });

  it('cannot be exported where files are not allowed, and says what is missing', async () => {
    bot.slack.failNext('files.getUploadURLExternal', { error: 'missing_scope' });
    const answer = await bot.asks('UADMIN', 'sources 2026-q1');
    await bot.slack.user('UADMIN').click(answer, 'Export CSV');
    await bot.isTold('UADMIN', 'files:write');
  });

  it.each([{ status: 400 }, { error: 'invalid_blocks' }])(
    'comes without its chart where Slack refuses it (%o), for a day',
    async (fault) => {
      const drawn = await bot.asks('UADMIN', 'sources 2026-q1');
      const words = wordsOf({
        ...drawn,
        blocks: drawn.blocks.filter((one) => !chartsIn(drawn).includes(one)),
      });
      bot.slack.failNext('response_url', fault);
      const answer = await bot.asks('UADMIN', 'sources 2026-q1');
      expect(chartsIn(answer)).toEqual([]);
      expect(wordsOf(answer)).toBe(words);
      const trend = await bot.asks('UADMIN', 'pass-rate 2025-12-01..2026-01-31');
      expect(chartsIn(trend)).toEqual([]);
      expect(wordsOf(trend)).toContain(
        'MQLs and SQLs by month\nDec 2025: MQLs 0, SQLs 0\nJan 2026: MQLs 23, SQLs 0',
      );
      bot.clock.advance(hours(25));
      expect(chartsIn(await bot.asks('UADMIN', 'sources 2026-q1'))).toHaveLength(1);
    },
  );
});

describe('/funnel report', () => {
  async function fillsIn(userId: string, values: Record<string, Choice>, where = 'CSALES') {
    const person = bot.slack.user(userId);
    const before = bot.slack.ephemerals.length;
    await person.command('/funnel', 'report', { in: where });
    const form = await bot.until(() => person.modal());
    const ack = await person.submit(form, values);
    return { ack: JSON.stringify(ack.body), person, before };
  }

  it('answers where it was asked, with the words that one would have typed', async () => {
    const { person } = await fillsIn('UADMIN', {
      report: 'waste',
      period: 'this year',
      by: 'source',
      source: ' Web ',
      rep: 'UREP2',
    });
    const answer = await bot.isTold('UADMIN', 'Waste, 2026');
    expect(answer.channelId).toBe('CSALES');
    expect(wordsOf(answer)).toMatch(/web/i);
    await bot.until(() => wordsOfView(person.modal()).includes('Here it is'));
    await person.close(await bot.until(() => person.modal()));
    await person.click(answer, 'How is this counted?');
    await bot.isTold('UADMIN', 'How waste is counted');
  });

  it('says at its field what is wrong', async () => {
    const period = await fillsIn('UADMIN', { report: 'waste', other_period: 'soonish' });
    expect(period.ack).toContain('"other_period"');
    expect(period.ack).toContain('soonish');
    await period.person.close(await bot.until(() => period.person.modal()));
    const cost = await fillsIn('UADMIN', { report: 'cost', by: 'rep' });
    expect(cost.ack).toContain('"by"');
    await cost.person.close(await bot.until(() => cost.person.modal()));
    const leads = await fillsIn('UADMIN', { report: 'leads', more: ['compare'] });
    expect(leads.ack).toContain('"more":"\\"compare\\" does not go with leads.');
    await leads.person.close(await bot.until(() => leads.person.modal()));
  });

  it('answers in the direct messages where the bot is no member', async () => {
    await bot.slack.addChannel({ id: 'GHIDDEN', name: 'hidden', isPrivate: true, isMember: false });
    const { person } = await fillsIn('UADMIN', { report: 'open_leads', campaign: 'none' }, 'GHIDDEN');
    await bot.sees('UADMIN', 'Open leads', '23 leads are open');
    await person.close(await bot.until(() => person.modal()));
  });

  it('offers a rep neither cost nor figures by rep', async () => {
    const person = bot.slack.user('UREP1');
    await person.command('/funnel', 'report');
    const form = wordsOfView(await bot.until(() => person.modal()));
    expect(form).not.toMatch(/Cost per SQL|Only this rep/);
    expect(form).toContain('Pass rate');
  });
});
