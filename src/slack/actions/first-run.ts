import type { App } from '@slack/bolt';
import { actorId } from '../../context.ts';
import { requestSampleCard } from '../../leads/request-sample-card.ts';
import { requireColleague } from '../../team/permissions.ts';
import { removeReps } from '../../team/rotation.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { leftSentence } from '../messages/new-rep-message.ts';
import { type SampleState, sampleCardMessage } from '../messages/sample-card-message.ts';
import type { SlackDeps } from '../slack-deps.ts';

const SAMPLE_STATES = {
  [ACTION.sampleAccept]: 'accepted',
  [ACTION.sampleReject]: 'rejected',
  [ACTION.sampleAgain]: 'open',
} as const satisfies Record<string, SampleState>;

/** The sample card, which touches nothing, and the way out of the rotation. */
export function listenToFirstRun(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.sendSample, async ({ ctx }) => {
    await requestSampleCard(ctx);
    deps.wake();
  });

  for (const [actionId, state] of Object.entries(SAMPLE_STATES)) {
    onButton(app, deps, actionId, async ({ ctx, replace }) => {
      requireColleague(ctx);
      const { timeZone, nextStep } = await getWorkspace(ctx);
      const about = { userId: actorId(ctx) ?? '', nextStep };
      await replace(sampleCardMessage(state, about, { timeZone, now: ctx.now() }));
    });
  }

  onButton(app, deps, ACTION.leaveRotation, async ({ ctx, value, whisper }) => {
    const owed = await removeReps(ctx, [value]);
    deps.wake();
    await whisper(leftSentence(owed));
  });
}
