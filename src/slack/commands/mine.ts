import { say } from '../../words/say.ts';
import { openOwnLeads } from '../actions/own-leads.ts';
import type { Command } from './command.ts';

export const mineCommand: Command = {
  name: 'mine',
  usage: 'mine',
  summary: () => say('the leads that you work on: say there what is an opportunity, won or lost'),
  audience: 'reps',
  async run({ ctx, deps, triggerId }) {
    await openOwnLeads(deps, ctx, triggerId);
    return undefined;
  },
};
