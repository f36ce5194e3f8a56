import { z } from 'zod';
import { CrmRefusal } from './crm-refusal.ts';

const granted = z.object({ access_token: z.string(), expires_in: z.number().optional() });

export interface OAuthClient {
  /** Where tokens are had. */
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Absent: the app itself is who acts (client credentials). */
  refreshToken?: string | undefined;
}

const TIMEOUT_MS = 10_000;
const ASSUMED_SECONDS = 1500;
const EARLY_MS = 60_000;

/** Access tokens, kept until shortly before they end; many who ask at once wait for one. */
export function createTokens(client: OAuthClient, now: () => Date): (anew: boolean) => Promise<string> {
  let held: { token: Promise<string>; until: number } | undefined;
  return (anew) => {
    if (held && !anew && held.until > now().getTime()) return held.token;
    const asked = ask(client);
    const mine = {
      token: asked.then(({ access_token }) => access_token),
      until: now().getTime() + ASSUMED_SECONDS * 1000 - EARLY_MS,
    };
    held = mine;
    asked.then(
      ({ expires_in = ASSUMED_SECONDS }) => {
        mine.until = now().getTime() + expires_in * 1000 - EARLY_MS;
      },
      () => {
        if (held === mine) held = undefined;
      },
    );
    return mine.token;
  };
}

async function ask({ tokenUrl, clientId, clientSecret, refreshToken }: OAuthClient) {
  const grant = refreshToken
    ? { grant_type: 'refresh_token', refresh_token: refreshToken }
    : { grant_type: 'client_credentials' };
  let response: Response;
  try {
    response = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new CrmRefusal('wait', `${new URL(tokenUrl).host} cannot be reached`, { cause: error });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  const parsed = granted.safeParse(answer);
  if (response.ok && parsed.success) return parsed.data;
  const { error_description: description, message, error } = (answer ?? {}) as Record<string, unknown>;
  const words = String(description ?? message ?? error ?? `HTTP ${response.status}`);
  throw new CrmRefusal(
    response.status >= 500 || response.status === 429 ? 'wait' : 'refused',
    `no access: ${words}`,
  );
}
