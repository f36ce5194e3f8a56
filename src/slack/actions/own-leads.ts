import type { App } from '@slack/bolt';
import { actorId, type Context } from '../../context.ts';
import { InvalidInputError, invariant } from '../../errors.ts';
import { findHandoff } from '../../leads/find-handoff.ts';
import { leadStory } from '../../leads/lead-story.ts';
import { listOwnLeads } from '../../leads/list-own-leads.ts';
import { moveLead } from '../../leads/move-lead.ts';
import { requireColleague } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { MENU } from '../messages/lead-buttons.ts';
import { leadName } from '../messages/lead-card-message.ts';
import { stageInWords } from '../messages/stage-line.ts';
import { readMove } from '../messages/stage-moves.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { storyOf } from '../story-of.ts';
import { updateView } from '../update-view.ts';
import { MOST_OWN_LEADS, ownLeadsView } from '../views/own-leads-view.ts';
import { storyView } from '../views/story-view.ts';

const HANDOFF_ID = /^[\da-f]{8}-/;

/** "My leads…": what somebody works on, and what becomes of it. */
export function listenToOwnLeads(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openOwnLeads, ({ ctx, triggerId }) => openOwnLeads(deps, ctx, triggerId));

  onButton(app, deps, ACTION.ownLeadMenu, async ({ ctx, value, triggerId, viewId }) => {
    const [verb = '', id = ''] = value.split(' ');
    const leadId = HANDOFF_ID.test(id) ? (await findHandoff(ctx, id)).leadId : id;
    if (verb === MENU.details) {
      const view = storyView(await storyOf(ctx, leadId));
      await deps.client.views.push({ trigger_id: triggerId, view });
      return;
    }
    const move = readMove(verb);
    if (!move || !viewId)
      throw new InvalidInputError(say('This choice is not known any more. Open the list again.'));
    await moveLead(ctx, { leadId, ...move });
    deps.wake();
    const { lead } = await leadStory(ctx, leadId);
    const news = say('✅ {lead} is {stage} now.', { lead: leadName(lead), stage: stageInWords(move.to) });
    await updateView(deps, viewId, await ownLeads(ctx, news));
  });
}

export async function openOwnLeads(deps: SlackDeps, ctx: Context, triggerId: string): Promise<void> {
  await deps.client.views.open({ trigger_id: triggerId, view: await ownLeads(ctx) });
}

async function ownLeads(ctx: Context, news?: string) {
  requireColleague(ctx);
  const userId = actorId(ctx);
  invariant(userId, 'a list is asked for by a person');
  const { timeZone } = await getWorkspace(ctx);
  const list = await listOwnLeads(ctx, { userId, limit: MOST_OWN_LEADS });
  return ownLeadsView(list, { timeZone, now: ctx.now() }, news);
}
