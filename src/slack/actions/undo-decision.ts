import type { App } from '@slack/bolt';
import { undoDecision } from '../../leads/undo-decision.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToUndo(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.undo, async ({ ctx, value }) => {
    await undoDecision(ctx, { handoffId: value });
    deps.wake();
  });
}
