import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaygroundChannel, PlaygroundPerson } from '../cast.ts';
import { createFileStore, type FileStore } from './file-store.ts';
import { createMessageStore, type Message, type MessageStore } from './message-store.ts';
import { createTicketStore, type TicketStore } from './ticket-store.ts';
import { createViewStore, type ViewStore } from './view-store.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const SAVE_DELAY_MS = 300;
const USUAL_LOCALE = 'en-US';

type Saved = { messages: Message[]; reads: [string, string][]; locales?: [string, string][] };

export type PretendSlack = {
  workspace: Workspace;
  messages: MessageStore;
  views: ViewStore;
  files: FileStore;
  tickets: TicketStore;
  now: () => Date;
  /** The language of somebody's Slack, such as `en-US`. */
  localeOf(userId: string): string;
  setLocale(userId: string, locale: string): void;
  markRead(userId: string, channelId: string): void;
  /** What others have posted since, as far as this person sees it; the oldest first. */
  unread(userId: string, channelId: string): Message[];
  /** Calls back after every change; returns the way to stop. */
  onChange(listener: () => void): () => void;
  close(): void;
};

/**
 * The state of the pretend workspace. Messages and what was read are kept in `slack.json` of the data folder, files beside it,
 * because the bot's own database remembers what it posted; ephemeral messages and modals end with the process.
 */
export function createPretendSlack(options: {
  people: readonly PlaygroundPerson[];
  channels: readonly PlaygroundChannel[];
  now: () => Date;
  dataDir?: string | undefined;
  log: (message: string) => void;
}): PretendSlack {
  const { now, dataDir } = options;
  const file = dataDir === undefined ? undefined : join(dataDir, 'slack.json');
  const saved = file ? load(file, options.log) : { messages: [], reads: [] };
  const listeners = new Set<() => void>();
  const reads = new Map(saved.reads);
  const locales = new Map(saved.locales);
  let saving: NodeJS.Timeout | undefined;

  function save(): void {
    clearTimeout(saving);
    saving = undefined;
    if (!file || !dataDir) return;
    try {
      mkdirSync(dataDir, { recursive: true });
      const state: Saved = { messages: messages.lasting(), reads: [...reads], locales: [...locales] };
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    } catch (error) {
      options.log(`The playground's messages cannot be kept in ${file}: ${(error as Error).message}`);
    }
  }

  function changed(): void {
    saving ??= setTimeout(save, SAVE_DELAY_MS).unref();
    for (const listener of listeners) listener();
  }

  const messages = createMessageStore({ now, saved: saved.messages, onChange: changed });

  return {
    workspace: createWorkspace(options.people, options.channels),
    messages,
    views: createViewStore(changed),
    files: createFileStore(options),
    tickets: createTicketStore(now),
    now,
    localeOf: (userId) => locales.get(userId) ?? USUAL_LOCALE,
    setLocale(userId, locale) {
      locales.set(userId, locale);
      changed();
    },
    markRead(userId, channelId) {
      const last = messages.inChannel(channelId).at(-1)?.ts;
      const key = `${userId} ${channelId}`;
      if (last === undefined || reads.get(key) === last) return;
      reads.set(key, last);
      changed();
    },
    unread(userId, channelId) {
      const readTs = Number(reads.get(`${userId} ${channelId}`) ?? 0);
      return messages
        .inChannel(channelId)
        .filter(
          ({ ts, user, ephemeralFor }) =>
            Number(ts) > readTs && user !== userId && (ephemeralFor ?? userId) === userId,
        );
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: save,
  };
}

function load(file: string, log: (message: string) => void): Saved {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      log(
        `The playground's messages in ${file} cannot be read (${(error as Error).message}); starting without them.`,
      );
    }
    return { messages: [], reads: [] };
  }
}
