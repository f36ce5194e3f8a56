import type { types } from '@slack/bolt';
import type { SlackDeps } from './slack-deps.ts';
import { slackErrorCode } from './web-client.ts';

/** Shows this in an open modal. Where it was closed meanwhile, nobody waits for it any more. */
export async function updateView(
  { client }: Pick<SlackDeps, 'client'>,
  viewId: string,
  view: types.ModalView,
  hash?: string,
): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view, ...(hash ? { hash } : {}) });
  } catch (error) {
    if (slackErrorCode(error) !== 'not_found') throw error;
  }
}
