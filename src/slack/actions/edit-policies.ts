import type { App, BlockAction, ButtonAction, OverflowAction } from '@slack/bolt';
import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { type OpenDraft, openDraft, showDraftWithPreview } from '../policy-draft-views.ts';
import { simpleChainOf } from '../put-policy-form.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import {
  encodeDraft,
  formMetadata,
  movePolicy,
  type PolicyDraft,
  removePolicy,
} from '../views/policy-draft.ts';
import { NEW_POLICY, policyView } from '../views/policy-view.ts';
import { noticeView } from '../views/reject-view.ts';
import { slackErrorCode } from '../web-client.ts';

/** What the list of policies offers: edit, move and remove each, and add one. Nothing of it is stored yet. */
export function listenToPolicyList(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTION.policyMenu, ACTION.editPolicy, ACTION.addPolicy]) {
    app.action<BlockAction<ButtonAction | OverflowAction>>(actionId, async ({ ack, body, action }) => {
      await ack();
      const { view, trigger_id, user } = body;
      if (!view) return;
      try {
        const { ctx } = await identify(deps, { userId: user.id, teamId: user.team_id });
        requireAdmin(ctx, 'change the policies');
        const open = await openDraft(ctx, view.private_metadata);
        const chosen = action.type === 'overflow' ? action.selected_option.value : action.value;
        const [verb = '', place] = (chosen ?? '').split(' ');
        const draft = changed(open.draft, verb, Number(place));
        if (draft) await showDraftWithPreview(ctx, deps, view.id, { ...open, draft }, view.hash);
        else {
          const index = verb === 'edit' ? Number(place) : null;
          await deps.client.views.push({ trigger_id, view: formFor(open, index, view.id) });
        }
      } catch (error) {
        // A second click on a list that has changed meanwhile: what is shown now is the newer one.
        if (slackErrorCode(error) === 'hash_conflict') return;
        const notice = noticeView(say('Not changed'), refusalSentence(error, deps.logger));
        await deps.client.views.push({ trigger_id, view: notice });
      }
    });
  }
}

function changed(draft: PolicyDraft, verb: string, index: number): PolicyDraft | undefined {
  switch (verb) {
    case 'up':
      return movePolicy(draft, index, -1);
    case 'down':
      return movePolicy(draft, index, 1);
    case 'remove':
      return removePolicy(draft, index);
    default:
      return undefined;
  }
}

function formFor({ draft, current, base }: OpenDraft, index: number | null, listViewId: string) {
  const policy = (index === null ? undefined : draft.policies[index]?.text) ?? NEW_POLICY;
  const isLast = index !== null && index === draft.policies.length - 1;
  return policyView({
    policy,
    isLast,
    chain: simpleChainOf(policy, current),
    metadata: formMetadata(listViewId, index, encodeDraft(draft, base)),
  });
}
