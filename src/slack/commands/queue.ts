import { actorId } from '../../context.ts';
import { listQueue } from '../../leads/lead-card.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { MOST_NAMED } from '../messages/bundle-message.ts';
import { queueMessage } from '../messages/queue-message.ts';
import type { Command } from './command.ts';

export const queueCommand: Command = {
  name: 'queue',
  usage: 'queue',
  summary: 'open leads, the most urgent first: yours, or everybody’s if you are a manager',
  audience: 'everyone',
  async run({ ctx }) {
    const isManager = ctx.actor.kind === 'person' && ctx.actor.isManager;
    const holderId = isManager ? undefined : (actorId(ctx) ?? undefined);
    const queue = await listQueue(ctx, { holderId, limit: MOST_NAMED });
    const { timeZone } = await getWorkspace(ctx);
    return queueMessage(queue, isManager ? 'team' : 'own', { timeZone, now: ctx.now() });
  },
};
