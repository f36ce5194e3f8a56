import type { App } from '@slack/bolt';
import { NotAllowedError } from '../../errors.ts';
import { scheduleReport } from '../../reports/scheduled-reports.ts';
import { stopSchedule } from '../../reports/schedules.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { requirePostable } from '../channels.ts';
import { onButton } from '../listen.ts';
import { commandWords, scheduledThing, scheduleInWords } from '../messages/scheduled-message.ts';
import { dateToken } from '../messages/times.ts';
import { onForm } from '../on-form.ts';
import { refusalSentence } from '../refusal.ts';
import { AskedReport } from '../report-buttons.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { SCHEDULE_FIELD } from '../views/schedule-fields.ts';
import { readScheduleForm, scheduleForm } from '../views/schedule-form.ts';

export function listenToSchedules(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.scheduleReport, async ({ ctx, value, triggerId, channelId }) => {
    requireManager(ctx, 'have reports posted in a channel');
    const asked = AskedReport.parse(JSON.parse(value));
    const { timeZone } = await getWorkspace(ctx);
    const view = scheduleForm(asked, { channelId, timeZone });
    await deps.client.views.open({ trigger_id: triggerId, view });
  });

  onForm(
    app,
    deps,
    { callbackId: VIEW.schedule, failed: () => say('Not set up') },
    ({ values, metadata }) => {
      const { channelId, ...input } = readScheduleForm(values, metadata);
      if (!channelId) return { errors: { [SCHEDULE_FIELD.channel]: say('Choose a channel.') } };
      return {
        async work(ctx) {
          requireManager(ctx, 'have reports posted in a channel');
          try {
            await requirePostable(deps.client, channelId);
            const { timeZone } = await getWorkspace(ctx);
            const saved = await scheduleReport(ctx, { ...input, channelId, timeZone });
            deps.wake();
            const sentence = say(
              '{channel} gets {command} {when}, first {first}. `/funnel digest` typed there lists and stops what it gets.',
              {
                ...{ channel: `<#${channelId}>`, command: `\`${commandWords(input.report)}\`` },
                ...{ when: scheduleInWords(saved), first: dateToken(saved.nextRunAt, timeZone) },
              },
            );
            return { notice: { title: say('Set up'), sentence } };
          } catch (error) {
            if (!(error instanceof NotAllowedError)) throw error;
            return { errors: { [SCHEDULE_FIELD.channel]: refusalSentence(error, deps.logger) } };
          }
        },
      };
    },
  );

  onButton(app, deps, ACTION.stopSchedule, async ({ ctx, value, whisper }) => {
    const schedule = await stopSchedule(ctx, value);
    const what = scheduledThing(schedule.options.report);
    await whisper(
      say('{what} is no longer posted in this channel {when}.', { what, when: scheduleInWords(schedule) }),
    );
  });
}
