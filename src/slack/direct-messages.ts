import type { App } from '@slack/bolt';
import { say } from '../words/say.ts';
import { identify } from './identify.ts';
import { plainMessage } from './messages/message.ts';
import type { SlackDeps } from './slack-deps.ts';

/** Whoever writes to the bot gets an answer: commands are what it understands. */
export function listenToMessages(app: App, deps: SlackDeps): void {
  app.message(async ({ message, body, say: answer }) => {
    if (message.channel_type !== 'im' || message.subtype !== undefined) return;
    try {
      await identify(deps, { userId: message.user, teamId: body.team_id });
      await answer({
        ...plainMessage(say('I understand commands only. Type `/funnel help` to see what I can do for you.')),
        ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
      });
    } catch (error) {
      deps.logger.warn({ err: error }, 'a direct message could not be answered');
    }
  });
}
