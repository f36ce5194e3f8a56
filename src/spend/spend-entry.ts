import { daysBetween, isLocalDate } from '../lib/local-date.ts';

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
    if (!isLocalDate(date)) return `"${date}" is not a date.`;
  }
  const days = daysBetween(fromOn, toOn) + 1;
  if (days < 1) return `It ends on ${toOn}, before it begins on ${fromOn}.`;
  if (days > MAX_DAYS) return `It covers ${days} days, and an entry may cover ${MAX_DAYS} at most: split it.`;
  if (!DECIMAL.test(amount))
    return `"${amount}" is no amount of at most 18 digits before the point and 12 after it.`;
  for (const [name, text] of Object.entries({
    id: entry.spendKey,
    channel: entry.channel,
    campaign: entry.campaign,
  })) {
    if (text === undefined) continue;
    if (text.length > MAX_TEXT_LENGTH) return `The ${name} is longer than ${MAX_TEXT_LENGTH} characters.`;
    if (text.includes('\u0000') || !text.isWellFormed()) return `The ${name} is not valid text.`;
  }
  return undefined;
}

/** The same amount always in the same words: `1.50` and `1.5` are one. */
export function canonicalAmount(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
