import type { App } from '@slack/bolt';
import type { Context } from '../../../context.ts';
import { InvalidInputError } from '../../../errors.ts';
import { countSilentLeads } from '../../../leads/erase-silent-leads.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { requireKeptMonths, saveKeptMonths } from '../../../team/save-kept-months.ts';
import { getWorkspace } from '../../../team/workspace.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { onButton } from '../../listen.ts';
import { type FormAnswer, onForm } from '../../on-form.ts';
import { refreshOverview } from '../../settings-overview.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { KEPT_MONTHS, readKeptMonths, retentionView } from '../../views/settings/retention-view.ts';
import { readTrail, type Trail } from '../../views/settings/trail.ts';

/** For how long leads are kept: sent once it shows what would be erased tonight, sent again it is saved. */
export function listenToRetention(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openRetention, async (click) => {
    requireAdmin(click.ctx, 'change the settings');
    const { keptMonths } = await getWorkspace(click.ctx);
    const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
    await showForm(deps, click, retentionView(keptMonths, { trail }));
  });

  const about = { callbackId: VIEW.retention, failed: () => say('Not saved') };
  onForm(app, deps, about, ({ values, metadata }) => {
    const keptMonths = readKeptMonths(values);
    const trail = readTrail(metadata);
    return {
      work: (ctx) =>
        trail.previewed === String(keptMonths) ? save(ctx, keptMonths, trail) : show(ctx, keptMonths, trail),
    };
  });

  async function save(ctx: Context, keptMonths: number | null, trail: Trail): Promise<FormAnswer> {
    await saveKeptMonths(ctx, keptMonths);
    return { after: () => refreshOverview(ctx, deps, trail) };
  }
}

async function show(ctx: Context, keptMonths: number | null, trail: Trail): Promise<FormAnswer> {
  requireAdmin(ctx, 'change the settings');
  try {
    requireKeptMonths(keptMonths);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { errors: { [KEPT_MONTHS]: error.message } };
  }
  const erasedTonight = keptMonths === null ? 0 : await countSilentLeads(ctx, keptMonths);
  return {
    view: retentionView(keptMonths, { trail: { ...trail, previewed: String(keptMonths) }, erasedTonight }),
  };
}
