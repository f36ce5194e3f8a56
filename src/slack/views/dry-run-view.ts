import type { types } from '@slack/bolt';
import { say } from '../../words/say.ts';
import { dryRunBlocks } from '../messages/dry-run-message.ts';

/** What the policies would have done last quarter, above the list that is being changed. */
export function dryRunView(sentences: readonly string[]): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Last quarter') },
    close: {
      type: 'plain_text',
      text: say('{what, select, button {Back} other {Back}}', { what: 'button' }),
    },
    blocks: dryRunBlocks(sentences),
  };
}
