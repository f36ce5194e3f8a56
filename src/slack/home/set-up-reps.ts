import type { App } from '@slack/bolt';
import { addPeople } from '../../team/add-people.ts';
import { listReps } from '../../team/list-reps.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { formatList } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { showPeopleAgain } from '../actions/settings/people-list.ts';
import { grantableRoles } from '../actions/settings/person-form.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import { showForm } from '../show-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { readTrail } from '../views/settings/trail.ts';
import { REPS_FIELD, readReps, repsView } from './view/reps-view.ts';

/** "Add reps…" and "Add people…": who takes part in the rotation, and giving roles to people. */
export function listenToReps(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTION.openReps, ACTION.addPeople]) {
    onButton(app, deps, actionId, async (click) => {
      const { ctx, metadata, viewId } = click;
      requireManager(ctx, 'add reps');
      const { timeZone } = await getWorkspace(ctx);
      const trail = actionId === ACTION.addPeople ? { ...readTrail(metadata), listViewId: viewId } : {};
      const wording = { timeZone, now: ctx.now() };
      const view = repsView(await listReps(ctx), { wording, trail, mayGrant: grantableRoles(ctx) });
      await showForm(deps, click, view);
    });
  }

  onForm(app, deps, { callbackId: VIEW.reps, failed: () => say('Not added') }, ({ values, metadata }) => {
    const { userIds, roles } = readReps(values);
    if (userIds.length === 0)
      return { errors: { [REPS_FIELD.people]: say('Choose at least one colleague.') } };
    if (roles.length === 0) return { errors: { [REPS_FIELD.roles]: say('Choose at least one role.') } };
    return {
      slow: say('Adding…'),
      async work(ctx) {
        requireManager(ctx, 'add reps');
        const found = await Promise.all(userIds.map((userId) => deps.directory.find(userId)));
        const people = found.filter((person) => person !== undefined);
        await addPeople(ctx, people, roles);
        deps.wake();
        const names = formatList(people.map(({ userId }) => `<@${userId}>`));
        const sentence = roles.includes('rep')
          ? say(
              '{count, plural, one {{names} takes part in the rotation from now on.} other {{names} take part in the rotation from now on.}}',
              { names, count: people.length },
            )
          : say('Done: {names}.', { names });
        return {
          notice: { title: say('Done'), sentence },
          after: () => showPeopleAgain(ctx, deps, readTrail(metadata)),
        };
      },
    };
  });
}
