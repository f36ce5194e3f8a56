import type { App } from '@slack/bolt';
import { resumeRep } from '../../team/rep-terms.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToResume(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.resume, async ({ ctx, value }) => {
    await resumeRep(ctx, value);
    deps.wake();
  });
}
