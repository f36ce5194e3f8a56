import type { types } from '@slack/bolt';
import type { SlackDeps } from './slack-deps.ts';

/** Opens a form; where it was asked for in another one, above that. */
export async function showForm(
  { client }: Pick<SlackDeps, 'client'>,
  { triggerId, isInForm }: { triggerId: string; isInForm?: boolean | undefined },
  view: types.ModalView,
): Promise<void> {
  if (isInForm) await client.views.push({ trigger_id: triggerId, view });
  else await client.views.open({ trigger_id: triggerId, view });
}
