import type {
  App,
  BlockAction,
  ButtonAction,
  OverflowAction,
  RespondArguments,
  RespondFn,
} from '@slack/bolt';
import { type Context, SYSTEM } from '../context.ts';
import { type Acting, findActing } from '../team/find-acting.ts';
import { requireTaken } from './charts.ts';
import { identify } from './identify.ts';
import type { Message } from './messages/message.ts';
import { refusalSentence } from './refusal.ts';
import { sayIfSlow } from './say-if-slow.ts';
import type { SlackDeps } from './slack-deps.ts';
import { noticeView } from './views/reject-view.ts';

const ANSWER_TIMEOUT_MS = 10_000;

export interface Click {
  ctx: Context;
  /** What the button, or the choice in the menu, carries. */
  value: string;
  triggerId: string;
  channelId: string | undefined;
  /** The message that was clicked. */
  messageTs: string | undefined;
  /** The form or the Home tab that was clicked. */
  viewId: string | undefined;
  /** It was clicked in a form: another one is shown above it. */
  isInForm: boolean;
  /** What that form carries. */
  metadata: string | undefined;
  /** Where the message that was clicked can be replaced for half an hour; none for what is clicked in a form. */
  answerUrl: string | undefined;
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
  const find = (_value: string, userId: string) => findActing(deps.contextFor(SYSTEM), userId);
  onClick(app, deps, actionId, { find, handle });
}

/** The same where more is to be read of what was clicked than who it was: `find` reads both together. */
export function onClick<Found extends Acting>(
  app: App,
  deps: SlackDeps,
  actionId: string,
  {
    find,
    handle,
  }: {
    find: (value: string, userId: string) => Promise<Found>;
    handle: (click: Click, found: Found) => Promise<void>;
  },
): void {
  app.action<BlockAction<ButtonAction | OverflowAction>>(actionId, async ({ ack, body, action, respond }) => {
    await ack();
    // A view has no address for answers.
    const whisper = body.view ? noticeAbove(deps, body) : whisperTo(respond, deps);
    try {
      const { id: userId, team_id: teamId } = body.user;
      const value = (action.type === 'overflow' ? action.selected_option.value : action.value) ?? '';
      const finding = find(value, userId);
      const { ctx } = await identify(deps, { userId, teamId }, finding);
      const found = await finding;
      const click: Click = {
        ctx,
        value,
        triggerId: body.trigger_id,
        channelId: body.channel?.id,
        messageTs: body.message?.ts,
        viewId: body.view?.id,
        isInForm: body.view?.type === 'modal',
        metadata: body.view?.private_metadata,
        answerUrl: body.response_url || undefined,
        whisper,
        replace: (message) => answer(respond, deps, message, { replace_original: true }),
        post: (message) =>
          answer(respond, deps, message, { response_type: 'in_channel', replace_original: false }),
      };
      // Above a form a notice would only be in the way.
      await (body.view ? handle(click, found) : sayIfSlow(() => handle(click, found), whisper));
    } catch (error) {
      await whisper(refusalSentence(error, deps.logger));
    }
  });
}

/** The answer to a click in a view: a notice above it. Where it took longer than Slack waits, the view itself must do. */
function noticeAbove(deps: SlackDeps, { view, trigger_id }: BlockAction): Click['whisper'] {
  return async (message) => {
    const notice = noticeView('Funnel', typeof message === 'string' ? message : message.text);
    try {
      if (view?.type === 'modal') await deps.client.views.push({ trigger_id, view: notice });
      else await deps.client.views.open({ trigger_id, view: notice });
    } catch (error) {
      deps.logger.warn({ err: error }, 'an answer could not be delivered');
    }
  };
}

/** An answer that only whoever asked sees, however the asking happened. */
export function whisperTo(respond: RespondFn, deps: SlackDeps): Click['whisper'] {
  return (message) => {
    const content = typeof message === 'string' ? { text: message, blocks: [] } : message;
    return answer(respond, deps, content, { response_type: 'ephemeral', replace_original: false });
  };
}

/** Puts this in the place of the message that somebody clicked before, by the address that came with the click. */
export async function replaceAt(
  answerUrl: string | undefined,
  deps: SlackDeps,
  message: Message,
): Promise<void> {
  if (answerUrl) await answer(respondAt(answerUrl), deps, message, { replace_original: true });
}

function respondAt(answerUrl: string): RespondFn {
  return async (content) => {
    const response = await fetch(answerUrl, {
      method: 'POST',
      body: JSON.stringify(content),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (!response.ok) throw Object.assign(new Error('no answer taken'), { statusCode: response.status });
    return response;
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
