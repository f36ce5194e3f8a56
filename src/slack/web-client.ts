import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { UnavailableError } from '../errors.ts';
import { slackLogger } from './slack-logger.ts';

export type SlackClient = webApi.WebClient;

export interface SlackIdentity {
  teamId: string;
  botId: string;
  botUserId: string;
}

/**
 * How calls to Slack behave: no retries inside the client, since a repeated post is a doubled message, and a refusal
 * for rate reported at once instead of pausing everything. The outbox decides when to try again.
 */
export function clientOptions(slackApiUrl: string | undefined): webApi.WebClientOptions {
  return {
    ...(slackApiUrl ? { slackApiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  };
}

export function createSlackClient(
  botToken: string,
  slackApiUrl: string | undefined,
  logger: Logger,
): SlackClient {
  return new webApi.WebClient(botToken, { ...clientOptions(slackApiUrl), logger: slackLogger(logger) });
}

/** Who the bot is. @throws {UnavailableError} that says which token to look at. */
export async function identifyBot(client: SlackClient): Promise<SlackIdentity> {
  try {
    const { team_id: teamId, bot_id: botId, user_id: botUserId } = await client.auth.test();
    if (!teamId || !botUserId) throw new Error('Slack did not say which team and user this token is for');
    return { teamId, botId: botId ?? '', botUserId };
  } catch (error) {
    const code = slackErrorCode(error);
    throw new UnavailableError(
      code
        ? `Slack refuses SLACK_BOT_TOKEN (${code}). Copy the Bot User OAuth Token again from OAuth & Permissions, after (re)installing the app.`
        : `Slack cannot be reached: ${error instanceof Error ? error.message : String(error)}. Check the network and SLACK_API_URL.`,
      { cause: error },
    );
  }
}

/** Slack's own word for a refusal, such as `channel_not_found`; undefined when Slack did not answer. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? String(error.data.error) : undefined;
}
