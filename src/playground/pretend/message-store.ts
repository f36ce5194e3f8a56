import { type SlackBlock, withBlockIds } from './block.ts';
import type { SharedFile } from './file-store.ts';

export type Message = {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: readonly SlackBlock[];
  files?: readonly SharedFile[];
  metadata?: unknown;
  threadTs?: string;
  /** Only this person sees it, until the program ends. */
  ephemeralFor?: string;
};

type MessageDraft = Omit<Message, 'ts' | 'blocks'> & { blocks?: readonly SlackBlock[] };
type MessageEdit = { text?: string; blocks?: readonly SlackBlock[]; metadata?: unknown };

export type MessageStore = {
  post(draft: MessageDraft): Message;
  edit(channel: string, ts: string, edit: MessageEdit): Message | undefined;
  remove(channel: string, ts: string): boolean;
  /** Takes a file out of the messages that share it. */
  withoutFile(fileId: string): void;
  find(channel: string, ts: string): Message | undefined;
  /** In the order of posting. A changed message is a new object, so it can serve as a cache key. */
  inChannel(channel: string): readonly Message[];
  /** Everything but ephemeral messages. */
  lasting(): Message[];
};

export function createMessageStore(options: {
  now: () => Date;
  saved: readonly Message[];
  onChange: () => void;
}): MessageStore {
  const { now, onChange } = options;
  let messages: Message[] = [...options.saved];
  let lastMicros = Math.max(0, ...messages.map(({ ts }) => microsOf(ts)));

  function nextTs(): string {
    lastMicros = Math.max(lastMicros + 1, now().getTime() * 1000);
    return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  const find = (channel: string, ts: string) =>
    messages.find((message) => message.channel === channel && message.ts === ts);

  return {
    post(draft) {
      const message = { ...draft, ts: nextTs(), blocks: withBlockIds(draft.blocks ?? []) };
      messages.push(message);
      onChange();
      return message;
    },
    edit(channel, ts, edit) {
      const before = find(channel, ts);
      if (!before) return undefined;
      const after: Message = {
        ...before,
        text: edit.text ?? (edit.blocks ? '' : before.text),
        blocks: edit.blocks ? withBlockIds(edit.blocks) : edit.text === undefined ? before.blocks : [],
        ...(edit.metadata !== undefined && { metadata: edit.metadata }),
      };
      messages = messages.map((message) => (message === before ? after : message));
      onChange();
      return after;
    },
    remove(channel, ts) {
      const message = find(channel, ts);
      messages = messages.filter((other) => other !== message);
      onChange();
      return message !== undefined;
    },
    withoutFile(fileId) {
      messages = messages.map((message) =>
        message.files?.some(({ id }) => id === fileId)
          ? { ...message, files: message.files.filter(({ id }) => id !== fileId) }
          : message,
      );
      onChange();
    },
    find,
    inChannel: (channel) => messages.filter((message) => message.channel === channel),
    lasting: () => messages.filter((message) => message.ephemeralFor === undefined),
  };
}

function microsOf(ts: string): number {
  return Math.round(Number(ts) * 1_000_000);
}
