import type { App } from '@slack/bolt';
import { registerListeners } from '../../src/slack/listeners.ts';
import type { SlackDeps } from '../../src/slack/slack-deps.ts';

export interface RecordedListeners {
  commands: string[];
  actions: string[];
  views: string[];
  /** By the type that the manifest gives them. */
  shortcuts: { type: string; callback_id: string }[];
  /** As the manifest names them. */
  events: string[];
}

/** What `registerListeners` asks Bolt for, written down by an app that only listens. */
export function recordedListeners(): RecordedListeners {
  const recorded: RecordedListeners = { commands: [], actions: [], views: [], shortcuts: [], events: [] };
  const app = {
    command: (name: string) => recorded.commands.push(name),
    action: (id: string) => recorded.actions.push(id),
    view: ({ callback_id }: { callback_id: string }) => recorded.views.push(callback_id),
    shortcut: ({ type, callback_id }: { type: string; callback_id: string }) =>
      recorded.shortcuts.push({ type: type === 'shortcut' ? 'global' : 'message', callback_id }),
    event: (name: string) => recorded.events.push(name),
    use: () => {},
    message: () => recorded.events.push('message.im'),
  };
  registerListeners(app as unknown as App, {} as SlackDeps);
  return recorded;
}
