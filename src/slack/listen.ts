import type {
  App,
  BlockAction,
  ButtonAction,
  OverflowAction,
  RespondArguments,
  RespondFn,
} from '@slack/bolt';
import { type Context, SYSTEM } from '../context.ts';
import { requireTaken } from './charts.ts';
import { identify } from './identify.ts';
import type { Message } from './messages/message.ts';
import { refusalSentence } from './refusal.ts';
import type { SlackDeps } from './slack-deps.ts';

export interface Click {
  ctx: Context;
  /** What the button, or the choice in the menu, carries. */
  value: string;
  triggerId: string;
  channelId: string | undefined;
  /** Answers so that only whoever clicked sees it. */
  whisper(message: Message | string): Promise<void>;
  /** Puts this in the place of the message that the button stands in. */
  replace(message: Message): Promise<void>;
  /** Answers in the channel, for all. */
  post(message: Message): Promise<void>;
}

/** Registers a button or a menu: acknowledges at once, finds out who clicked, runs one verb, and says in words what went wrong. */
export function onButton(
  app: App,
  deps: SlackDeps,
  actionId: string,
  handle: (click: Click) => Promise<void>,
): void {
  app.action<BlockAction<ButtonAction | OverflowAction>>(actionId, async ({ ack, body, action, respond }) => {
    await ack();
    const whisper = whisperTo(respond, deps);
    try {
      const { ctx } = await identify(deps, { userId: body.user.id, teamId: body.user.team_id });
      await handle({
        ctx,
        value: (action.type === 'overflow' ? action.selected_option.value : action.value) ?? '',
        triggerId: body.trigger_id,
        channelId: body.channel?.id,
        whisper,
        replace: (message) => answer(respond, deps, message, { replace_original: true }),
        post: (message) =>
          answer(respond, deps, message, { response_type: 'in_channel', replace_original: false }),
      });
    } catch (error) {
      await whisper(refusalSentence(error, deps.logger));
    }
  });
}

/** An answer that only whoever asked sees, however the asking happened. */
export function whisperTo(respond: RespondFn, deps: SlackDeps): Click['whisper'] {
  return (message) => {
    const content = typeof message === 'string' ? { text: message, blocks: [] } : message;
    return answer(respond, deps, content, { response_type: 'ephemeral', replace_original: false });
  };
}

/** The address for answers lives half an hour; that it is gone is no failure of what was done. */
async function answer(
  respond: RespondFn,
  deps: SlackDeps,
  message: Message,
  how: Pick<RespondArguments, 'response_type' | 'replace_original'>,
): Promise<void> {
  try {
    await deps.charts.send(message, deps.contextFor(SYSTEM).now(), async ({ text, blocks }) =>
      requireTaken(await respond({ text, ...(blocks.length > 0 ? { blocks } : {}), ...how })),
    );
  } catch (error) {
    deps.logger.warn({ err: error }, 'an answer could not be delivered');
  }
}
