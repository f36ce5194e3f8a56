/** How Slack hands a command, an interaction or an event to the bot. */
import { createHmac } from 'node:crypto';
import { isObject, type JsonObject, parsedJson } from './json.ts';
import type { Ack, World } from './world.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

const answerTimeoutMs = 10_000;

export async function deliver(
  world: World,
  kind: DeliveryKind,
  payload: JsonObject,
  headers: Record<string, string> = {},
): Promise<Ack> {
  const target = world.target;
  if (!target)
    throw new Error('No bot is connected: call slack.connect({ mode: "http", url, signingSecret }) first');
  if (target.mode === 'socket') return { status: 200, body: await world.socket.send(kind, payload) };

  const body = httpBody(kind, payload);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature(target.signingSecret, timestamp, body),
      ...headers,
    },
    body: Buffer.from(body),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parsedJson(text) };
}

/** Version 0; `timestamp` is in seconds. */
function slackSignature(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function httpBody(kind: DeliveryKind, payload: JsonObject): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).filter(([, value]) => value !== undefined);
  const form = fields.map(([name, value]) => [name, formValue(value)] as const);
  return new URLSearchParams(Object.fromEntries(form)).toString();
}

function formValue(value: unknown): string {
  return isObject(value) ? JSON.stringify(value) : String(value);
}
