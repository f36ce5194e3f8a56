import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { composeConnectionList } from '../connection-views.ts';
import type { Command } from './command.ts';

export const connectionsCommand: Command = {
  name: 'connections',
  usage: 'connections',
  summary: () =>
    say('CRMs, forms and tools that leads come from: connect one, map its values, see how it fares'),
  audience: 'admins',
  async run({ ctx, deps, triggerId }) {
    requireAdmin(ctx, 'connect a CRM');
    await deps.client.views.open({ trigger_id: triggerId, view: await composeConnectionList(ctx, deps) });
    return undefined;
  },
};
