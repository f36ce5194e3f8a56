import type { App } from '@slack/bolt';
import { listReps } from '../../team/list-reps.ts';
import { requireManager } from '../../team/permissions.ts';
import { addReps } from '../../team/rotation.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { series } from '../../words/series.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { REPS_FIELD, readReps, repsView } from './view/reps-view.ts';

/** "Reps…": who takes part in the rotation, and adding people to it. */
export function listenToReps(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openReps, async ({ ctx, triggerId }) => {
    requireManager(ctx, 'add reps');
    const { timeZone } = await getWorkspace(ctx);
    const view = repsView(await listReps(ctx), { timeZone, now: ctx.now() });
    await deps.client.views.open({ trigger_id: triggerId, view });
  });

  onForm(app, deps, { callbackId: VIEW.reps, failed: () => say('Not added') }, ({ values }) => {
    const userIds = readReps(values);
    if (userIds.length === 0) return { errors: { [REPS_FIELD]: say('Choose at least one colleague.') } };
    return {
      slow: say('Adding…'),
      async work(ctx) {
        requireManager(ctx, 'add reps');
        const found = await Promise.all(userIds.map((userId) => deps.directory.find(userId)));
        const people = found.filter((person) => person !== undefined);
        await addReps(ctx, people);
        deps.wake();
        const sentence = say(
          '{count, plural, one {{names} takes part in the rotation from now on.} other {{names} take part in the rotation from now on.}}',
          { count: people.length, names: series(people.map(({ userId }) => `<@${userId}>`)) },
        );
        return { notice: { title: say('Done'), sentence } };
      },
    };
  });
}
