import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './errors.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const prefixed = (prefix: string) =>
  z.string().startsWith(prefix, `must start with ${prefix}; copy it again from your app's page at Slack`);

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be a URL such as ${example}` });

const SECRET_PREFIX = 'FUNNEL_SECRET_';

/** Every variable that is read, with what it means. The README's table and `.env.example` say the same. */
export const environmentSchema = z.object({
  SLACK_BOT_TOKEN: prefixed('xoxb-').optional().describe('bot token. Absent: the playground starts'),
  SLACK_APP_TOKEN: prefixed('xapp-').optional().describe('app-level token: Socket Mode'),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(8, 'is too short for a signing secret; copy it from Basic Information')
    .optional()
    .describe('HTTP mode on `/slack/events` (when there is no app token)'),
  SLACK_API_URL: url(/^https?$/, 'https://slack.com/api/')
    .optional()
    .describe("Slack's Web API, for emulators"),
  HUBSPOT_API_URL: url(/^https?$/, 'https://api.hubapi.com')
    .optional()
    .describe("HubSpot's API, for emulators"),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://funnel:secret@localhost:5432/funnel')
    .optional()
    .describe('Postgres. Absent: embedded, in `FUNNEL_DATA_DIR`'),
  FUNNEL_DATA_DIR: z.string().default('.data').describe('folder of the embedded database'),
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000)
    .describe('HTTP: intake, health, metrics, Slack in HTTP mode, playground page'),
  HOST: z.string().optional().describe('address to listen on'),
  INTAKE_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters; make one with: openssl rand -hex 24')
    .optional()
    .describe('bearer token of the intake; absent: intake refuses (except in the playground)'),
  FUNNEL_PUBLIC_URL: url(/^https?$/, 'https://funnel.example.com')
    .optional()
    .describe('where CRMs reach this server; absent: addresses are as each request says'),
  FUNNEL_ADMINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(
        z
          .string()
          .regex(/^[UW][A-Z0-9]+$/, 'must hold Slack user ids such as U012ABCDEF, separated by commas'),
      ),
    )
    .default([])
    .describe('Slack user ids that are admins from the start, comma-separated (workspace admins are too)'),
  FUNNEL_ENCRYPTION_KEY: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -hex 32')
    .optional()
    .describe('needed to store secrets in the database; absent: secrets come from the environment only'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
    .default('info')
    .describe('pino level'),
  NODE_ENV: z.string().optional().describe('`production` keeps the playground from starting'),
});

type SlackMode =
  | { kind: 'socket'; botToken: string; appToken: string }
  | { kind: 'http'; botToken: string; signingSecret: string }
  | { kind: 'playground' };

export interface Config {
  slack: SlackMode;
  slackApiUrl: string | undefined;
  hubspotApiUrl: string | undefined;
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  host: string;
  intakeToken: string | undefined;
  /** Without a slash at its end. */
  publicUrl: string | undefined;
  encryptionKey: string | undefined;
  /** The variables that begin with FUNNEL_SECRET_: secrets of connections. */
  secrets: Readonly<Record<string, string>>;
  admins: readonly string[];
  logLevel: (typeof LOG_LEVELS)[number];
}

/**
 * Reads the environment, after `.env` in the working directory; a variable that is set already wins over the file.
 * `forBot`: also whether the bot could start with it, which a command that only reads the database need not ask.
 * @throws {ConfigError} listing every fault at once.
 */
export function loadConfig(
  environment: Record<string, string | undefined> = readEnvironment(),
  { forBot = true }: { forBot?: boolean } = {},
): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (forBot) faults.push(...faultsOfCombination(given));
  if (!parsed.success || faults.length > 0) throw new ConfigError([...new Set(faults)]);
  const values = parsed.data;
  const slack = slackMode(values);
  return {
    slack,
    slackApiUrl: values.SLACK_API_URL?.replace(/\/*$/, '/'),
    hubspotApiUrl: values.HUBSPOT_API_URL,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.FUNNEL_DATA_DIR),
    port: values.PORT,
    host: values.HOST ?? (slack.kind === 'playground' ? '127.0.0.1' : '::'),
    intakeToken: values.INTAKE_TOKEN,
    publicUrl: values.FUNNEL_PUBLIC_URL?.replace(/\/+$/, ''),
    encryptionKey: values.FUNNEL_ENCRYPTION_KEY,
    secrets: secretsOf(given),
    admins: values.FUNNEL_ADMINS,
    logLevel: values.LOG_LEVEL,
  };
}

function readEnvironment(): Record<string, string | undefined> {
  const file = join(process.cwd(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}

function secretsOf(given: Record<string, string | undefined>): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value && name.startsWith(SECRET_PREFIX)) secrets[name] = value;
  }
  return secrets;
}

function faultsOfCombination(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, NODE_ENV, HOST } = given;
  if (SLACK_BOT_TOKEN && !SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET) {
    faults.push(
      'SLACK_BOT_TOKEN alone is not enough: add SLACK_APP_TOKEN (Socket Mode, no public address needed) or SLACK_SIGNING_SECRET (HTTP)',
    );
  }
  if (!SLACK_BOT_TOKEN && (SLACK_APP_TOKEN || SLACK_SIGNING_SECRET)) {
    faults.push('SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions after installing the app');
  }
  if (!SLACK_BOT_TOKEN && !SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET) {
    if (NODE_ENV === 'production') {
      faults.push(
        'SLACK_BOT_TOKEN is missing, and the playground does not start when NODE_ENV is production',
      );
    }
    if (HOST && !['127.0.0.1', '::1', 'localhost'].includes(HOST)) {
      faults.push(
        'HOST must be 127.0.0.1 without Slack tokens: the playground lets everybody act as anybody',
      );
    }
  }
  return faults;
}

function slackMode(values: z.infer<typeof environmentSchema>): SlackMode {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  if (botToken && appToken) return { kind: 'socket', botToken, appToken };
  if (botToken && signingSecret) return { kind: 'http', botToken, signingSecret };
  return { kind: 'playground' };
}
