import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RawRequest, Verdict } from './adapter.ts';

const WINDOW_MS = 5 * 60_000;

export const GENUINE: Verdict = { isGenuine: true };

export function refused(why: string): Verdict {
  return { isGenuine: false, why };
}

/** An HMAC of what is given, piece by piece; bytes stay as they are. */
export function hmac(
  algorithm: 'sha1' | 'sha256',
  secret: string,
  encoding: 'hex' | 'base64',
  ...pieces: readonly (string | Buffer)[]
): string {
  const signature = createHmac(algorithm, secret);
  for (const piece of pieces) signature.update(piece);
  return signature.digest(encoding);
}

/**
 * Whether `given` is what one of the secrets makes of the request. All secrets are tried and texts are compared by
 * digest, so that the time it takes tells nothing.
 */
export function matchesAny(
  secrets: readonly string[],
  given: string,
  expected: (secret: string) => string,
): boolean {
  let matches = false;
  for (const secret of secrets) {
    if (secret !== '' && isSameText(given, expected(secret))) matches = true;
  }
  return matches;
}

/** Whether the request carries a secret itself: in a header, as a bearer token or in its path. */
export function carriesSecret(request: RawRequest, secrets: readonly string[], headerName?: string): boolean {
  const bearer = /^Bearer +(\S+)$/i.exec(headerOf(request.headers, 'authorization') ?? '')?.[1];
  const own = headerName === undefined ? undefined : headerOf(request.headers, headerName);
  return [bearer, own, request.pathSecret].some(
    (given) => given !== undefined && given !== '' && matchesAny(secrets, given, (secret) => secret),
  );
}

/** A header that was sent once; names are in any case. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value.trim() : undefined;
}

/** Why a signed time in epoch milliseconds makes a request too old, or too new, to be believed. */
export function staleness(epochMs: string, now: Date): string | undefined {
  if (!/^\d{13}$/.test(epochMs)) return `Its timestamp "${epochMs.slice(0, 40)}" is not in milliseconds.`;
  const age = now.getTime() - Number(epochMs);
  if (Math.abs(age) <= WINDOW_MS) return undefined;
  const minutes = Math.round(Math.abs(age) / 60_000);
  return `It was signed ${minutes} minutes ${age > 0 ? 'ago' : 'ahead'}; only five are taken. Check the clock of this machine.`;
}

function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
