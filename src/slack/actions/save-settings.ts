import type { App } from '@slack/bolt';
import type { Person } from '../../team/directory.ts';
import {
  InvalidSettingsError,
  type Settings,
  type SettingsFaults,
  saveSettings,
} from '../../team/save-settings.ts';
import { VIEW } from '../action-ids.ts';
import { requirePostable } from '../channels.ts';
import { identify } from '../identify.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { noticeView } from '../views/reject-view.ts';
import { readSettings } from '../views/settings-view.ts';

export function listenToSettings(app: App, deps: SlackDeps): void {
  app.view({ callback_id: VIEW.settings, type: 'view_submission' }, async ({ ack, body, view }) => {
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      const settings = readSettings(view.state.values);
      const faults = await recipientFaults(deps, settings);
      if (Object.keys(faults).length > 0) throw new InvalidSettingsError(faults);
      await saveSettings(ctx, settings, await peopleOf(deps, settings.managerIds));
      await ack();
      deps.wake();
    } catch (error) {
      if (error instanceof InvalidSettingsError) {
        await ack({ response_action: 'errors', errors: error.faults as Record<string, string> });
        return;
      }
      await ack({
        response_action: 'update',
        view: noticeView('Not saved', refusalSentence(error, deps.logger)),
      });
    }
  });
}

/** What is wrong with the places to which messages are to go. */
async function recipientFaults(deps: SlackDeps, settings: Settings): Promise<SettingsFaults> {
  const faults: SettingsFaults = {};
  for (const field of ['poolChannelId', 'fallbackChannelId'] as const) {
    const channelId = settings[field];
    const problem = channelId ? await channelProblem(deps, channelId) : undefined;
    if (problem) faults[field] = problem;
  }
  const { fallbackUserId } = settings;
  if (fallbackUserId && !(await deps.directory.find(fallbackUserId))?.mayAct)
    faults.fallbackUserId = 'Choose a colleague: guests, bots and deactivated people get no messages.';
  return faults;
}

async function channelProblem(deps: SlackDeps, channelId: string): Promise<string | undefined> {
  try {
    await requirePostable(deps.client, channelId);
    return undefined;
  } catch (error) {
    return refusalSentence(error, deps.logger);
  }
}

async function peopleOf(deps: SlackDeps, userIds: readonly string[]): Promise<Person[]> {
  const people = await Promise.all(userIds.map((userId) => deps.directory.find(userId)));
  return people.filter((person) => person !== undefined);
}
