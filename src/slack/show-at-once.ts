import type { AtOnce } from '../leads/record-at-once.ts';
import type { Workspace } from '../team/workspace.ts';
import type { SlackDeps } from './slack-deps.ts';

/**
 * Shows what was said in the message that was clicked before anything else is looked for; what follows from it, such as
 * the messages of others, comes a moment later. Undefined: what was said is in the database, and nothing is at hand.
 */
export function showAtOnce(deps: SlackDeps, said: AtOnce | undefined, workspace: Workspace): void {
  if (said?.claimed) deps.bring(said.claimed, { standing: said.standing, workspace });
  if (said) deps.wakeSoon();
  else deps.wake();
}
