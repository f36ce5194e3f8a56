import type { App } from '@slack/bolt';
import type { Context } from '../../../context.ts';
import { NotFoundError } from '../../../errors.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import {
  listReasons,
  moveReason,
  ReasonLabelError,
  removeReason,
  saveReason,
  showReason,
} from '../../../team/rejection-reasons.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { type Click, onButton } from '../../listen.ts';
import { onForm } from '../../on-form.ts';
import { refreshOverview } from '../../settings-overview.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { updateView } from '../../update-view.ts';
import { REASON_FIELD, readReason, reasonView } from '../../views/settings/reason-view.ts';
import { reasonsView } from '../../views/settings/reasons-view.ts';
import { readTrail, type Trail } from '../../views/settings/trail.ts';

/** Why leads may be turned down: a list, and a form for each. */
export function listenToReasons(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openReasons, async (click) => {
    requireAdmin(click.ctx, 'change the reasons');
    const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
    await showForm(deps, click, reasonsView(await listReasons(click.ctx), trail));
  });

  onButton(app, deps, ACTION.addReason, async (click) => {
    requireAdmin(click.ctx, 'change the reasons');
    await showForm(deps, click, reasonView(undefined, trailFrom(click)));
  });

  onButton(app, deps, ACTION.reasonMenu, async (click) => {
    requireAdmin(click.ctx, 'change the reasons');
    const [, verb = '', key = ''] = /^(\S+) (.+)$/s.exec(click.value) ?? [];
    if (verb === 'edit') return openReason(click, key);
    await doneBy(click.ctx, verb, key);
    await showAgain(click.ctx, trailFrom(click));
  });

  const about = { callbackId: VIEW.reason, failed: () => say('Not saved') };
  onForm(app, deps, about, ({ values, metadata }) => {
    const trail = readTrail(metadata);
    return {
      async work(ctx) {
        try {
          await saveReason(ctx, { ...readReason(values), key: trail.id });
        } catch (error) {
          if (error instanceof ReasonLabelError) return { errors: { [REASON_FIELD.label]: error.message } };
          throw error;
        }
        return { after: () => showAgain(ctx, trail) };
      },
    };
  });

  async function openReason(click: Click, key: string): Promise<void> {
    const reason = (await listReasons(click.ctx)).find((known) => known.key === key);
    if (!reason)
      throw new NotFoundError(say('Somebody has removed this reason meanwhile. Open the reasons again.'));
    await showForm(deps, click, reasonView(reason, { ...trailFrom(click), id: key }));
  }

  async function showAgain(ctx: Context, trail: Trail): Promise<void> {
    if (trail.listViewId)
      await updateView(deps, trail.listViewId, reasonsView(await listReasons(ctx), trail));
    await refreshOverview(ctx, deps, trail);
  }
}

async function doneBy(ctx: Context, verb: string, key: string): Promise<void> {
  switch (verb) {
    case 'up':
      return moveReason(ctx, key, -1);
    case 'down':
      return moveReason(ctx, key, 1);
    case 'show':
      return showReason(ctx, key);
    case 'remove':
      await removeReason(ctx, key);
  }
}

function trailFrom({ metadata, viewId }: Click): Trail {
  return { ...readTrail(metadata), listViewId: viewId };
}
