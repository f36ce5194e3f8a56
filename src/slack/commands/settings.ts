import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { settingsOverview } from '../settings-overview.ts';
import { overviewView } from '../views/settings/overview-view.ts';
import type { Command } from './command.ts';

export const settingsCommand: Command = {
  name: 'settings',
  usage: 'settings',
  summary: () =>
    say(
      'everything that can be set: promise, calendar, people, reasons, names of stages, texts, language, channels',
    ),
  audience: 'admins',
  async run({ ctx, deps, triggerId }) {
    requireAdmin(ctx, 'change the settings');
    const view = overviewView(await settingsOverview(ctx));
    await deps.client.views.open({ trigger_id: triggerId, view });
    return undefined;
  },
};
