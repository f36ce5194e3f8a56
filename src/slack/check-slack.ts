import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { parse } from 'yaml';
import { UnavailableError } from '../errors.ts';
import { createSlackClient, identifyBot, slackErrorCode } from './web-client.ts';

export interface SlackCheck {
  team: string;
  /** What the manifest asks for and the token lacks: what the bot cannot do without, and the rest. */
  missing: { needed: string[]; optional: string[] };
  /** The machine's clock minus Slack's; undefined where Slack does not say the time. */
  clockAheadMs: number | undefined;
  /** What Slack says against the app-level token; undefined: it is right, or there is none. */
  appTokenFault: string | undefined;
}

interface Manifest {
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
}

const SLACK_API_URL = 'https://slack.com/api/';
const TIMEOUT_MS = 10_000;

/** Asks Slack what the tokens are worth. @throws {UnavailableError} when it refuses the bot token, or is not reached. */
export async function checkSlack(
  {
    botToken,
    appToken,
    apiUrl,
  }: { botToken: string; appToken?: string | undefined; apiUrl?: string | undefined },
  logger: Logger,
): Promise<SlackCheck> {
  const client = createSlackClient(botToken, apiUrl, logger);
  const { teamId } = await identifyBot(client);
  const { response_metadata, team } = await client.auth.test();
  const granted = response_metadata?.scopes;
  const lacks = (scopes: readonly string[]) =>
    granted ? scopes.filter((scope) => !granted.includes(scope)) : [];
  const { bot, bot_optional } = scopesOfManifest();
  return {
    team: typeof team === 'string' ? team : teamId,
    missing: { needed: lacks(bot), optional: lacks(bot_optional) },
    clockAheadMs: await clockAhead(apiUrl ?? SLACK_API_URL),
    appTokenFault: appToken === undefined ? undefined : await appTokenFault(appToken, apiUrl, logger),
  };
}

function scopesOfManifest(): Manifest['oauth_config']['scopes'] {
  const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  return (parse(text) as Manifest).oauth_config.scopes;
}

/** As the answer's own date says, which has whole seconds. */
async function clockAhead(apiUrl: string): Promise<number | undefined> {
  try {
    const { headers } = await fetch(new URL('api.test', apiUrl), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const said = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(said) ? undefined : Date.now() - said;
  } catch (error) {
    throw new UnavailableError('Slack cannot be reached. Check the network and SLACK_API_URL.', {
      cause: error,
    });
  }
}

async function appTokenFault(
  appToken: string,
  apiUrl: string | undefined,
  logger: Logger,
): Promise<string | undefined> {
  try {
    await createSlackClient(appToken, apiUrl, logger).apps.connections.open({});
    return undefined;
  } catch (error) {
    return slackErrorCode(error) ?? 'no answer';
  }
}
