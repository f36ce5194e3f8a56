import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Receiver,
  type Logger as SlackLogger,
  SocketModeReceiver,
} from '@slack/bolt';
import { conversing } from '../words/voice.ts';
import { registerListeners } from './listeners.ts';
import type { SlackDeps } from './slack-deps.ts';
import { slackLogger } from './slack-logger.ts';
import { clientOptions, type SlackIdentity } from './web-client.ts';

export const SLACK_EVENTS_PATH = '/slack/events';

export interface SlackApp {
  /** Answers Slack's requests in HTTP mode; false for every other path. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  start(): Promise<void>;
  /** Takes nothing new, and waits for what is in hand. */
  stop(): Promise<void>;
  /** False while Socket Mode is disconnected. */
  isConnected(): boolean;
}

export type SlackTransport =
  | { kind: 'socket'; botToken: string; appToken: string }
  | { kind: 'http'; botToken: string; signingSecret: string };

/** Bolt on either transport, with every listener of the bot. */
export function createSlackApp(options: {
  transport: SlackTransport;
  slackApiUrl: string | undefined;
  identity: SlackIdentity;
  deps: SlackDeps;
}): SlackApp {
  const { transport, slackApiUrl, identity, deps } = options;
  const logger = slackLogger(deps.logger.child({ part: 'slack' }));
  const link =
    transport.kind === 'socket'
      ? socketLink(transport.appToken, slackApiUrl, logger)
      : httpLink(transport.signingSecret, logger);
  const inHand = new Set<Promise<unknown>>();
  const app = new App({
    token: transport.botToken,
    botId: identity.botId,
    botUserId: identity.botUserId,
    tokenVerificationEnabled: false,
    receiver: link.receiver,
    convoStore: false,
    clientOptions: clientOptions(slackApiUrl),
    logger,
  });
  app.use(async ({ next }) => {
    const work = conversing(next);
    inHand.add(work);
    try {
      await work;
    } finally {
      inHand.delete(work);
    }
  });
  app.error(async (error) => deps.logger.error({ err: error }, 'Slack listener'));
  registerListeners(app, deps);
  return {
    handle: link.handle,
    isConnected: link.isConnected,
    async start() {
      if (transport.kind === 'socket') await app.start();
    },
    async stop() {
      await link.stop();
      await Promise.allSettled(inHand);
    },
  };
}

interface Link extends Pick<SlackApp, 'handle' | 'isConnected' | 'stop'> {
  receiver: Receiver;
}

function httpLink(signingSecret: string, logger: SlackLogger): Link {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: SLACK_EVENTS_PATH, logger });
  return {
    receiver,
    handle(request, response) {
      if (request.url?.split('?')[0] !== SLACK_EVENTS_PATH) return false;
      // Bolt throws for what it does not route, out of reach of any handler: only what Slack sends reaches it.
      if (request.method === 'POST') receiver.requestListener(request, response);
      else response.writeHead(405, { allow: 'POST' }).end();
      return true;
    },
    isConnected: () => true,
    stop: async () => {},
  };
}

/**
 * The socket has retries of its own: once opening a connection has failed for good the client rejects unheard and stays
 * away. It must keep trying for hours, while listeners must not retry at all.
 */
function socketLink(appToken: string, slackApiUrl: string | undefined, logger: SlackLogger): Link {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: 2000,
    installerOptions: {
      clientOptions: {
        ...(slackApiUrl ? { slackApiUrl } : {}),
        retryConfig: { retries: 10_000, factor: 1.3, minTimeout: 500, maxTimeout: 30_000 },
      },
    },
  });
  let connected = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  for (const event of ['disconnecting', 'disconnected', 'reconnecting']) {
    receiver.client.on(event, () => {
      connected = false;
    });
  }
  return {
    receiver,
    handle: () => false,
    isConnected: () => connected,
    stop: () => receiver.client.disconnect(),
  };
}
