import type { Message } from './message-store.ts';
import type { PretendSlack } from './pretend-slack.ts';
import type { ApiAnswer, ApiArguments, ApiMethods } from './web-api.ts';
import { BOT, type Conversation, TEAM } from './workspace.ts';

const NOT_FOUND: ApiAnswer = { ok: false, error: 'channel_not_found' };

export const conversationMethods: ApiMethods = {
  'conversations.open': (slack, input) => {
    if (typeof input.channel === 'string') return withConversation(slack, input, openAnswer);
    const ids = String(input.users ?? '').split(',');
    if (ids.length !== 1) return { ok: false, error: 'not_supported_in_playground' };
    const person = slack.workspace.people.find(({ id }) => id === ids[0]);
    return person ? openAnswer({ id: person.dmId }) : { ok: false, error: 'user_not_found' };
  },
  'conversations.info': (slack, input) =>
    withConversation(slack, input, (conversation) => ({
      ok: true,
      channel: conversationObject(slack, conversation),
    })),
  'conversations.list': (slack, input) => listAnswer(slack, input),
  'users.conversations': (slack, input) => listAnswer(slack, input),
  'conversations.join': (slack, input) =>
    withConversation(slack, input, (conversation) => ({
      ok: true,
      channel: conversationObject(slack, conversation),
    })),
  'conversations.members': (slack, input) =>
    withConversation(slack, input, (conversation) => ({
      ok: true,
      members: membersOf(slack, conversation),
      response_metadata: { next_cursor: '' },
    })),
  'conversations.history': (slack, input) =>
    withConversation(slack, input, ({ id }) => {
      const found = slack.messages
        .inChannel(id)
        .filter(({ ts, threadTs }) => threadTs === undefined || threadTs === ts);
      return pageAnswer(found.reverse(), input);
    }),
  'conversations.replies': (slack, input) =>
    withConversation(slack, input, ({ id }) =>
      pageAnswer(
        slack.messages.inChannel(id).filter(({ ts, threadTs }) => ts === input.ts || threadTs === input.ts),
        input,
      ),
    ),
};

export function withConversation(
  slack: PretendSlack,
  input: ApiArguments,
  answer: (conversation: Conversation) => ApiAnswer,
): ApiAnswer {
  const id = String(input.channel);
  const conversation = slack.workspace.conversation(id) ?? slack.workspace.conversation(dmOf(slack, id));
  return conversation ? answer(conversation) : NOT_FOUND;
}

/** A message as the Web API and interaction payloads show it. */
export function messageObject(message: Message, includeMetadata: boolean) {
  const isBot = message.user === BOT.userId;
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    team: TEAM.id,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.files && { files: message.files }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(isBot && { bot_id: BOT.botId, app_id: BOT.appId }),
    ...(includeMetadata && message.metadata !== undefined && { metadata: message.metadata }),
  };
}

function dmOf(slack: PretendSlack, userId: string): string {
  return slack.workspace.people.find(({ id }) => id === userId)?.dmId ?? '';
}

function openAnswer({ id }: { id: string }): ApiAnswer {
  return { ok: true, no_op: true, already_open: true, channel: { id } };
}

function listAnswer(slack: PretendSlack, input: ApiArguments): ApiAnswer {
  const types = String(input.types ?? 'public_channel').split(',');
  const all = slack.workspace.people.flatMap((person) => slack.workspace.conversationsOf(person));
  const wanted = [...new Set(all)].filter(({ kind }) =>
    types.includes(kind === 'channel' ? 'public_channel' : 'im'),
  );
  return {
    ok: true,
    channels: wanted.map((conversation) => conversationObject(slack, conversation)),
    response_metadata: { next_cursor: '' },
  };
}

function conversationObject(slack: PretendSlack, conversation: Conversation) {
  if (conversation.kind === 'dm')
    return { id: conversation.id, is_im: true, is_channel: false, user: conversation.person.id };
  return {
    id: conversation.id,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: true,
    is_im: false,
    is_private: false,
    is_archived: false,
    is_general: false,
    is_member: true,
    is_shared: conversation.isShared,
    is_ext_shared: conversation.isShared,
    is_org_shared: false,
    num_members: membersOf(slack, conversation).length,
    topic: { value: conversation.topic },
    purpose: { value: conversation.topic },
  };
}

function membersOf(slack: PretendSlack, conversation: Conversation): string[] {
  const people = conversation.kind === 'dm' ? [conversation.person] : slack.workspace.people;
  return [...people.map(({ id }) => id), BOT.userId];
}

/** Ephemeral messages are never in a history; `oldest` and `latest` exclude themselves unless `inclusive` is set. */
function pageAnswer(messages: readonly Message[], input: ApiArguments): ApiAnswer {
  const oldest = Number(input.oldest ?? 0);
  const latest = Number(input.latest ?? Number.POSITIVE_INFINITY);
  const inclusive = isTrue(input.inclusive);
  const offset = Number(input.cursor || 0);
  const limit = Number(input.limit ?? 100);
  const found = messages.filter(({ ts, ephemeralFor }) => {
    const at = Number(ts);
    if (ephemeralFor !== undefined) return false;
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  });
  const hasMore = found.length > offset + limit;
  return {
    ok: true,
    messages: found
      .slice(offset, offset + limit)
      .map((message) => messageObject(message, isTrue(input.include_all_metadata))),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(offset + limit) : '' },
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}
