/**
 * Connections to CRMs in tests: made without Slack, and requests as their senders sign them.
 *
 *   const web = await aConnection(bot);
 *   await web.sends({ leadId: 'L-1', stage: 'mql', occurredAt: … });
 */
import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { createConnection, type NewConnection } from '../../src/connections/create-connection.ts';
import { startHandingOver } from '../../src/connections/handing-over.ts';
import { createVault, type Vault } from '../../src/connections/vault.ts';
import type { Context } from '../../src/context.ts';
import type { Bot } from './run-app.ts';

export const ENCRYPTION_KEY = 'an-encryption-key-of-the-tests-only';

export const vault: Vault = createVault({ encryptionKey: ENCRYPTION_KEY });

export interface Sender {
  connectionId: string;
  secret: string;
  path: string;
  /** Sends one item, or several, and expects all of it to be taken. */
  sends(items: unknown): Promise<void>;
  /** Sends whatever is said and returns what came back. */
  posts(body: string, init?: { headers?: Record<string, string>; path?: string }): Promise<Answered>;
}

interface Answered {
  status: number;
  body: { recorded?: number; duplicates?: number; rejected?: string[]; error?: string };
}

/** A connection of the bot's workspace; it only measures unless told to hand over. */
export async function aConnection(
  bot: Pick<Bot, 'ctx' | 'request'>,
  { handsOver = false, ...input }: Partial<NewConnection> & { handsOver?: boolean } = {},
): Promise<Sender> {
  const { connection, secret = '' } = await createConnection(bot.ctx, vault, {
    ...{ system: 'custom' as const, name: 'Web form' },
    ...input,
  });
  const { connectionId, system } = connection;
  if (handsOver) await startHandingOver(bot.ctx, { connectionId, older: false });
  const path = `/in/${system}/${connectionId}`;
  const posts: Sender['posts'] = async (body, init = {}) => {
    const standard = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const headers = init.headers ?? standard;
    const response = await bot.request(init.path ?? path, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
  };
  return {
    ...{ connectionId, secret, path, posts },
    async sends(items) {
      const { status, body } = await posts(JSON.stringify(items));
      expect({ status, rejected: body.rejected }).toEqual({ status: 200, rejected: [] });
    },
  };
}

/** The headers of a request signed as Standard Webhooks are. */
export function signed(
  ctx: Pick<Context, 'now'>,
  secret: string,
  body: string,
  { id = 'msg_1', at = ctx.now() }: { id?: string; at?: Date } = {},
): Record<string, string> {
  const webhook = secret.startsWith('whsec_')
    ? new Webhook(secret)
    : new Webhook(Buffer.from(secret), { format: 'raw' });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, at, body),
  };
}
