import type { SlackDeps } from '../slack-deps.ts';

/** What the manifest calls optional, and what cannot be done without it. */
export const OPTIONAL_SCOPES: Readonly<Record<string, string>> = {
  'files:write': 'Export CSV cannot send its file',
  'usergroups:read': 'user groups that a policy names are not told, and none can hold a role',
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
