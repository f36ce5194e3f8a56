import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type RunningApp } from './app.ts';
import { type Config, loadConfig } from './config.ts';
import { openDatabase } from './db/open-database.ts';
import { AppError, ConfigError } from './errors.ts';
import { openPlayground } from './open-playground.ts';

/** Starts the bot, or the playground where there are no tokens. */
async function main(): Promise<void> {
  const config = loadConfig();
  const started =
    config.slack.kind === 'playground' ? await openPlayground(config) : await openBot(config, config.slack);
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await started.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function openBot(
  config: Config,
  transport: Exclude<Config['slack'], { kind: 'playground' }>,
): Promise<Pick<RunningApp, 'stop'>> {
  const logger = pino({ level: config.logLevel });
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: join(config.dataDir, 'pg'),
    onProgress: (message) => logger.info(message),
    onError: (error) => logger.warn({ err: error }, 'a database connection broke and is replaced'),
  });
  try {
    const app = await createApp({ ...config, database, transport, logger });
    logger.info(
      { url: app.url, mode: transport.kind, workspace: app.workspaceId },
      'funnel-alerts is running',
    );
    return {
      async stop() {
        await app.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof AppError) console.error(error.message);
  else if ((error as { code?: string }).code === 'EADDRINUSE') {
    console.error(
      `The port is taken: ${(error as Error).message}. Stop whatever uses it, or set PORT to another one.`,
    );
  } else console.error(error);
  process.exit(1);
});
