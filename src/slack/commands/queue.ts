import { listQueue } from '../../leads/lead-card.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { MOST_NAMED } from '../messages/bundle-message.ts';
import { queueMessage } from '../messages/queue-message.ts';
import type { Command } from './command.ts';
import { namedPerson } from './named-person.ts';

export const queueCommand: Command = {
  name: 'queue',
  usage: 'queue',
  summary: () => say('open leads, the most urgent first'),
  audience: 'everyone',
  more: [
    {
      audience: 'managers',
      usage: 'queue @ada',
      summary: () => say('the open leads of one rep; `queue` alone shows all'),
    },
  ],
  async run(invocation) {
    const { ctx } = invocation;
    const { person, isSelf } = await namedPerson(invocation);
    if (!isSelf) requireManager(ctx, 'see the open leads of others');
    const isTeam = isSelf && ctx.actor.kind === 'person' && ctx.actor.isManager && !invocation.text;
    const queue = await listQueue(ctx, { holderId: isTeam ? undefined : person.userId, limit: MOST_NAMED });
    const { timeZone } = await getWorkspace(ctx);
    const whose = isTeam ? 'team' : isSelf ? 'own' : { userId: person.userId };
    return queueMessage(queue, whose, { timeZone, now: ctx.now() });
  },
};
