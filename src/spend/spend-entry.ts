import { createHash } from 'node:crypto';
import { daysBetween, isLocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';

/** Money spent on marketing over some days, spread evenly over them. */
export interface SpendEntry {
  /** Names the entry: recorded once, however often it comes. */
  spendKey: string;
  fromOn: string;
  /** The last day, included. */
  toOn: string;
  /** An exact decimal in the currency of the workspace; negative for a credit. */
  amount: string;
  channel?: string | undefined;
  campaign?: string | undefined;
}

const MAX_DAYS = 366;
const MAX_TEXT_LENGTH = 200;
const DECIMAL = /^-?\d{1,18}(?:\.\d{1,12})?$/;

/** What is wrong with an entry, in words for whoever sent it; undefined when it may be recorded. */
export function spendFault(entry: SpendEntry): string | undefined {
  const { fromOn, toOn, amount } = entry;
  for (const date of [fromOn, toOn]) {
    if (!isLocalDate(date)) return say('"{text}" is not a date.', { text: date });
  }
  const days = daysBetween(fromOn, toOn) + 1;
  if (days < 1) return say('It ends on {toOn}, before it begins on {fromOn}.', { toOn, fromOn });
  if (days > MAX_DAYS) {
    return say('It covers {days} days, and an entry may cover {most} at most: split it.', {
      ...{ days, most: MAX_DAYS },
    });
  }
  if (!DECIMAL.test(amount))
    return say('"{amount}" is no amount of at most 18 digits before the point and 12 after it.', { amount });
  for (const [name, text] of Object.entries({
    id: entry.spendKey,
    channel: entry.channel,
    campaign: entry.campaign,
  })) {
    if (text === undefined) continue;
    if (text.length > MAX_TEXT_LENGTH) {
      return say(
        '{field, select, id {The id} channel {The channel} other {The campaign}} is longer than {most} characters.',
        { field: name, most: MAX_TEXT_LENGTH },
      );
    }
    if (text.includes('\u0000') || !text.isWellFormed())
      return say(
        '{field, select, id {The id} channel {The channel} other {The campaign}} is not valid text.',
        { field: name },
      );
  }
  return undefined;
}

/** The same amount always in the same words: `1.50` and `1.5` are one. */
export function canonicalAmount(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

/** What an entry says, as it is recorded or as it is to be. */
export type SpendContent = Pick<SpendEntry, 'fromOn' | 'toOn' | 'amount'> & {
  channel?: string | null | undefined;
  campaign?: string | null | undefined;
};

/** Tells one state of an entry from another, so that whoever changes it notices that somebody else has. */
export function spendVersion({ fromOn, toOn, amount, channel, campaign }: SpendContent): string {
  const content = JSON.stringify([fromOn, toOn, canonicalAmount(amount), channel || null, campaign || null]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

/** `1500.50 EUR, 2026-01-01 to 2026-01-31, webinar`: for refusals, in plain text. */
export function spendInWords(
  { fromOn, toOn, amount, channel, campaign }: SpendContent,
  currency: string,
): string {
  const days = fromOn === toOn ? fromOn : say('{fromOn} to {toOn}', { fromOn, toOn });
  const where = [channel, campaign].filter(Boolean).join(', ') || say('without a channel');
  return `${canonicalAmount(amount)} ${currency}, ${days}, ${where}`;
}

/** Without blanks around its words; blank is none. */
export function tidyContent<Content extends SpendContent>(content: Content): Content {
  const tidy = (text: string | null | undefined) => text?.trim() || undefined;
  return { ...content, channel: tidy(content.channel), campaign: tidy(content.campaign) };
}
