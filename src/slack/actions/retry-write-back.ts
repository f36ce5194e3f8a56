import type { App } from '@slack/bolt';
import { retryWriteBack } from '../../connections/write-backs.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToRetryWriteBack(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.retryWriteBack, async ({ ctx, value, whisper }) => {
    const isTried = await retryWriteBack(ctx, value);
    deps.wake();
    await whisper(isTried ? say('Trying again.') : say('The CRM has taken it meanwhile.'));
  });
}
