import type { App } from '@slack/bolt';
import type { Context } from '../../context.ts';
import { goalsChangeSentence } from '../../reports/sentences/goals-sentences.ts';
import { InvalidGoalsError, listGoals, monthAt, setGoals } from '../../team/goals.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { goalsView, readGoalsForm } from '../views/goals-view.ts';

export function listenToGoals(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.setGoals, ({ ctx, triggerId }) => openGoals({ ctx, deps, triggerId }));

  onForm(app, deps, { callbackId: VIEW.goals, failed: () => say('Not saved') }, ({ values }) => ({
    async work(ctx) {
      try {
        const change = await setGoals(ctx, readGoalsForm(values));
        return { notice: { title: 'Goals', sentence: goalsChangeSentence(change) } };
      } catch (error) {
        if (error instanceof InvalidGoalsError) return { errors: error.faults as Record<string, string> };
        throw error;
      }
    },
  }));
}

/** Opens the form with what holds this month. */
export async function openGoals({
  ctx,
  deps,
  triggerId,
}: {
  ctx: Context;
  deps: SlackDeps;
  triggerId: string;
}): Promise<void> {
  requireManager(ctx, 'set goals');
  const { timeZone } = await getWorkspace(ctx);
  const view = goalsView(await listGoals(ctx), monthAt(ctx.now(), timeZone));
  await deps.client.views.open({ trigger_id: triggerId, view });
}
