import type { App } from '@slack/bolt';
import { AlreadyDecidedError, getOpenHandoff, rejectLead } from '../../leads/decide-handoff.ts';
import { getCards } from '../../leads/lead-card.ts';
import { offeredReasons } from '../../team/rejection-reasons.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { onButton } from '../listen.ts';
import { plainLeadName } from '../messages/lead-card-message.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { noticeView, REJECT_FIELD, rejectView } from '../views/reject-view.ts';

export function listenToReject(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.reject, async ({ ctx, value, triggerId }) => {
    await getOpenHandoff(ctx, value);
    const [[card], workspace] = await Promise.all([getCards(ctx, [value]), getWorkspace(ctx)]);
    const lead = card ? plainLeadName(card, 60) : say('this lead');
    await deps.client.views.open({
      trigger_id: triggerId,
      view: rejectView(lead, value, offeredReasons(workspace)),
    });
  });

  app.view({ callback_id: VIEW.reject, type: 'view_submission' }, async ({ ack, body, view }) => {
    const { values } = view.state;
    const reason = values[REJECT_FIELD.reason]?.[REJECT_FIELD.reason]?.selected_option?.value;
    const note = values[REJECT_FIELD.note]?.[REJECT_FIELD.note]?.value ?? undefined;
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      if (!reason) {
        await ack({ response_action: 'errors', errors: { [REJECT_FIELD.reason]: say('Choose a reason.') } });
        return;
      }
      await rejectLead(ctx, { handoffId: view.private_metadata, reason, note });
      await ack();
      deps.wake();
    } catch (error) {
      const title = error instanceof AlreadyDecidedError ? say('Already decided') : say('Not rejected');
      await ack({ response_action: 'update', view: noticeView(title, refusalSentence(error, deps.logger)) });
    }
  });
}
