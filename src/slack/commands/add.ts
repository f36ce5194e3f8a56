import { say } from '../../words/say.ts';
import { openAddLead } from '../actions/add-lead.ts';
import type { Command } from './command.ts';

export const addCommand: Command = {
  name: 'add',
  usage: 'add',
  summary: () => say('add a lead that you have met yourself, and hand it over or keep it'),
  audience: 'reps',
  async run({ ctx, deps, triggerId }) {
    await openAddLead(deps, ctx, triggerId);
    return undefined;
  },
};
