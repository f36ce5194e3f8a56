import type { SlackElement, SlackOption } from '../pretend/block.ts';
import type { Conversation } from '../pretend/workspace.ts';
import { plainText } from './plain-text.ts';
import type { Viewer } from './viewer.ts';

/** The choices of a select: the bot's own, or the workspace's people and conversations. */
export function optionGroupsFor(
  element: SlackElement,
  { slack, person }: Viewer,
): { label?: string; options: readonly SlackOption[] }[] {
  const kind = element.type.replace(/^multi_/, '');
  if (kind === 'users_select')
    return [{ options: slack.workspace.people.map(({ id, realName }) => option(id, realName)) }];
  if (kind === 'channels_select')
    return [{ options: slack.workspace.channels.map(({ id, name }) => option(id, `#${name}`)) }];
  if (kind === 'conversations_select') {
    const rooms = slack.workspace.conversationsOf(person).filter((room) => isWanted(room, element.filter));
    return [
      { options: rooms.map(({ id, name, kind }) => option(id, kind === 'channel' ? `#${name}` : name)) },
    ];
  }
  return element.option_groups
    ? element.option_groups.map(({ label, options }) => ({ label: plainText(label), options }))
    : [{ options: element.options ?? [] }];
}

export function chosenByDefault(element: SlackElement, { conversation }: Viewer): readonly string[] {
  const here = element.default_to_current_conversation ? [conversation.id] : [];
  const single = element.initial_user ?? element.initial_conversation ?? element.initial_channel;
  return [
    ...(element.initial_option ? [element.initial_option.value] : []),
    ...(element.initial_options ?? []).map(({ value }) => value),
    ...(element.initial_users ?? element.initial_conversations ?? element.initial_channels ?? []),
    ...(single === undefined ? here : [single]),
  ];
}

/** Every channel is public, and the only direct messages are those with the bot. */
function isWanted(room: Conversation, filter: SlackElement['filter'] = {}): boolean {
  const { include, exclude_external_shared_channels, exclude_bot_users } = filter;
  if (room.kind === 'dm') return include?.includes('im') !== false && exclude_bot_users !== true;
  return include?.includes('public') !== false && !(exclude_external_shared_channels && room.isShared);
}

function option(value: string, text: string): SlackOption {
  return { value, text: { type: 'plain_text', text, emoji: false } };
}
