import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBotGateway } from './bot/bot-gateway.ts';
import type { Deliver } from './bot/signed-request.ts';
import {
  PLAYGROUND_CHANNELS,
  PLAYGROUND_PEOPLE,
  type PlaygroundChannel,
  type PlaygroundPerson,
} from './cast.ts';
import type { TimeMachine } from './clock/time-machine.ts';
import { createPageRoutes } from './page-routes.ts';
import { createPretendSlack } from './pretend/pretend-slack.ts';
import { startSlackServer } from './pretend/slack-server.ts';

export type PlaygroundOptions = {
  signingSecret: string;
  /** Brings a signed request to the bot's `/slack/events`. */
  deliver: Deliver;
  /** Where messages outlive a restart; without it they do not. */
  dataDir?: string;
  people?: readonly PlaygroundPerson[];
  channels?: readonly PlaygroundChannel[];
  now: () => Date;
  /** The clock of the machine, which `now` may be ahead of. */
  machineNow: () => Date;
  /** Has buttons on the page that let time pass. */
  timeMachine?: TimeMachine;
  log: (message: string) => void;
  /** The command that "Try this" shows. */
  intakeCurl: () => string;
  /** Hands over a sample lead; the page has a button for it when given. */
  postLead?: () => Promise<void>;
  /** Hands over several at once, through the intake. */
  postBurst?: () => Promise<void>;
  /** Shows the bot's Home tab beside its messages. */
  hasHomeTab?: boolean;
};

export type Playground = {
  /** For `SLACK_API_URL`; ends with `/api/`. */
  slackApiUrl: string;
  botToken: string;
  /** Answers `/` and `/playground/*`; false when the path is not the page's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends the pages' live connections, which would keep an HTTP server from closing. */
  closePages(): void;
  close(): Promise<void>;
};

/** A pretend Slack workspace for one bot and a page to use it; both are for this machine only. */
export async function createPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { now, machineNow, log, signingSecret, deliver } = options;
  const botToken = `xoxb-playground-${randomUUID()}`;
  const slack = createPretendSlack({
    people: options.people ?? PLAYGROUND_PEOPLE,
    channels: options.channels ?? PLAYGROUND_CHANNELS,
    now,
    dataDir: options.dataDir,
    log,
  });
  const server = await startSlackServer(slack, botToken);
  const bot = createBotGateway({
    slack,
    signingSecret,
    deliver,
    responseOrigin: server.origin,
    machineNow,
  });
  const page = createPageRoutes({
    slack,
    bot,
    postLead: options.postLead,
    postBurst: options.postBurst,
    timeMachine: options.timeMachine,
    hasHomeTab: options.hasHomeTab ?? false,
    intakeCurl: options.intakeCurl,
    log,
  });

  return {
    slackApiUrl: `${server.origin}/api/`,
    botToken,
    handle: page.handle,
    closePages: page.close,
    async close() {
      page.close();
      slack.close();
      await server.close();
    },
  };
}
