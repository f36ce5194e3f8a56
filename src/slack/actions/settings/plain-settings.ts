import type { App, types } from '@slack/bolt';
import { requireAdmin } from '../../../team/permissions.ts';
import { getSettings, type Settings } from '../../../team/save-settings.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { onButton } from '../../listen.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { alertsView } from '../../views/settings/alerts-view.ts';
import { figuresView, readFigures } from '../../views/settings/figures-view.ts';
import type { Trail } from '../../views/settings/trail.ts';
import { readWording, wordingView } from '../../views/settings/wording-view.ts';
import { onSettingsForm } from './on-settings-form.ts';

const FORMS: Record<string, (settings: Settings, trail: Trail) => types.ModalView> = {
  [ACTION.openAlerts]: alertsView,
  [ACTION.openFigures]: figuresView,
  [ACTION.openWording]: wordingView,
};

/** Settings that are saved as they are typed. Those that ask Slack first save themselves elsewhere. */
export function listenToPlainSettings(app: App, deps: SlackDeps): void {
  for (const [actionId, viewOf] of Object.entries(FORMS)) {
    onButton(app, deps, actionId, async (click) => {
      requireAdmin(click.ctx, 'change the settings');
      const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
      await showForm(deps, click, viewOf(await getSettings(click.ctx), trail));
    });
  }

  onSettingsForm(app, deps, VIEW.figures, readFigures);
  onSettingsForm(app, deps, VIEW.wording, readWording);
}
