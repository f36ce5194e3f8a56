import type { PlaygroundChannel, PlaygroundPerson } from '../cast.ts';

export type Person = PlaygroundPerson & { id: string; dmId: string };
export type Conversation =
  | { kind: 'channel'; id: string; name: string; topic: string; isShared: boolean }
  | { kind: 'dm'; id: string; name: string; person: Person };

export const TEAM = { id: 'T0PLAYGROUND', name: 'Playground', domain: 'playground' } as const;
export const BOT = {
  userId: 'U0FUNNEL',
  botId: 'B0FUNNEL',
  appId: 'A0FUNNEL',
  name: 'funnel',
  realName: 'Funnel',
} as const;

/** Who and what exists in the pretend workspace. Ids follow from names, so they outlive a restart. */
export type Workspace = {
  people: readonly Person[];
  channels: readonly Extract<Conversation, { kind: 'channel' }>[];
  person(idOrName: string): Person | undefined;
  conversation(id: string): Conversation | undefined;
  /** The conversations a person can open: every channel, and the direct messages with the bot. */
  conversationsOf(person: Person): readonly Conversation[];
};

export function createWorkspace(
  people: readonly PlaygroundPerson[],
  channels: readonly PlaygroundChannel[],
): Workspace {
  const members = people.map((person) => {
    const key = idPart(person.name);
    return { ...person, id: `U0${key}`, dmId: `D0${key}` };
  });
  const rooms = channels.map((channel) => ({
    kind: 'channel' as const,
    id: `C0${idPart(channel.name)}`,
    name: channel.name,
    topic: channel.topic,
    isShared: channel.isShared ?? false,
  }));
  const dms = members.map((person) => ({ kind: 'dm' as const, id: person.dmId, name: BOT.realName, person }));
  const conversations = new Map<string, Conversation>([...rooms, ...dms].map((room) => [room.id, room]));

  return {
    people: members,
    channels: rooms,
    person: (idOrName) => members.find(({ id, name }) => id === idOrName || name === idOrName),
    conversation: (id) => conversations.get(id),
    conversationsOf: (person) => [...rooms, ...dms.filter((dm) => dm.person === person)],
  };
}

function idPart(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toUpperCase();
}
