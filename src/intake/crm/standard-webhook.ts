import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { Verdict } from './adapter.ts';
import { GENUINE, headerOf, matchesAny, refused, staleness } from './signatures.ts';

const VERSION = 'v1,';

/** Whether a request says that it is signed as Standard Webhooks (www.standardwebhooks.com) are. */
export function isSigned(headers: IncomingHttpHeaders): boolean {
  return headerOf(headers, 'webhook-signature') !== undefined;
}

/**
 * Whether somebody who knows one of `secrets` signed this body within the last five minutes. The library makes the
 * signature; time is compared here, by the clock that is given.
 */
export function verifyWebhook(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): Verdict {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp') ?? '';
  const given = (headerOf(headers, 'webhook-signature') ?? '').split(/\s+/).filter(Boolean);
  if (!id || given.length === 0)
    return refused('It lacks a header of its signature: webhook-id, webhook-timestamp, webhook-signature.');
  if (!/^\d{10}$/.test(timestamp)) return refused('Its webhook-timestamp is not in seconds.');
  const stale = staleness(`${timestamp}000`, now);
  if (stale) return refused(stale);
  const signedAt = new Date(Number(timestamp) * 1000);
  const keys = secrets.flatMap((secret) => keyOf(secret) ?? []);
  const genuine = given
    .filter((signature) => signature.startsWith(VERSION))
    .some((signature) =>
      matchesAny(
        keys.map((_, index) => String(index)),
        signature,
        (index) => keys[Number(index)]?.sign(id, signedAt, body) ?? '',
      ),
    );
  return genuine
    ? GENUINE
    : refused('Its signature does not fit its body: the secret is another one, or the body was changed.');
}

/** What begins with `whsec_` is a key in base64; whatever else was chosen as a secret is taken as it is. */
function keyOf(secret: string): Webhook | undefined {
  try {
    return secret.startsWith('whsec_')
      ? new Webhook(secret)
      : new Webhook(Buffer.from(secret), { format: 'raw' });
  } catch {
    return undefined;
  }
}
