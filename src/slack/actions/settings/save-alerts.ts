import type { App } from '@slack/bolt';
import type { Person } from '../../../team/directory.ts';
import { type SettingsFaults, saveSettings } from '../../../team/save-settings.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { requirePostable } from '../../channels.ts';
import { onForm } from '../../on-form.ts';
import { refusalSentence } from '../../refusal.ts';
import { refreshOverview } from '../../settings-overview.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { type AlertsForm, readAlerts } from '../../views/settings/alerts-view.ts';
import { readTrail } from '../../views/settings/trail.ts';
import { orFaults } from './on-settings-form.ts';

/** Who hears what, and where messages go: Slack is asked whether they would arrive. */
export function listenToAlerts(app: App, deps: SlackDeps): void {
  onForm(app, deps, { callbackId: VIEW.alerts, failed: () => say('Not saved') }, ({ values, metadata }) => ({
    async work(ctx) {
      const form = readAlerts(values);
      const errors = await recipientFaults(deps, form);
      if (Object.keys(errors).length > 0) return { errors: errors as Record<string, string> };
      return orFaults(async () => {
        await saveSettings(ctx, form, await peopleOf(deps, form.managerIds));
        deps.wake();
        return { after: () => refreshOverview(ctx, deps, readTrail(metadata)) };
      });
    },
  }));
}

/** What is wrong with the places to which messages are to go. */
async function recipientFaults(deps: SlackDeps, form: AlertsForm): Promise<SettingsFaults> {
  const faults: SettingsFaults = {};
  for (const field of ['poolChannelId', 'fallbackChannelId'] as const) {
    const channelId = form[field];
    const problem = channelId ? await channelProblem(deps, channelId) : undefined;
    if (problem) faults[field] = problem;
  }
  const { fallbackUserId } = form;
  if (fallbackUserId && !(await deps.directory.find(fallbackUserId))?.mayAct)
    faults.fallbackUserId = say('Choose a colleague: guests, bots and deactivated people get no messages.');
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
