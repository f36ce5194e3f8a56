import { createHmac } from 'node:crypto';

export type SignedRequest = { path: '/slack/events'; headers: Record<string, string>; body: string };
export type BotResponse = { status: number; body: string };
export type Deliver = (request: SignedRequest) => Promise<BotResponse>;

/** Signs a body as Slack does: HMAC-SHA256 over `v0:timestamp:body`. */
export function signedRequest(
  signingSecret: string,
  now: Date,
  body: string,
  contentType: 'application/x-www-form-urlencoded' | 'application/json',
): SignedRequest {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    path: '/slack/events',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}
