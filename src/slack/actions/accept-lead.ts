import type { App } from '@slack/bolt';
import { acceptLead } from '../../leads/decide-handoff.ts';
import { ACTION } from '../action-ids.ts';
import { onCardButton } from '../on-card-button.ts';
import { showAtOnce } from '../show-at-once.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToAccept(app: App, deps: SlackDeps): void {
  onCardButton(app, deps, ACTION.accept, async ({ ctx, input, workspace }) => {
    showAtOnce(deps, await acceptLead(ctx, input), workspace);
  });
}
