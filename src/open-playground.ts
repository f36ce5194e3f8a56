import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type RunningApp } from './app.ts';
import type { Config } from './config.ts';
import { SYSTEM } from './context.ts';
import { openDatabase } from './db/open-database.ts';
import { nextWorkingMorning } from './playground/clock/next-working-morning.ts';
import { createPlaygroundClock } from './playground/clock/playground-clock.ts';
import { createTimeMachine } from './playground/clock/time-machine.ts';
import { createPlayground } from './playground/create-playground.ts';
import { intakeCurl } from './playground/intake-curl.ts';
import { postToIntake } from './playground/post-to-intake.ts';
import { BOT } from './playground/pretend/workspace.ts';
import { postSampleLead, seedSample } from './playground/sample.ts';
import { sampleBurst } from './playground/sample-burst.ts';
import { findMemberCalendar } from './team/find-member-calendar.ts';

/** Protects nothing: everybody may do anything here. It lets connections be tried. */
const PLAYGROUND_KEY = 'playground-encryption-key-of-nobody';
const SIGNING_SECRET = 'playground-signing-secret';

/** The whole bot against a pretend Slack workspace on this machine, with sample data of its own. */
export async function openPlayground(config: Config): Promise<Pick<RunningApp, 'stop'> & { url: string }> {
  const logger = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const say = (message: string) => console.log(message);
  const database = await openDatabase({ dataDir: join(config.dataDir, 'playground'), onProgress: say });
  let app: RunningApp | undefined;
  const machineNow = () => new Date();
  const log = (message: string) => logger.warn(message);
  const slackDir = join(config.dataDir, 'playground-slack');
  const clock = createPlaygroundClock({ machineNow, dataDir: slackDir, log });
  const { now } = clock;
  const address = () => app?.url ?? `http://127.0.0.1:${config.port}`;
  const playground = await createPlayground({
    signingSecret: SIGNING_SECRET,
    deliver: async (request) => {
      const response = await fetch(new URL(request.path, app?.url), {
        method: 'POST',
        headers: request.headers,
        body: request.body,
      });
      return { status: response.status, body: await response.text() };
    },
    dataDir: slackDir,
    now,
    machineNow,
    timeMachine: createTimeMachine({
      clock,
      settle: async () => app?.settle(),
      async nextMorning() {
        if (!app) return now();
        // The bot is no member, so it works when the team does.
        return nextWorkingMorning(await findMemberCalendar(app.contextFor(SYSTEM), BOT.userId), now());
      },
    }),
    hasHomeTab: true,
    log,
    intakeCurl: () => intakeCurl(address(), config.intakeToken, clock.isAhead() ? now() : undefined),
    postLead: async () => {
      if (!app) return;
      await postSampleLead(app.contextFor(SYSTEM));
      app.wake();
    },
    postBurst: () => postToIntake(address(), config.intakeToken, sampleBurst(now())),
  });
  try {
    app = await createApp({
      database,
      transport: { kind: 'http', botToken: playground.botToken, signingSecret: SIGNING_SECRET },
      slackApiUrl: playground.slackApiUrl,
      port: config.port,
      host: config.host,
      intakeToken: config.intakeToken,
      intakeIsOpen: true,
      publicUrl: config.publicUrl,
      hubspotApiUrl: config.hubspotApiUrl,
      encryptionKey: config.encryptionKey ?? PLAYGROUND_KEY,
      secrets: config.secrets,
      greets: false,
      logger,
      now,
      handleElsewhere: playground.handle,
    });
    say('Preparing sample data: two quarters of leads, spend, and some MQLs that are due in minutes.');
    await seedSample(app.contextFor(SYSTEM));
    app.wake();
  } catch (error) {
    await app?.stop();
    await playground.close();
    await database.close();
    throw error;
  }
  const url = `${app.url}/`;
  say(`
funnel-alerts is running in a pretend workspace: open ${url}

  1. Ada has an open card: press Accept. Another lead is due soon: within a minute the bot pings her.
  2. Press "An hour later" and "Tomorrow morning": see what the bot does about leads that nobody decided.
  3. Type "/funnel pass-rate" in the box below the messages.
  4. Hand over a lead of your own:

     ${intakeCurl(address(), config.intakeToken).replaceAll('\n', '\n     ')}

Nothing here touches Slack. To run it in your workspace, see "Run it in your Slack" in README.md. Ctrl+C stops it.
`);
  const running = app;
  return {
    url,
    async stop() {
      playground.closePages();
      await running.stop();
      await playground.close();
      await database.close();
    },
  };
}
