import { describe, expect, it } from 'vitest';
import { fixedClock } from '../support/clock.ts';
import { hours } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import type { JsonObject } from '../support/slack/json.ts';

const database = embeddedDatabaseOfSuite();

const HOSTILE = {
  broadcast: {
    name: '<!channel> <!here|x>',
    company: '<!subteam^S1>',
    title: '<#C1>',
    source: '<!everyone>',
  },
  person: { name: '<@UADMIN>', company: '&lt;@UADMIN&gt;', campaign: '<https://evil.test|Acme>' },
  marks: { name: '*bold* _it_ ~no~ `code`', company: '> quote\n• list', title: ':tada: @here #general' },
  long: {
    name: 'N'.repeat(3000),
    company: 'C'.repeat(3000),
    title: 'T'.repeat(3000),
    source: 'S'.repeat(3000),
  },
  rightToLeft: { name: '\u202Eadnilem\u202C عمر', company: 'שלום\u2066' },
  emoji: { name: '👩‍👩‍👧‍👦'.repeat(40), company: '🏳️‍🌈' },
  links: { name: 'X', url: 'javascript:alert(1)', email: 'a b@<!channel>', phone: '++1 <@UADMIN> ext|5' },
  address: { name: 'Y', url: 'https://crm.test/?q=<!channel>|x', email: 'mail@corp.test?subject=x&cc=all' },
  control: { name: 'A\u0007B\u001bC\r\nD\u2028E', company: '\t' },
} satisfies Record<string, JsonObject>;

/** Everything in what the bot sends to Slack that Slack would read as markup. */
function markupIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(markupIn);
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as { type?: unknown; text?: unknown };
  const here = type === 'mrkdwn' && typeof text === 'string' ? [text] : [];
  return [...here, ...Object.values(part).flatMap(markupIn)];
}

function markupSentBy(bot: Bot): string[] {
  return bot.slack.calls.flatMap(({ params }) => [
    ...(typeof params.text === 'string' ? [params.text] : []),
    ...markupIn(params),
  ]);
}

describe('what a lead is called', () => {
  it('mentions nobody, links nowhere, turns no text around and breaks no message', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock('2026-01-05T08:30:00Z') });
    const rita = bot.slack.user('UREP1');
    for (const [index, [leadId, lead]] of Object.entries(HOSTILE).entries()) {
      await bot.post(anMql(bot, leadId, { ...lead, ownerEmail: rita.email }));
      await bot.until(async () => (await bot.slack.messages(rita.id)).length === index + 1);
    }
    const cards = await bot.slack.messages(rita.id);
    bot.passes(hours(6.5));
    await bot.sees(rita.id, '9 leads near the deadline');
    bot.passes(hours(2.1));
    await bot.sees('UADMIN', '9 leads not decided in time');
    for (const command of ['queue', 'digest preview']) await bot.asks('UADMIN', command);
    for (const card of cards) {
      await rita.click(card, 'Reject');
      await bot.until(() => rita.modal());
      await rita.click(card, 'Accept');
      await bot.until(async () =>
        (await bot.slack.messages(rita.id)).some(
          (one) => one.ts === card.ts && /Next step/.test(wordsOf(one)),
        ),
      );
    }
    for (const command of ['leads', 'sources', 'pass-rate by source', 'velocity by campaign']) {
      await bot.asks('UADMIN', command);
    }
    for (const text of markupSentBy(bot)) {
      expect(text).not.toMatch(/<!(?!date)|<#|<@UADMIN|<https?:|<javascript|<mailto/);
    }
    expect(JSON.stringify(bot.slack.calls)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});
