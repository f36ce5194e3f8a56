import { Command } from 'commander';
import type { Config } from '../config.ts';
import { listConnectionHealth } from '../connections/connection-health.ts';
import { createVault } from '../connections/vault.ts';
import type { Context } from '../context.ts';
import { AppError, ConfigError } from '../errors.ts';
import { countLeads } from '../leads/count-leads.ts';
import { sumSpend } from '../spend/sum-spend.ts';
import { connectionLines, type Mark } from './connection-lines.ts';
import { counted } from './import-summary.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

/** What Slack says of the tokens. */
interface SlackFindings {
  team: string;
  missing: { needed: string[]; optional: string[] };
  clockAheadMs: number | undefined;
  appTokenFault: string | undefined;
}

export interface DoctorDeps {
  loadConfig: () => Config;
  /** @throws {AppError} when Slack refuses the bot token, or cannot be reached. */
  checkSlack: (tokens: {
    botToken: string;
    appToken?: string | undefined;
    apiUrl?: string | undefined;
  }) => Promise<SlackFindings>;
}

type Say = (mark: Mark, text: string) => void;

/** Slack refuses what is signed more than five minutes off; a minute says that nobody sets the clock. */
const MOST_CLOCK_OFF_MS = 60_000;
const TIMEOUT_MS = 5_000;

/** `funnel doctor`: whether this installation can work, and what to do where it cannot. Exits with 1 then. */
export function doctorCommand(open: OpenContext, terminal: Terminal, deps: DoctorDeps): Command {
  return new Command('doctor')
    .description('check configuration, Slack, database, public address and connections')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .action(async ({ workspace }: { workspace?: string }) => {
      const say: Say = (mark, text) => {
        terminal.answer(`${mark.padEnd(8)}${text}`);
        if (mark === 'fault') terminal.exitWith(1);
      };
      /** One part that fails keeps none of the others from being looked at. */
      const orFaults = async (look: () => unknown) => {
        try {
          await look();
        } catch (error) {
          if (!(error instanceof AppError || error instanceof ConfigError)) throw error;
          for (const fault of error instanceof ConfigError ? error.faults : [error.message])
            say('fault', fault);
        }
      };
      say('ok', `Node ${process.versions.node}`);
      await orFaults(async () => {
        const config = deps.loadConfig();
        sayConfig(config, say);
        await orFaults(() => saySlack(config, deps, say));
        await sayPublicUrl(config, say);
        await orFaults(() =>
          open({ workspace }, async ({ ctx, workspace: found }) => {
            say('ok', 'The database can be reached and is up to date.');
            say('ok', `Workspace ${found.workspaceId}, time zone ${found.timeZone}.`);
            await sayContents(ctx, found.currency, say);
            const list = await listConnectionHealth(ctx, createVault(config));
            for (const [mark, text] of list.flatMap((health) => connectionLines(health, config)))
              say(mark, text);
            if (list.length === 0) say('missing', 'No CRM is connected. In Slack: /funnel connections');
          }),
        );
      });
    });
}

async function sayContents(ctx: Context, currency: string | null, say: Say): Promise<void> {
  const { leads, mqls, sqls } = await countLeads(ctx);
  const { entries, total } = await sumSpend(ctx);
  if (leads === 0) say('missing', 'There are no leads yet: npm run funnel -- import --help');
  else say('ok', `${counted(leads, 'lead')}, ${counted(mqls, 'MQL')}, ${counted(sqls, 'SQL')}.`);
  if (entries === 0) say('missing', 'There is no spend yet: npm run funnel -- import-spend --help');
  else say('ok', `${counted(entries, 'entry', 'entries')} of spend, ${total} ${currency ?? ''} in all.`);
}

function sayConfig(config: Config, say: Say): void {
  if (config.slack.kind === 'playground') {
    say('missing', 'Slack: SLACK_BOT_TOKEN is not set, so npm start opens the playground.');
  } else {
    say('ok', `Slack: tokens for ${config.slack.kind === 'socket' ? 'Socket Mode' : 'HTTP'} are set.`);
  }
  if (config.intakeToken === undefined) {
    say('missing', 'Intake: INTAKE_TOKEN is not set, so POST /api/stage-changes refuses everything.');
  } else say('ok', 'Intake: a token is set.');
  if (config.encryptionKey === undefined) {
    say(
      'missing',
      'Secrets: FUNNEL_ENCRYPTION_KEY is not set, so those of connections come from FUNNEL_SECRET_… only.',
    );
  } else say('ok', 'Secrets: they are stored encrypted.');
  say(
    'ok',
    config.databaseUrl === undefined
      ? `Database: embedded, in ${config.dataDir}; for production set DATABASE_URL to a Postgres server.`
      : 'Database: the Postgres server of DATABASE_URL.',
  );
}

async function saySlack(
  { slack, slackApiUrl: apiUrl }: Config,
  { checkSlack }: DoctorDeps,
  say: Say,
): Promise<void> {
  if (slack.kind === 'playground') return;
  const appToken = slack.kind === 'socket' ? slack.appToken : undefined;
  const { team, missing, clockAheadMs, appTokenFault } = await checkSlack({
    ...{ botToken: slack.botToken, appToken, apiUrl },
  });
  say('ok', `Slack takes the bot token: workspace ${team}.`);
  if (appTokenFault !== undefined) {
    say(
      'fault',
      `Slack refuses SLACK_APP_TOKEN (${appTokenFault}). Make one with connections:write in Basic Information.`,
    );
  }
  for (const scope of missing.needed)
    say('fault', `The token lacks the scope ${scope}. Install the app again from manifest.yml.`);
  for (const scope of missing.optional)
    say('missing', `The token lacks the optional scope ${scope}. Install the app again from manifest.yml.`);
  if (clockAheadMs === undefined) return;
  const off = Math.round(Math.abs(clockAheadMs) / 1000);
  if (Math.abs(clockAheadMs) > MOST_CLOCK_OFF_MS) {
    say(
      'fault',
      `The clock of this machine is ${off} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} Slack's. Set it by NTP.`,
    );
  } else say('ok', `The clock agrees with Slack's to ${Math.max(1, off)} s.`);
}

async function sayPublicUrl({ publicUrl }: Config, say: Say): Promise<void> {
  if (publicUrl === undefined) {
    say(
      'missing',
      'FUNNEL_PUBLIC_URL is not set: CRMs that call from outside need an address that reaches this machine.',
    );
    return;
  }
  const url = `${publicUrl}/healthz`;
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (status === 200) say('ok', `The public address answers: ${publicUrl}`);
    else say('fault', `${url} answers ${status}: point FUNNEL_PUBLIC_URL, or the proxy, to this bot.`);
  } catch {
    say('fault', `${url} does not answer: start the bot, or point FUNNEL_PUBLIC_URL, or the proxy, to it.`);
  }
}
