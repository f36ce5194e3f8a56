import { Command } from 'commander';
import type { Config } from '../config.ts';
import { AppError, ConfigError } from '../errors.ts';
import { countLeads } from '../leads/count-leads.ts';
import { sumSpend } from '../spend/sum-spend.ts';
import { counted } from './import-summary.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

/** `funnel doctor`: whether this installation can work, and what is missing. */
export function doctorCommand(open: OpenContext, terminal: Terminal, loadConfig: () => Config): Command {
  return new Command('doctor')
    .description('check the configuration and the database')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .action(async ({ workspace }: { workspace?: string }) => {
      const say = (mark: 'ok' | 'missing' | 'fault', text: string) =>
        terminal.answer(`${mark.padEnd(8)}${text}`);
      try {
        say('ok', `Node ${process.versions.node}`);
        sayConfig(loadConfig(), say);
        await open({ workspace }, async ({ ctx, workspace: found }) => {
          const { leads, mqls, sqls } = await countLeads(ctx);
          const { entries, total } = await sumSpend(ctx);
          say('ok', 'The database can be reached and is up to date.');
          say('ok', `Workspace ${found.workspaceId}, time zone ${found.timeZone}.`);
          if (leads === 0) say('missing', 'There are no leads yet: npm run funnel -- import --help');
          else say('ok', `${counted(leads, 'lead')}, ${counted(mqls, 'MQL')}, ${counted(sqls, 'SQL')}.`);
          if (entries === 0) say('missing', 'There is no spend yet: npm run funnel -- import-spend --help');
          else
            say(
              'ok',
              `${counted(entries, 'entry', 'entries')} of spend, ${total} ${found.currency ?? ''} in all.`,
            );
        });
      } catch (error) {
        if (!(error instanceof AppError || error instanceof ConfigError)) throw error;
        for (const fault of error instanceof ConfigError ? error.faults : [error.message])
          say('fault', fault);
        terminal.exitWith(1);
      }
    });
}

function sayConfig(config: Config, say: (mark: 'ok' | 'missing', text: string) => void): void {
  if (config.slack.kind === 'playground') {
    say('missing', 'Slack: SLACK_BOT_TOKEN is not set, so npm start opens the playground.');
  } else {
    say('ok', `Slack: tokens for ${config.slack.kind === 'socket' ? 'Socket Mode' : 'HTTP'} are set.`);
  }
  if (config.intakeToken === undefined) {
    say('missing', 'Intake: INTAKE_TOKEN is not set, so POST /api/stage-changes refuses everything.');
  } else say('ok', 'Intake: a token is set.');
  say(
    'ok',
    config.databaseUrl === undefined
      ? `Database: embedded, in ${config.dataDir}; for production set DATABASE_URL to a Postgres server.`
      : 'Database: the Postgres server of DATABASE_URL.',
  );
}
