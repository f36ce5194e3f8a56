import type { View, ViewDraft, ViewStore } from '../pretend/view-store.ts';

/** What an app answers to a submitted form; nothing at all means: close it. */
export type ResponseAction = { response_action?: string; errors?: Record<string, string>; view?: ViewDraft };

/** Applies the answer; returns the errors to show at their fields, by block id. */
export function applyResponseAction(
  views: ViewStore,
  view: View,
  answer: ResponseAction | undefined,
): Record<string, string> {
  switch (answer?.response_action) {
    case 'errors':
      return answer.errors ?? {};
    case 'update':
      if (answer.view) views.update({ viewId: view.id }, answer.view);
      return {};
    case 'push':
      if (answer.view) views.push(view.userId, view.channelId, answer.view);
      return {};
    case 'clear':
      views.closeAll(view.userId);
      return {};
    default:
      if (views.stackOf(view.userId).at(-1)?.id === view.id) views.closeTop(view.userId);
      return {};
  }
}
