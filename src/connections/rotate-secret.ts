import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { lockConnection } from './connection.ts';
import { newSecret, readSecrets, sealSecrets } from './secrets.ts';
import type { Vault } from './vault.ts';

const DEFAULT_OVERLAP_HOURS = 24;
const MOST_OVERLAP_HOURS = 24 * 30;
const HOUR_MS = 3_600_000;

/**
 * A new secret takes the place of the old one, which holds for `overlapHours` more (a day), so that nothing is refused
 * while the sender is changed. Returns the secret that we made; undefined where it was given.
 */
export async function rotateSecret(
  ctx: Context,
  vault: Vault,
  input: { connectionId: string; secret?: string | undefined; overlapHours?: number | undefined },
): Promise<{ secret: string | undefined; oldUntil: Date }> {
  requireAdmin(ctx, 'connect a CRM');
  const { connectionId, overlapHours = DEFAULT_OVERLAP_HOURS } = input;
  if (!(overlapHours >= 0 && overlapHours <= MOST_OVERLAP_HOURS))
    throw new InvalidInputError(
      say('The old secret may hold for 0 to {most} hours more.', { most: MOST_OVERLAP_HOURS }),
    );
  const given = input.secret?.trim() || undefined;
  const secret = given ?? newSecret();
  return inTransaction(ctx, async (tx) => {
    const connection = await lockConnection(tx, connectionId);
    const now = tx.now();
    const oldUntil = new Date(now.getTime() + overlapHours * HOUR_MS);
    const old = readSecrets(connection, vault)
      .filter(({ until }) => !until || new Date(until) > now)
      .map((one) => ({ ...one, until: earlier(one.until, oldUntil.toISOString()) }));
    const secrets = sealSecrets(connectionId, [{ secret, madeAt: now.toISOString() }, ...old], vault);
    await tx.db
      .update(connections)
      .set({ secrets })
      .where(and(eq(connections.workspaceId, tx.workspaceId), eq(connections.connectionId, connectionId)));
    await recordAudit(tx, 'connection secret changed', connection.name, { connectionId, overlapHours });
    return { secret: given ? undefined : secret, oldUntil };
  });
}

function earlier(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other;
}
