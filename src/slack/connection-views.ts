import { listConnectionHealth } from '../connections/connection-health.ts';
import { previewHandingOver } from '../connections/handing-over.ts';
import { connectionAddress } from '../connections/system-settings.ts';
import type { Context } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { getWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import type { SlackDeps } from './slack-deps.ts';
import { updateView } from './update-view.ts';
import { connectionListView } from './views/connections/connection-list-view.ts';
import { connectionView } from './views/connections/connection-view.ts';

type Deps = Pick<SlackDeps, 'connections' | 'client' | 'logger'>;

/** The list of connections as they fare now. */
export async function composeConnectionList(ctx: Context, { connections }: Deps) {
  const list = await listConnectionHealth(ctx, connections.vault);
  const { timeZone } = await getWorkspace(ctx);
  return connectionListView(list, { timeZone, now: ctx.now() });
}

/** One connection as it fares now. @throws {NotFoundError} where it is disconnected. */
export async function composeConnection(ctx: Context, { connections }: Deps, connectionId: string) {
  const list = await listConnectionHealth(ctx, connections.vault);
  const health = list.find(({ connection }) => connection.connectionId === connectionId);
  if (!health) {
    throw new NotFoundError(
      say('This connection is not there any more: somebody has disconnected it. Open the list again.'),
    );
  }
  const { timeZone } = await getWorkspace(ctx);
  const { recent, older } = await previewHandingOver(ctx, connectionId);
  const { connection } = health;
  const shown = {
    ...{ health, untold: recent + older, address: connectionAddress(connections, connection) },
    isAddressLocal: connections.publicUrl === undefined,
    hasOptions: connections.systems[connection.system].options.length > 0,
  };
  return connectionView(shown, { timeZone, now: ctx.now() });
}

/** Shows a connection anew, or the list, below the form that changed it; nobody waits where that was closed. */
export async function refreshConnection(
  ctx: Context,
  deps: Deps,
  { viewId, id }: { viewId?: string | undefined; id?: string | undefined },
): Promise<void> {
  if (!viewId) return;
  try {
    const view = id ? await composeConnection(ctx, deps, id) : await composeConnectionList(ctx, deps);
    await updateView(deps, viewId, view);
  } catch (error) {
    deps.logger.warn({ err: error }, 'a connection could not be shown anew');
  }
}
