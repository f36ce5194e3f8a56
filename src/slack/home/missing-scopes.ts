import { say } from '../../words/say.ts';
import type { SlackDeps } from '../slack-deps.ts';

/** What the manifest calls optional, and what cannot be done without it. */
export const OPTIONAL_SCOPES: Readonly<Record<string, () => string>> = {
  'files:write': () =>
    say(
      'The app lacks the scope `files:write`, so Export CSV cannot send its file. Install it again from the manifest.',
    ),
  'usergroups:read': () =>
    say(
      'The app lacks the scope `usergroups:read`, so user groups that a policy names are not told, and none can hold a role. Install it again from the manifest.',
    ),
};

/** Slack says with each answer which scopes the token has. None are missing where it does not say. */
export async function missingScopes({
  client,
  logger,
}: Pick<SlackDeps, 'client' | 'logger'>): Promise<string[]> {
  try {
    const { response_metadata } = await client.auth.test();
    return withoutScopes(response_metadata?.scopes);
  } catch (error) {
    logger.warn({ err: error }, 'Slack could not be asked for the scopes of the token');
    return [];
  }
}

export function withoutScopes(granted: readonly string[] | undefined): string[] {
  return granted ? Object.keys(OPTIONAL_SCOPES).filter((scope) => !granted.includes(scope)) : [];
}
