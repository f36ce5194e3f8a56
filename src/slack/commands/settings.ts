import { requireAdmin } from '../../team/permissions.ts';
import { getSettings } from '../../team/save-settings.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { settingsView } from '../views/settings-view.ts';
import type { Command } from './command.ts';

export const settingsCommand: Command = {
  name: 'settings',
  usage: 'settings',
  summary: () =>
    say('the promise, working hours, holidays, time zone, currency, pool channel, managers, next step'),
  audience: 'admins',
  async run({ ctx, person, deps, triggerId }) {
    requireAdmin(ctx, 'change the settings');
    const settings = await getSettings(ctx);
    const { configuredAt } = await getWorkspace(ctx);
    // The zone starts as that of the first admin who opens the form, who confirms it by saving.
    const timeZone = configuredAt ? settings.timeZone : (person.timeZone ?? settings.timeZone);
    await deps.client.views.open({ trigger_id: triggerId, view: settingsView({ ...settings, timeZone }) });
    return undefined;
  },
};
