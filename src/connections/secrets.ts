import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from './connection.ts';
import type { Vault } from './vault.ts';

const storedSecrets = z.array(
  z.object({
    secret: z.string(),
    madeAt: z.iso.datetime(),
    /** Until when an old one still holds; absent: it is the one in force. */
    until: z.iso.datetime().optional(),
  }),
);

export type StoredSecret = z.infer<typeof storedSecrets>[number];

const SECRET_BYTES = 24;

/**
 * A secret that every way of proving a request takes: a key of Standard Webhooks, and without any character that an
 * address would have to escape.
 */
export function newSecret(): string {
  for (;;) {
    const text = randomBytes(SECRET_BYTES).toString('base64');
    if (/^[A-Za-z0-9]+$/.test(text)) return `whsec_${text}`;
  }
}

/** What proves a request now: the stored secrets that hold, and those of the environment. */
export function secretsInForce(connection: Connection, vault: Vault, now: Date): string[] {
  const stored = readSecrets(connection, vault).filter(({ until }) => !until || new Date(until) > now);
  return [...stored.map(({ secret }) => secret), ...vault.environmentSecrets(connection.connectionId)];
}

export function readSecrets({ connectionId, secrets }: Connection, vault: Vault): StoredSecret[] {
  return secrets ? storedSecrets.parse(JSON.parse(vault.open(connectionId, secrets))) : [];
}

export function sealSecrets(connectionId: string, secrets: readonly StoredSecret[], vault: Vault): string {
  return vault.seal(connectionId, JSON.stringify(secrets));
}
