import type { LeadCard } from '../../src/leads/lead-card.ts';
import { isObject } from '../support/slack/json.ts';

/** What somebody may type into a web form, to see what it does to sales. */
export const HOSTILE: Record<string, string> = {
  'a mention of everybody': '<!channel>',
  'a mention of a person': '<@U1EVIL> <!subteam^S1|ops> <#C1|general>',
  'a forged link': '<https://evil.test|Reset your password>',
  'a forged date': '<!date^1^{date}|soon>',
  'an escaped mention': '&lt;!channel&gt; &amp;amp;',
  'marks of formatting': '*_~` *b* _i_ ~s~ `c` ```pre``` > quote :boom:',
  '3,000 letters': 'A'.repeat(3000),
  '3,000 quotes and backslashes': '"\\'.repeat(1500),
  '3,000 angle brackets': '<!'.repeat(1500),
  '1,000 emoji': '👩🏽‍💻'.repeat(1000),
  'right-to-left text': 'שלום \u202Eevil\u202C \u2066abc\u2069 \u200Fمرحبا\u061C',
  'lines and tabs': 'one\ntwo\r\nthree\tfour\u2028five\u2029six',
  'control characters': '\u0001\u0007\u001b[31mred\u009b\u007f',
  'control characters alone': '\u0001\u202E\u200B\uFEFF',
  'a script': '<script>alert(1)</script>',
  'something like a currency': 'EUR'.repeat(14).slice(0, 40),
  'half of an emoji': '\uD83D and \uDE00',
};

/** A lead that is called so in every field. */
export function calledSo(words: string): Partial<LeadCard> {
  return {
    ...{ leadId: words, name: words, company: words, title: words, email: words, phone: words },
    ...{ source: words, campaign: words, url: `https://crm.test/${words}`, holderWhy: words },
    ...{ note: words, nextStep: words, decidedOrigin: words },
    before: { holderId: 'U0OLD', ended: 'handed-on', endedBy: 'U0OLD', why: words },
    excused: { by: 'U0BOSS', reason: words },
  };
}

/** Everything in angle brackets where Slack would read markup: the top-level text and mrkdwn. */
export function markupIn(payload: object): string[] {
  return [...stringsIn(payload)]
    .filter(({ isMarkup }) => isMarkup)
    .flatMap(({ text }) => text.match(/<[^>]*>?/g) ?? []);
}

/** Characters that break a line or turn the order of reading, wherever they stand. */
export function unseenCharactersIn(payload: object): string[] {
  const unseen = /[^\P{C}\n\u200C\u200D]|[\u2028\u2029]/gu;
  return [...stringsIn(payload)].flatMap(({ text }) => text.match(unseen) ?? []);
}

/** Slack refuses text without a character. */
export function emptyTextsIn(payload: object): string[] {
  return [...stringsIn(payload)].map(({ text }) => text).filter((text) => text === '');
}

function* stringsIn(value: unknown, isTop = true): Generator<{ text: string; isMarkup: boolean }> {
  if (Array.isArray(value)) for (const item of value) yield* stringsIn(item, false);
  if (!isObject(value)) return;
  for (const [key, inside] of Object.entries(value)) {
    if (typeof inside !== 'string') yield* stringsIn(inside, false);
    else yield { text: inside, isMarkup: key === 'text' && (isTop || value.type === 'mrkdwn') };
  }
}
