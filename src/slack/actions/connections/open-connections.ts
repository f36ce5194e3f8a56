import type { App } from '@slack/bolt';
import { disconnect } from '../../../connections/disconnect.ts';
import { stopHandingOver } from '../../../connections/handing-over.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { ACTION } from '../../action-ids.ts';
import { composeConnection, composeConnectionList } from '../../connection-views.ts';
import { onButton } from '../../listen.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { updateView } from '../../update-view.ts';

/** The list of connections and each of them, in one view, so that there is room for forms above it. */
export function listenToConnections(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openConnections, async ({ ctx, triggerId, isInForm }) => {
    requireAdmin(ctx, 'connect a CRM');
    await showForm(deps, { triggerId, isInForm }, await composeConnectionList(ctx, deps));
  });

  onButton(app, deps, ACTION.allConnections, async ({ ctx, viewId }) => {
    requireAdmin(ctx, 'connect a CRM');
    if (viewId) await updateView(deps, viewId, await composeConnectionList(ctx, deps));
  });

  onButton(app, deps, ACTION.openConnection, async ({ ctx, value, viewId }) => {
    requireAdmin(ctx, 'connect a CRM');
    if (viewId) await updateView(deps, viewId, await composeConnection(ctx, deps, value));
  });

  onButton(app, deps, ACTION.stopHandingOver, async ({ ctx, value, viewId }) => {
    await stopHandingOver(ctx, value);
    if (viewId) await updateView(deps, viewId, await composeConnection(ctx, deps, value));
  });

  onButton(app, deps, ACTION.disconnect, async ({ ctx, value, viewId }) => {
    await disconnect(ctx, value);
    if (viewId) await updateView(deps, viewId, await composeConnectionList(ctx, deps));
  });
}
