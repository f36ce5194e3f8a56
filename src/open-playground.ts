import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type RunningApp } from './app.ts';
import type { Config } from './config.ts';
import { SYSTEM } from './context.ts';
import { openDatabase } from './db/open-database.ts';
import { createPlayground } from './playground/create-playground.ts';
import { postSampleLead, seedSample } from './playground/sample.ts';

const SIGNING_SECRET = 'playground-signing-secret';

/** The whole bot against a pretend Slack workspace on this machine, with sample data of its own. */
export async function openPlayground(config: Config): Promise<Pick<RunningApp, 'stop'> & { url: string }> {
  const logger = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const say = (message: string) => console.log(message);
  const database = await openDatabase({ dataDir: join(config.dataDir, 'playground'), onProgress: say });
  let app: RunningApp | undefined;
  const now = () => new Date();
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
    dataDir: join(config.dataDir, 'playground-slack'),
    now,
    hasHomeTab: true,
    log: (message) => logger.warn(message),
    intakeCurl: intakeCurl(config),
    postLead: async () => {
      if (!app) return;
      await postSampleLead(app.contextFor(SYSTEM));
      app.wake();
    },
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
  2. Type "/funnel pass-rate" in the box below the messages.
  3. Hand over a lead of your own:

     ${intakeCurl(config).replaceAll('\n', '\n     ')}

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

/** The command that hands over a lead, short enough to be read. */
function intakeCurl({ port, intakeToken }: Config): string {
  const authorization = intakeToken ? `  -H 'Authorization: Bearer ${intakeToken}' \\\n` : '';
  return `curl http://127.0.0.1:${port}/api/stage-changes \\
  -H 'Content-Type: application/json' \\
${authorization}  -d '{ "leadId": "L-1000", "stage": "mql",
        "occurredAt": "'$(date -u +%FT%TZ)'",
        "lead": { "name": "Grace Lee",
                  "company": "Initech",
                  "source": "demo_request" } }'`;
}
