import type { App } from '@slack/bolt';
import { listenToAccept } from './actions/accept-lead.ts';
import { listenToContacted } from './actions/mark-contacted.ts';
import { listenToOpenCard } from './actions/open-card.ts';
import { listenToReject } from './actions/reject-lead.ts';
import { listenToSettings } from './actions/save-settings.ts';
import { listenToShare } from './actions/share-report.ts';
import { listenToUndo } from './actions/undo-decision.ts';
import { listenToFunnel } from './commands/funnel.ts';
import { listenToMessages } from './direct-messages.ts';
import type { SlackDeps } from './slack-deps.ts';

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
  listenToMessages(app, deps);
}
