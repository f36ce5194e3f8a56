import type { App } from '@slack/bolt';
import { listenToAccept } from './actions/accept-lead.ts';
import { listenToClaim } from './actions/claim-lead.ts';
import { listenToCorrect } from './actions/correct-decision.ts';
import { listenToPolicyList } from './actions/edit-policies.ts';
import { listenToExcuse } from './actions/excuse-breach.ts';
import { listenToGive } from './actions/give-leads.ts';
import { listenToHandOn } from './actions/hand-on-lead.ts';
import { listenToPolicyForm } from './actions/keep-policy.ts';
import { listenToLeadMenu } from './actions/lead-menu.ts';
import { listenToContacted } from './actions/mark-contacted.ts';
import { listenToOpenCard } from './actions/open-card.ts';
import { listenToReject } from './actions/reject-lead.ts';
import { listenToResume } from './actions/resume-turns.ts';
import { listenToSavePolicies } from './actions/save-policies.ts';
import { listenToSettings } from './actions/save-settings.ts';
import { listenToShare } from './actions/share-report.ts';
import { listenToTryPolicies } from './actions/try-policies.ts';
import { listenToUndo } from './actions/undo-decision.ts';
import { listenToFunnel } from './commands/funnel.ts';
import { listenToMessages } from './direct-messages.ts';
import type { SlackDeps } from './slack-deps.ts';
import { listenToUserChanges } from './user-changes.ts';

/** Everything that the bot listens to. The manifest names the same. */
export function registerListeners(app: App, deps: SlackDeps): void {
  listenToFunnel(app, deps);
  listenToAccept(app, deps);
  listenToReject(app, deps);
  listenToUndo(app, deps);
  listenToContacted(app, deps);
  listenToOpenCard(app, deps);
  listenToShare(app, deps);
  listenToSettings(app, deps);
  listenToPolicyList(app, deps);
  listenToPolicyForm(app, deps);
  listenToSavePolicies(app, deps);
  listenToTryPolicies(app, deps);
  listenToMessages(app, deps);
  listenToClaim(app, deps);
  listenToCorrect(app, deps);
  listenToExcuse(app, deps);
  listenToGive(app, deps);
  listenToHandOn(app, deps);
  listenToLeadMenu(app, deps);
  listenToResume(app, deps);
  listenToUserChanges(app, deps);
}
