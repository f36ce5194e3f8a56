import type { App, types } from '@slack/bolt';
import { savePolicies } from '../../sla/save-policies.ts';
import { VIEW } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { openDraft, shownPolicies } from '../policy-draft-views.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { readOpenLeads } from '../views/policy-list-view.ts';
import { noticeView } from '../views/reject-view.ts';

/** Save in the list of policies. Moving the deadlines of thousands of open leads takes longer than Slack waits. */
export function listenToSavePolicies(app: App, deps: SlackDeps): void {
  app.view({ callback_id: VIEW.policies, type: 'view_submission' }, async ({ ack, body, view }) => {
    const { applyToOpen } = readOpenLeads(view.state.values);
    const answer = (notice: types.ModalView) =>
      applyToOpen
        ? deps.client.views.update({ view_id: view.id, view: notice })
        : ack({ response_action: 'update', view: notice });
    if (applyToOpen) {
      const saving = noticeView(
        'Saving',
        'The deadlines of open leads are being moved. This may take a moment.',
      );
      await ack({ response_action: 'update', view: saving });
    }
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      const open = await openDraft(ctx, view.private_metadata);
      const { policies } = shownPolicies(open);
      await savePolicies(ctx, { rows: policies, basedOn: open.draft.basedOn, applyToOpen });
      deps.wake();
      const openLeads = applyToOpen
        ? 'The deadlines of open leads have moved with them.'
        : 'Open leads keep the deadline that they were promised.';
      await answer(
        noticeView('Saved', `These policies judge the leads handed over from now on. ${openLeads}`),
      );
    } catch (error) {
      await answer(noticeView('Not saved', refusalSentence(error, deps.logger)));
    }
  });
}
