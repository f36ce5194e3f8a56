import type { App } from '@slack/bolt';
import { requireAdmin } from '../../team/permissions.ts';
import { VIEW } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { openDraft, showDraft, showDraftWithPreview } from '../policy-draft-views.ts';
import { reachFaults } from '../policy-form-faults.ts';
import { putForm } from '../put-policy-form.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { readPolicyForm } from '../views/policy-view.ts';
import { noticeView } from '../views/reject-view.ts';

/** The form of one policy: what it says goes into the draft that the list below it shows. */
export function listenToPolicyForm(app: App, deps: SlackDeps): void {
  app.view({ callback_id: VIEW.policy, type: 'view_submission' }, async ({ ack, body, view }) => {
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      requireAdmin(ctx, 'change the policies');
      const { listViewId, index, encoded } = readMetadata(view.private_metadata);
      const open = await openDraft(ctx, encoded);
      const filled = readPolicyForm(view.state.values);
      const known = await reachFaults(deps, filled.chain);
      const kept = putForm(open, index, filled, known);
      if ('faults' in kept) {
        await ack({ response_action: 'errors', errors: kept.faults });
        return;
      }
      await showDraft(deps, listViewId, { ...open, draft: kept.draft });
      await ack();
      await showDraftWithPreview(ctx, deps, listViewId, { ...open, draft: kept.draft }).catch((error) =>
        deps.logger.warn({ err: error }, 'the preview of the policies could not be shown'),
      );
    } catch (error) {
      await ack({
        response_action: 'update',
        view: noticeView('Not changed', refusalSentence(error, deps.logger)),
      });
    }
  });
}

/** What comes back with the form: which list it belongs to, which policy it is, and the draft. */
export function formMetadata(listViewId: string, index: number | null, encoded: string): string {
  return `${listViewId} ${index ?? 'new'} ${encoded}`;
}

function readMetadata(metadata: string) {
  const [, listViewId = '', place = '', encoded = ''] = /^(\S+) (\S+) (.+)$/s.exec(metadata) ?? [];
  return { listViewId, index: place === 'new' ? null : Number(place), encoded };
}
