/** What every part of the pretend Slack shares. */
import type { SocketModeServer } from '../socket-mode-server.ts';
import type { Channel, Member } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { Keeper } from './keeper.ts';

export type SlackMessage = {
  kind: 'message';
  ts: string;
  channelId: string;
  /** Who wrote it: the bot, as a rule. */
  userId: string;
  text: string;
  blocks: JsonObject[];
  metadata: { event_type: string; event_payload: JsonObject } | undefined;
  threadTs: string | undefined;
  isEdited: boolean;
};

export type EphemeralMessage = {
  kind: 'ephemeral';
  ts: string;
  channelId: string;
  /** The only person who sees it. */
  userId: string;
  text: string;
  blocks: JsonObject[];
};

export type SlackView = {
  kind: 'view';
  type: 'modal' | 'home';
  id: string;
  userId: string;
  callbackId: string;
  privateMetadata: string;
  title: string;
  blocks: JsonObject[];
  /** As Slack sends it to the app. */
  raw: JsonObject;
};

/** A file whose bytes have been uploaded; `channelId` once it is shared there. */
export type SlackFile = { id: string; name: string; content: string; channelId: string | undefined };

export type SlackCall = { method: string; params: JsonObject; at: Date; answer: JsonObject | undefined };

/** `url` is where the bot takes Slack's requests, path included. */
export type BotTarget = { mode: 'http'; url: string; signingSecret: string } | { mode: 'socket' };

/** What the bot answered within the request: for Socket Mode, status 200 and the payload of the acknowledgement. */
export type Ack = { status: number; body: unknown };

export type ResponseUrl = {
  id: string;
  userId: string;
  channelId: string;
  createdAt: number;
  uses: number;
  /** The message the interaction came from, or the last one shown through this url. */
  original: SlackMessage | EphemeralMessage | undefined;
};

export type World = {
  teamId: string;
  now: () => Date;
  baseUrl: string;
  keeper: Keeper;
  socket: SocketModeServer;
  members: Map<string, Member>;
  channels: Map<string, Channel>;
  /** User groups and who is in them. */
  groups: Map<string, string[]>;
  ephemerals: EphemeralMessage[];
  views: Map<string, SlackView>;
  files: Map<string, SlackFile>;
  /** When a channel last took a message, by the machine. */
  lastPosts: Map<string, number>;
  /** When a message was posted by the clock of the test: emulate only knows the clock of the machine. */
  postedAt: Map<string, number>;
  triggers: Map<string, string>;
  responseUrls: Map<string, ResponseUrl>;
  faults: string[];
  target: BotTarget | undefined;
  /** Runs a Web API method with its checks, as if the bot had called it. */
  run: (method: string, params: JsonObject) => Promise<JsonObject>;
  nextId: (prefix: string) => string;
};
