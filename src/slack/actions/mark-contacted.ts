import type { App } from '@slack/bolt';
import { markContacted } from '../../leads/mark-contacted.ts';
import { ACTION } from '../action-ids.ts';
import { onCardButton } from '../on-card-button.ts';
import { showAtOnce } from '../show-at-once.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToContacted(app: App, deps: SlackDeps): void {
  onCardButton(app, deps, ACTION.contacted, async ({ ctx, input, workspace }) => {
    showAtOnce(deps, await markContacted(ctx, input), workspace);
  });
}
