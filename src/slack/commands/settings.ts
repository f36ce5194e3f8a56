import { requireAdmin } from '../../team/permissions.ts';
import { getSettings } from '../../team/save-settings.ts';
import { settingsView } from '../views/settings-view.ts';
import type { Command } from './command.ts';

/** The zone of a workspace that nobody has set yet is the first admin's, to be confirmed in the form. */
const UNSET_ZONE = 'UTC';

export const settingsCommand: Command = {
  name: 'settings',
  usage: 'settings',
  summary: 'the promise, working hours, time zone, currency, pool channel, managers, next step',
  audience: 'admins',
  async run({ ctx, person, deps, triggerId }) {
    requireAdmin(ctx, 'change the settings');
    const settings = await getSettings(ctx);
    const timeZone =
      settings.timeZone === UNSET_ZONE && person.timeZone ? person.timeZone : settings.timeZone;
    await deps.client.views.open({ trigger_id: triggerId, view: settingsView({ ...settings, timeZone }) });
    return undefined;
  },
};
