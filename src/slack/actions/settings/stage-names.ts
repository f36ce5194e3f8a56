import type { App } from '@slack/bolt';
import { requireAdmin } from '../../../team/permissions.ts';
import { InvalidStageNamesError, saveStageNames } from '../../../team/stage-names.ts';
import { getWorkspace } from '../../../team/workspace.ts';
import { say } from '../../../words/say.ts';
import { currentVoice, speakAs } from '../../../words/voice.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { onButton } from '../../listen.ts';
import { onForm } from '../../on-form.ts';
import { refreshOverview } from '../../settings-overview.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { readStageNamesForm, stageNamesView } from '../../views/settings/stage-names-view.ts';
import { readTrail } from '../../views/settings/trail.ts';

/** What the team calls the stages. */
export function listenToStageNames(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openStageNames, async (click) => {
    requireAdmin(click.ctx, 'change what stages are called');
    const { stageNames } = await getWorkspace(click.ctx);
    const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
    await showForm(deps, click, stageNamesView(stageNames, trail));
  });

  const about = { callbackId: VIEW.stageNames, failed: () => say('Not saved') };
  onForm(app, deps, about, ({ values, metadata }) => ({
    async work(ctx) {
      try {
        const names = await saveStageNames(ctx, readStageNamesForm(values));
        // From here on they are called so.
        speakAs({ ...currentVoice(), stageNames: names });
        return { after: () => refreshOverview(ctx, deps, readTrail(metadata)) };
      } catch (error) {
        if (error instanceof InvalidStageNamesError)
          return { errors: error.faults as Record<string, string> };
        throw error;
      }
    },
  }));
}
