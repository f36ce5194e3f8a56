import { listChanges } from '../../team/list-changes.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { changesMessage } from '../messages/changes-message.ts';
import type { Command } from './command.ts';

const SHOWN = 20;

export const changesCommand: Command = {
  name: 'changes',
  usage: 'changes',
  summary: () => say('who has changed settings, policies, people, goals, spend and digests'),
  audience: 'admins',
  async run({ ctx }) {
    const changes = await listChanges(ctx, { limit: SHOWN });
    const { timeZone } = await getWorkspace(ctx);
    return changesMessage(changes, { timeZone, now: ctx.now() });
  },
};
