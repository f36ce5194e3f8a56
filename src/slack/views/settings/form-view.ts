import type { types } from '@slack/bolt';
import { say } from '../../../words/say.ts';
import { type Trail, writeTrail } from './trail.ts';

/** A form of the settings. */
export function formView(
  about: { callbackId: string; title: string; submit?: string; trail: Trail },
  blocks: types.KnownBlock[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: about.callbackId,
    private_metadata: writeTrail(about.trail),
    title: { type: 'plain_text', text: about.title },
    submit: { type: 'plain_text', text: about.submit ?? say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks,
  };
}
