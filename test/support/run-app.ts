/**
 * The whole bot on a pretend Slack. A test moves its clock; in between that runs as the machine's does, so that what is
 * tried again after a second is tried again.
 *
 *   const bot = await aBot({ database: database() });
 *   await bot.post({ leadId: 'L-1', stage: 'mql', occurredAt: bot.clock.now().toISOString() });
 *   const card = await bot.sees('UREP1', 'Accept');
 *   await bot.slack.user('UREP1').click(card, 'Accept');
 *
 * When the test ends the bot stops, and fails the test if Slack would have refused anything or if the bot logged an
 * error; `expectErrors` allows the latter.
 */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { createApp, type RunningApp } from '../../src/app.ts';
import { type Context, SYSTEM } from '../../src/context.ts';
import type { Database } from '../../src/db/client.ts';
import { type FixedClock, fixedClock } from './clock.ts';
import { ENCRYPTION_KEY } from './connections.ts';
import { embeddedTestDatabase } from './databases.ts';
import { START } from './facts.ts';
import { createPretendSlack, type PretendSlack } from './pretend-slack.ts';
import { isObject, type JsonObject, stringOf } from './slack/json.ts';
import type { EphemeralMessage, SlackMessage, SlackView } from './slack/world.ts';

export const INTAKE_TOKEN = 'intake-token-of-the-tests';

export interface BotOptions {
  database: Database;
  mode?: 'http' | 'socket';
  slack?: PretendSlack;
  clock?: FixedClock;
  intakeToken?: string | undefined;
  leaseMs?: number;
  ticking?: boolean;
  publicUrl?: string;
  admins?: string[];
  /** Whether the first admin is told what there is to set up. */
  greets?: boolean;
}

export interface Bot {
  slack: PretendSlack;
  clock: FixedClock;
  app: RunningApp;
  /** The bot's workspace, as the system. */
  ctx: Context;
  logs: readonly JsonObject[];
  /** Posts to the intake; fails unless everything is taken. */
  post(items: JsonObject | JsonObject[]): Promise<void>;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The last message there (a channel, or somebody's direct messages) that holds all of these words, once it stands there. */
  sees(where: string, ...words: string[]): Promise<SlackMessage>;
  /** The next private answer to that person with these words; each answer is seen once. */
  isTold(userId: string, ...words: string[]): Promise<EphemeralMessage>;
  /** The answer to `/funnel …`. */
  asks(userId: string, text: string, options?: { in?: string }): Promise<EphemeralMessage>;
  /** Moves the clock and lets the bot look for what is due. */
  passes(ms: number): void;
  until<Result>(check: () => Result | Promise<Result>): Promise<NonNullable<Result>>;
  expectErrors(): void;
  stop(): Promise<void>;
}

const ERROR_LEVEL = 50;
const PATIENCE_MS = 20_000;

vi.setConfig({ testTimeout: 60_000 });

/** One embedded database for a suite; each bot has a workspace of its own in it. */
export function embeddedDatabaseOfSuite(): () => Database {
  let opened: Database | undefined;
  beforeAll(async () => {
    opened = await embeddedTestDatabase();
  });
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The database exists in tests and hooks only');
    return opened;
  };
}

/** A new MQL that has just happened. */
export function anMql(bot: Pick<Bot, 'clock'>, leadId: string, lead: JsonObject = {}): JsonObject {
  return { id: `${leadId} mql`, leadId, stage: 'mql', occurredAt: bot.clock.now().toISOString(), lead };
}

/** Starts the bot for one test. */
export async function aBot(options: BotOptions): Promise<Bot> {
  const bot = await startBot(options);
  onTestFinished(() => bot.stop());
  return bot;
}

/** Starts the bot; `stop` ends it, and its Slack unless that was given. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { mode = 'http', database } = options;
  const clock = options.clock ?? fixedClock(START.toISOString());
  const startedAt = performance.now();
  const now = () => new Date(clock.now().getTime() + performance.now() - startedAt);
  const teamId = `T${randomUUID().replaceAll('-', '').toUpperCase()}`;
  const slack = options.slack ?? (await createPretendSlack({ now, teamId }));
  const logs: JsonObject[] = [];
  const { botToken, appToken, signingSecret } = slack;
  const app = await createApp({
    database,
    transport: mode === 'http' ? { kind: mode, botToken, signingSecret } : { kind: mode, botToken, appToken },
    slackApiUrl: slack.apiUrl,
    port: 0,
    host: '127.0.0.1',
    intakeToken: 'intakeToken' in options ? options.intakeToken : INTAKE_TOKEN,
    encryptionKey: ENCRYPTION_KEY,
    publicUrl: options.publicUrl,
    admins: options.admins ?? ['UADMIN'],
    greets: options.greets ?? false,
    logger: pino({ level: 'trace' }, { write: (line) => logs.push(JSON.parse(line)) }),
    now,
    ticking: options.ticking ?? false,
    ...(options.leaseMs ? { leaseMs: options.leaseMs } : {}),
  });
  const url = `${app.url}/slack/events`;
  slack.connect(mode === 'http' ? { mode, url, signingSecret } : { mode });
  let errorsExpected = false;
  const told = new Set<EphemeralMessage>();

  const bot: Bot = {
    slack,
    clock,
    app,
    ctx: app.contextFor(SYSTEM),
    logs,
    async post(items) {
      const response = await postFacts(app.url, items);
      const count = Array.isArray(items) ? items.length : 1;
      expect(await response.json()).toEqual({ recorded: count, duplicates: 0, rejected: [] });
    },
    request: (path, init) => fetch(app.url + path, init),
    sees: (where, ...words) => findWords(slack, () => slack.messages(where), words),
    async isTold(userId, ...words) {
      const unseen = () => slack.ephemerals.filter((one) => one.userId === userId && !told.has(one));
      const answer = await findWords(slack, unseen, words);
      told.add(answer);
      return answer;
    },
    async asks(userId, text, asked = {}) {
      const before = new Set(slack.ephemerals);
      const ack = await slack.user(userId).command('/funnel', text, asked);
      expect(ack.status).toBe(200);
      const answer = await slack.until(
        () => slack.ephemerals.find((one) => one.userId === userId && !before.has(one)),
        PATIENCE_MS,
      );
      told.add(answer);
      return answer;
    },
    passes(ms) {
      clock.advance(ms);
      app.wake();
    },
    until: (check) => slack.until(check, PATIENCE_MS),
    expectErrors() {
      errorsExpected = true;
    },
    async stop() {
      await app.stop();
      if (!options.slack) await slack.close();
      expect(slack.faults).toEqual([]);
      if (!errorsExpected) expect(logs.filter((line) => Number(line.level) >= ERROR_LEVEL)).toEqual([]);
    },
  };
  return bot;
}

export function postFacts(url: string, items: unknown, token = INTAKE_TOKEN): Promise<Response> {
  return fetch(`${url}/api/stage-changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(items),
  });
}

/** Every piece of text that a reader sees, one a line: mentions as `<@U…>`, buttons as `[Accept]`. */
export function wordsOf({ blocks, text }: { blocks: JsonObject[]; text?: string }): string {
  return [text ?? '', ...blocks.map(textOf)].join('\n');
}

export function wordsOfView(view: SlackView | undefined): string {
  return view ? `${view.title}\n${wordsOf(view)}` : '';
}

export function buttonsOf(message: { blocks: JsonObject[] }): string[] {
  return [...wordsOf(message).matchAll(/\[(.+?)\]/g)].map((match) => match[1] ?? '');
}

async function findWords<Shown extends SlackMessage | EphemeralMessage>(
  slack: PretendSlack,
  list: () => Shown[] | Promise<Shown[]>,
  words: readonly string[],
): Promise<Shown> {
  const find = async () => {
    const shown = await list();
    return shown.findLast((message) => words.every((word) => wordsOf(message).includes(word)));
  };
  return slack.until(find, PATIENCE_MS).catch(async () => {
    const shown = (await list()).map(wordsOf).join('\n---\n');
    throw new Error(`Nothing shown holds ${JSON.stringify(words)}; there is only:\n${shown || 'nothing'}`);
  });
}

function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join(' ');
  if (!isObject(part)) return typeof part === 'string' ? part : '';
  if (part.type === 'user') return `<@${stringOf(part.user_id)}>`;
  if (part.type === 'button') return `[${textOf(part.text)}]`;
  if (part.type === 'date') return stringOf(part.fallback);
  const order = ['label', 'title', 'text', 'description', 'hint', 'element', 'elements', 'rows', 'accessory'];
  return [...order, 'options']
    .map((name) => textOf(part[name]))
    .filter((piece) => piece !== '')
    .join(part.type === 'rich_text' ? '\n' : ' ')
    .trim();
}
