import type { types } from '@slack/bolt';
import type { Context } from '../../../context.ts';
import { listPeople } from '../../../team/list-people.ts';
import { getWorkspace } from '../../../team/workspace.ts';
import { refreshOverview } from '../../settings-overview.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { updateView } from '../../update-view.ts';
import { PEOPLE_A_PAGE, peopleView } from '../../views/settings/people-view.ts';
import type { Trail } from '../../views/settings/trail.ts';

export async function peopleList(ctx: Context, trail: Trail): Promise<types.ModalView> {
  const { timeZone } = await getWorkspace(ctx);
  const page = await listPeople(ctx, { page: trail.page ?? 1, size: PEOPLE_A_PAGE });
  return peopleView(page, trail, { timeZone, now: ctx.now() });
}

/** The list below the form that was saved, and the list of settings below that, where they are still open. */
export async function showPeopleAgain(ctx: Context, deps: SlackDeps, trail: Trail): Promise<void> {
  if (trail.listViewId) await updateView(deps, trail.listViewId, await peopleList(ctx, trail));
  await refreshOverview(ctx, deps, trail);
}
