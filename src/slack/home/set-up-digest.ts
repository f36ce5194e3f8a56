import type { App } from '@slack/bolt';
import { NotAllowedError } from '../../errors.ts';
import { scheduleDigest } from '../../reports/digests.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { requirePostable } from '../channels.ts';
import { onButton } from '../listen.ts';
import { scheduleInWords } from '../messages/scheduled-message.ts';
import { dateToken } from '../messages/times.ts';
import { onForm } from '../on-form.ts';
import { refusalSentence } from '../refusal.ts';
import { showForm } from '../show-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { SCHEDULE_FIELD } from '../views/schedule-fields.ts';
import { digestView, readDigest } from './view/digest-view.ts';

/** "Digest…": in which channel and when, as `/funnel digest here` sets it up. */
export function listenToDigest(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openDigest, async (click) => {
    requireManager(click.ctx, 'set up a digest');
    const { timeZone } = await getWorkspace(click.ctx);
    await showForm(deps, click, digestView(timeZone));
  });

  onForm(app, deps, { callbackId: VIEW.digest, failed: () => say('Not set up') }, ({ values }) => {
    const { channelId, ...digest } = readDigest(values);
    if (!channelId) return { errors: { [SCHEDULE_FIELD.channel]: say('Choose a channel.') } };
    return {
      async work(ctx) {
        requireManager(ctx, 'set up a digest');
        try {
          await requirePostable(deps.client, channelId);
        } catch (error) {
          if (!(error instanceof NotAllowedError)) throw error;
          return { errors: { [SCHEDULE_FIELD.channel]: refusalSentence(error, deps.logger) } };
        }
        const { timeZone } = await getWorkspace(ctx);
        const saved = await scheduleDigest(ctx, { ...digest, timeZone, channelId });
        deps.wake();
        const sentence = say(
          '{channel} gets the digest {when}, first {first}. `/funnel digest off` typed there stops it.',
          {
            channel: `<#${channelId}>`,
            when: scheduleInWords(saved),
            first: dateToken(saved.nextRunAt, timeZone),
          },
        );
        return { notice: { title: say('Digest'), sentence } };
      },
    };
  });
}
