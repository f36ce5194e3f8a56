import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { openDraft, shownPolicies } from '../policy-draft-views.ts';
import { showForm } from '../show-form.ts';
import { policyListView } from '../views/policy-list-view.ts';
import type { Command } from './command.ts';

export const policiesCommand: Command = {
  name: 'policies',
  usage: 'policies',
  summary: () => say('what is promised for which leads, when to remind, and what follows a missed deadline'),
  audience: 'admins',
  async run({ ctx, deps, triggerId, isInForm }) {
    requireAdmin(ctx, 'change the policies');
    const view = policyListView(shownPolicies(await openDraft(ctx)));
    await showForm(deps, { triggerId, isInForm }, view);
    return undefined;
  },
};
