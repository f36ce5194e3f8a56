import type { App } from '@slack/bolt';
import { InvalidInputError } from '../../errors.ts';
import { findHandoff } from '../../leads/find-handoff.ts';
import { moveLead } from '../../leads/move-lead.ts';
import { undoMove } from '../../leads/undo-move.ts';
import { isStage } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { MOVE_ACTIONS, readMoveButton } from '../messages/stage-moves.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { storyOf } from '../story-of.ts';
import { storyView } from '../views/story-view.ts';

/** What became of a lead, said by hand beside its story; the story follows. */
export function listenToMoves(app: App, deps: SlackDeps): void {
  for (const [to, actionId] of Object.entries(MOVE_ACTIONS)) {
    onButton(app, deps, actionId, async (click) => {
      const move = readMoveButton(click.value);
      if (!move || !isStage(to)) {
        throw new InvalidInputError(say('This choice is not known any more. Ask with `/funnel lead` again.'));
      }
      await moveLead(click.ctx, { ...move, to });
      deps.wake();
      await click.replace(await storyOf(click.ctx, move.leadId));
    });
  }

  // Cards are changed by what is owed to them.
  onButton(app, deps, ACTION.undoMove, async ({ ctx, value }) => {
    const { leadId } = await findHandoff(ctx, value);
    await undoMove(ctx, { leadId });
    deps.wake();
  });

  onButton(app, deps, ACTION.undoMoveHere, async ({ ctx, value, replace }) => {
    await undoMove(ctx, { leadId: value });
    deps.wake();
    await replace(await storyOf(ctx, value));
  });

  onButton(app, deps, ACTION.openKnownLead, async ({ ctx, value, triggerId }) => {
    const view = storyView(await storyOf(ctx, value));
    await deps.client.views.push({ trigger_id: triggerId, view });
  });
}
