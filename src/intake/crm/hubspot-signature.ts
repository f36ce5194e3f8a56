import { createHash } from 'node:crypto';
import type { RawRequest, Verdict } from './adapter.ts';
import { GENUINE, headerOf, hmac, matchesAny, refused, staleness } from './signatures.ts';

const V3 = 'x-hubspot-signature-v3';
const TIMESTAMP = 'x-hubspot-request-timestamp';
const ENCODED = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** What HubSpot's v3 signature is made of: a key over method, address, body and timestamp. */
export function hubspotV3(
  secret: string,
  request: Pick<RawRequest, 'method' | 'url' | 'body'>,
  timestamp: string,
): string {
  return hmac('sha256', secret, 'base64', request.method, request.url, request.body, timestamp);
}

/** The older signature of workflow webhooks, which holds no time. */
export function hubspotV2(secret: string, request: Pick<RawRequest, 'method' | 'url' | 'body'>): string {
  return createHash('sha256')
    .update(secret + request.method + request.url)
    .update(request.body)
    .digest('hex');
}

/** The oldest signature, which holds neither time nor address. */
export function hubspotV1(secret: string, body: Buffer): string {
  return createHash('sha256').update(secret).update(body).digest('hex');
}

/**
 * Whether HubSpot signed the request. Batches of an app need v3: the v1 signature that comes along is for ever, so
 * whoever once saw a batch could send it again. Workflows sign with v2, or v1.
 */
export function verifyHubspot(
  request: RawRequest,
  secrets: readonly string[],
  now: Date,
  isBatch: boolean,
): Verdict {
  const v3 = headerOf(request.headers, V3);
  if (v3 !== undefined) return verifyV3(request, secrets, now, v3);
  if (isBatch)
    return refused('Batches of an app carry the header X-HubSpot-Signature-v3; this one does not.');
  const given = headerOf(request.headers, 'x-hubspot-signature');
  if (given === undefined) {
    return refused(
      'It is not signed. In the workflow, choose "Include request signature in header", or send the secret.',
    );
  }
  const version = headerOf(request.headers, 'x-hubspot-signature-version');
  const isSigned =
    version === 'v1'
      ? matchesAny(secrets, given, (secret) => hubspotV1(secret, request.body))
      : matchesAny(secrets, given, (secret) => hubspotV2(secret, request));
  return isSigned ? GENUINE : refused(WRONG);
}

const WRONG =
  'The signature is wrong. Check that the client secret is that of the app, and that the address in HubSpot is the public one.';

function verifyV3(request: RawRequest, secrets: readonly string[], now: Date, given: string): Verdict {
  const timestamp = headerOf(request.headers, TIMESTAMP);
  if (timestamp === undefined) return refused('The header X-HubSpot-Request-Timestamp is missing.');
  const stale = staleness(timestamp, now);
  if (stale) return refused(stale);
  // The documentation has some characters decoded before signing, the vendor's own library has not.
  const asWritten = matchesAny(secrets, given, (secret) => hubspotV3(secret, request, timestamp));
  const decoded = { ...request, url: request.url.replace(ENCODED, decodeURIComponent) };
  const asDocumented = matchesAny(secrets, given, (secret) => hubspotV3(secret, decoded, timestamp));
  return asWritten || asDocumented ? GENUINE : refused(WRONG);
}
