import type { App } from '@slack/bolt';
import { actorId } from '../../context.ts';
import { requireMayDecide } from '../../leads/lock-handoff.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { ACTION } from '../action-ids.ts';
import { type Click, onButton } from '../listen.ts';
import { openLeadForm } from '../open-lead-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { leadView } from './view/lead-view.ts';

/** "Details…": what its card says, without leaving the Home tab. */
export function listenToShowLead(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.showLead, (click) => showLead(deps, click, click.value));
}

export async function showLead(deps: SlackDeps, click: Click, handoffId: string): Promise<void> {
  const { ctx } = click;
  const { timeZone } = await getWorkspace(ctx);
  await openLeadForm(deps, click, handoffId, {
    check: requireMayDecide,
    view: ({ card }) => {
      const role = card.holderId === actorId(ctx) ? 'holder' : 'manager';
      return leadView(card, { timeZone, now: ctx.now() }, { role, namesReps: true });
    },
  });
}
