import type { types } from '@slack/bolt';
import { dryRunBlocks } from '../messages/dry-run-message.ts';

/** What the policies would have done last quarter, above the list that is being changed. */
export function dryRunView(sentences: readonly string[]): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Last quarter' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: dryRunBlocks(sentences),
  };
}
