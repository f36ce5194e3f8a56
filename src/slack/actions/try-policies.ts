import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { dryRunSummary } from '../../reports/dry-run-summary.ts';
import { requireAdmin } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { openDraft, shownPolicies } from '../policy-draft-views.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { updateView } from '../update-view.ts';
import { dryRunView } from '../views/dry-run-view.ts';
import { noticeView } from '../views/reject-view.ts';

/** "Try on last quarter" in the list of policies. It takes longer than Slack waits, so a modal says so first. */
export function listenToTryPolicies(app: App, deps: SlackDeps): void {
  app.action<BlockAction<ButtonAction>>(ACTION.tryPolicies, async ({ ack, body }) => {
    await ack();
    const { view, trigger_id, user } = body;
    if (!view) return;
    const who = { userId: user.id, teamId: user.team_id };
    // Here only for the language: who may not try is told below.
    await identify(deps, who).catch(() => undefined);
    const waiting = noticeView(say('Last quarter'), say('Trying these policies on last quarter’s leads…'));
    const pushed = await deps.client.views.push({ trigger_id, view: waiting });
    const answer = await tried(deps, view.private_metadata, who);
    await updateView(deps, String(pushed.view?.id), answer);
  });
}

async function tried(
  deps: SlackDeps,
  draft: string,
  who: Parameters<typeof identify>[1],
): Promise<ReturnType<typeof noticeView>> {
  try {
    const { ctx } = await identify(deps, who);
    requireAdmin(ctx, 'change the policies');
    const { policies } = shownPolicies(await openDraft(ctx, draft));
    return dryRunView(await dryRunSummary(ctx, policies));
  } catch (error) {
    return noticeView(say('Not tried'), refusalSentence(error, deps.logger));
  }
}
