import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { goalsChangeSentence } from '../../reports/sentences/goals-sentences.ts';
import { InvalidGoalsError, listGoals, monthAt, setGoals } from '../../team/goals.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { runReportCommand } from '../commands/report.ts';
import { onButton, replaceAt } from '../listen.ts';
import { withSetGoals } from '../messages/with-set-goals.ts';
import { onForm } from '../on-form.ts';
import { refreshOverview } from '../settings-overview.ts';
import { showForm } from '../show-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { goalsView, readGoalsForm } from '../views/goals-view.ts';

/** What the form was opened from: an answer about goals, by the words that were asked, or the list of settings. */
const aboutSchema = z.object({
  asked: z.string().optional(),
  answerUrl: z.url().optional(),
  settingsViewId: z.string().optional(),
});
type About = z.infer<typeof aboutSchema>;

export function listenToGoals(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.setGoals, ({ ctx, triggerId, isInForm, viewId, value, answerUrl }) => {
    const asked = askedIn(value);
    const about = { ...(asked === undefined ? {} : { asked }), ...(answerUrl ? { answerUrl } : {}) };
    const trail = isInForm && viewId ? { settingsViewId: viewId } : {};
    return openGoals({ ctx, deps, triggerId, isInForm }, { ...about, ...trail });
  });

  onForm(app, deps, { callbackId: VIEW.goals, failed: () => say('Not saved') }, ({ values, metadata }) => ({
    async work(ctx) {
      try {
        const change = await setGoals(ctx, readGoalsForm(values));
        return {
          notice: { title: say('Goals'), sentence: goalsChangeSentence(change) },
          after: () => showGoalsAgain(ctx, deps, aboutSchema.parse(JSON.parse(metadata || '{}'))),
        };
      } catch (error) {
        if (error instanceof InvalidGoalsError) return { errors: error.faults as Record<string, string> };
        throw error;
      }
    },
  }));
}

/** Opens the form with what holds this month. */
export async function openGoals(
  {
    ctx,
    deps,
    triggerId,
    isInForm = false,
  }: { ctx: Context; deps: SlackDeps; triggerId: string; isInForm?: boolean },
  about: About = {},
): Promise<void> {
  requireManager(ctx, 'set goals');
  const { timeZone } = await getWorkspace(ctx);
  const view = goalsView(await listGoals(ctx), monthAt(ctx.now(), timeZone));
  await showForm(deps, { triggerId, isInForm }, { ...view, private_metadata: JSON.stringify(about) });
}

/** The answer below which the form was opened, or the list of settings, shows the goals as they are now. */
async function showGoalsAgain(ctx: Context, deps: SlackDeps, about: About): Promise<void> {
  const { asked, answerUrl } = about;
  await refreshOverview(ctx, deps, about);
  if (asked === undefined || !answerUrl) return;
  await replaceAt(answerUrl, deps, withSetGoals(await runReportCommand('goal', { ctx, text: asked }), asked));
}

/** The words of the report, where the button stands below one. */
function askedIn(value: string): string | undefined {
  try {
    return aboutSchema.parse(JSON.parse(value)).asked;
  } catch {
    return undefined;
  }
}
