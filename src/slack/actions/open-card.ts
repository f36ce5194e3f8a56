import type { App } from '@slack/bolt';
import { requestCard } from '../../leads/request-card.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToOpenCard(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openCard, async ({ ctx, value, whisper }) => {
    await requestCard(ctx, { handoffId: value });
    deps.wake();
    await whisper(say('The card is in your messages with me.'));
  });
}
