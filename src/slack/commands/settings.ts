import { requireAdmin } from '../../team/permissions.ts';
import { getSettings } from '../../team/save-settings.ts';
import { settingsView } from '../views/settings-view.ts';
import type { Command } from './command.ts';

/** A workspace that nobody has set up yet: the form proposes the zone of the first admin, and them as its manager. */
const UNSET_ZONE = 'UTC';

export const settingsCommand: Command = {
  name: 'settings',
  usage: 'settings',
  summary: 'the promise, working hours, time zone, currency, pool channel, managers, next step',
  audience: 'admins',
  async run({ ctx, person, deps, triggerId }) {
    requireAdmin(ctx, 'change the settings');
    const settings = await getSettings(ctx);
    const isUnset = settings.timeZone === UNSET_ZONE;
    const timeZone = isUnset && person.timeZone ? person.timeZone : settings.timeZone;
    const managerIds = isUnset && settings.managerIds.length === 0 ? [person.userId] : settings.managerIds;
    const view = settingsView({ ...settings, timeZone, managerIds });
    await deps.client.views.open({ trigger_id: triggerId, view });
    return undefined;
  },
};
