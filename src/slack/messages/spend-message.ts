import { money } from '../../reports/sentences/words.ts';
import type { RecordedSpend } from '../../spend/list-spend.ts';
import { context, header, type Message, plainMessage } from './message.ts';
import { richText, text } from './rich-text.ts';
import { oneLine } from './text.ts';

/** The latest entries of spend, and how to add one. */
export function spendMessage(entries: readonly RecordedSpend[], currency: string, usage: string): Message {
  if (entries.length === 0) return plainMessage(`No spend is recorded yet. Record it like this: ${usage}.`);
  const lines = entries.map(({ fromOn, toOn, amount, channel, campaign }) => {
    const days = fromOn === toOn ? fromOn : `${fromOn} to ${toOn}`;
    const where = [channel, campaign].filter(Boolean).map((part) => oneLine(String(part), 60));
    return [text(`• ${days}: ${money(amount, currency)}, ${where.join(', ') || 'without a channel'}`)];
  });
  return {
    text: `These are the last ${entries.length} entries of spend.`,
    blocks: [header('Spend, the latest entries'), richText(lines), context(`Record more: ${usage}.`)],
  };
}
