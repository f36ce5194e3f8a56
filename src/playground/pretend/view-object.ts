import type { StateValues } from './input-values.ts';
import type { PretendSlack } from './pretend-slack.ts';
import type { View } from './view-store.ts';
import { BOT, TEAM } from './workspace.ts';

/** A view as the Web API answers it and as interaction payloads carry it. */
export function viewObject(slack: PretendSlack, view: View, values: StateValues) {
  const { userId, channelId: _, ...shown } = view;
  const stack = slack.views.stackOf(userId);
  const below = stack[stack.indexOf(view) - 1];
  return {
    ...shown,
    team_id: TEAM.id,
    app_id: BOT.appId,
    app_installed_team_id: TEAM.id,
    bot_id: BOT.botId,
    callback_id: view.callback_id ?? '',
    private_metadata: view.private_metadata ?? '',
    external_id: view.external_id ?? '',
    title: view.title ?? null,
    submit: view.submit ?? null,
    close: view.close ?? null,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    root_view_id: stack[0]?.id ?? view.id,
    previous_view_id: below?.id ?? null,
    state: { values },
  };
}
