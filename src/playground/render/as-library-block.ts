import type { Block } from 'slack-blocks-to-jsx';
import { plainText } from './plain-text.ts';

type Part = { type?: string; text?: string; emoji?: boolean; verbatim?: boolean };

/**
 * A block as the library must be given it to draw what Slack draws. The library parses plain text as markup, takes
 * `verbatim` for "no markup at all", does not know mentions that carry a name (`<@U0ADA|ada>`), and makes ids of block
 * ids, which messages have in common.
 */
export function asLibraryBlock(block: { type: string }): Block {
  const json = JSON.stringify({ ...block, block_id: undefined });
  return JSON.parse(json, (_key, value: Part | null) => {
    switch (value?.type) {
      case 'mrkdwn':
        return { ...value, verbatim: false, text: value.text?.replace(/<([@#][A-Z0-9]+)\|[^>]*>/g, '<$1>') };
      case 'plain_text':
        return { ...value, verbatim: true, text: plainText({ type: 'plain_text', text: '', ...value }) };
      case 'raw_text':
        return {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: value.text }] }],
        };
      default:
        return value;
    }
  });
}
