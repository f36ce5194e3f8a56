import type { SlackBlock } from './block.ts';
import { messageObject, withConversation } from './conversation-methods.ts';
import type { Message } from './message-store.ts';
import type { PretendSlack } from './pretend-slack.ts';
import type { ApiAnswer, ApiArguments, ApiMethods } from './web-api.ts';
import { BOT, TEAM } from './workspace.ts';

const LONGEST_TEXT = 40_000;
const MOST_BLOCKS = 50;

export const chatMethods: ApiMethods = {
  'chat.postMessage': (slack, input) =>
    withConversation(slack, input, ({ id }) => {
      const fault = contentFault(input);
      if (fault) return fault;
      const message = slack.messages.post({ channel: id, user: BOT.userId, ...contentOf(input) });
      return { ok: true, channel: id, ts: message.ts, message: messageObject(message, true) };
    }),
  'chat.postEphemeral': (slack, input) =>
    withConversation(slack, input, ({ id }) => {
      const fault = contentFault(input);
      if (fault) return fault;
      if (!slack.workspace.person(String(input.user))) return { ok: false, error: 'user_not_in_channel' };
      const message = slack.messages.post({
        channel: id,
        user: BOT.userId,
        ephemeralFor: String(input.user),
        ...contentOf(input),
      });
      return { ok: true, message_ts: message.ts };
    }),
  'chat.update': (slack, input) =>
    withOwnMessage(slack, input, 'cant_update_message', (message) => {
      const fault = contentFault(input);
      if (fault) return fault;
      const { text, blocks, metadata } = contentOf(input);
      slack.messages.edit(message.channel, message.ts, {
        ...(input.text !== undefined && { text }),
        ...(blocks && { blocks }),
        ...(metadata !== undefined && { metadata }),
      });
      return { ok: true, channel: message.channel, ts: message.ts, text };
    }),
  'chat.delete': (slack, input) =>
    withOwnMessage(slack, input, 'cant_delete_message', (message) => {
      slack.messages.remove(message.channel, message.ts);
      return { ok: true, channel: message.channel, ts: message.ts };
    }),
  'chat.getPermalink': (slack, input) => {
    const channel = String(input.channel);
    const ts = String(input.message_ts);
    if (!slack.messages.find(channel, ts)) return { ok: false, error: 'message_not_found' };
    return {
      ok: true,
      channel,
      permalink: `https://${TEAM.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
    };
  },
};

function withOwnMessage(
  slack: PretendSlack,
  input: ApiArguments,
  foreignError: string,
  answer: (message: Message) => ApiAnswer,
): ApiAnswer {
  if (!slack.workspace.conversation(String(input.channel))) return { ok: false, error: 'channel_not_found' };
  const message = slack.messages.find(String(input.channel), String(input.ts));
  if (!message || message.ephemeralFor !== undefined) return { ok: false, error: 'message_not_found' };
  return message.user === BOT.userId ? answer(message) : { ok: false, error: foreignError };
}

function contentFault(input: ApiArguments): ApiAnswer | undefined {
  const { blocks, text } = contentOf(input);
  if (text.length > LONGEST_TEXT) return { ok: false, error: 'msg_too_long' };
  if (!text && !blocks?.length) return { ok: false, error: 'no_text' };
  const isMalformed =
    input.blocks !== undefined && !(Array.isArray(blocks) && blocks.every((block) => block?.type));
  if (isMalformed || (blocks?.length ?? 0) > MOST_BLOCKS) return { ok: false, error: 'invalid_blocks' };
  return undefined;
}

function contentOf(input: ApiArguments) {
  return {
    text: typeof input.text === 'string' ? input.text : '',
    ...(input.blocks !== undefined && { blocks: input.blocks as SlackBlock[] }),
    ...(input.metadata !== undefined && { metadata: input.metadata }),
    ...(typeof input.thread_ts === 'string' && { threadTs: input.thread_ts }),
  };
}
