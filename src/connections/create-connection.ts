import { and, eq, like, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { connections, stageChanges } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isReservedOrigin } from '../leads/reserved-origins.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import type { CrmSystem } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Connection, getConnection } from './connection.ts';
import { newSecret, sealSecrets } from './secrets.ts';
import { defaultStages } from './stage-of-value.ts';
import type { Vault } from './vault.ts';

export interface NewConnection {
  system: CrmSystem;
  name: string;
  /** What the CRM has made; absent: we make one. */
  secret?: string | undefined;
  options?: Record<string, unknown> | undefined;
}

export interface CreatedConnection {
  connection: Connection;
  /** The secret that we made, to be shown once; absent where it was given, or must come from the environment. */
  secret: string | undefined;
}

const LONGEST_NAME = 60;
const LONGEST_ID = 40;

/**
 * Connects a CRM, a form or another tool. At first it only measures: nobody is told of what it reports. One that was
 * disconnected and is connected again under the same name goes on where it was.
 */
export async function createConnection(
  ctx: Context,
  vault: Vault,
  input: NewConnection,
): Promise<CreatedConnection> {
  requireAdmin(ctx, 'connect a CRM');
  const name = input.name.trim();
  if (name === '' || name.length > LONGEST_NAME)
    throw new InvalidInputError(
      say('Give the connection a name of 1 to {most} characters.', { most: LONGEST_NAME }),
    );
  return inTransaction(ctx, async (tx) => {
    const former = await lockNamed(tx, name);
    if (former && !former.disconnectedAt)
      throw new InvalidInputError(
        say('There is a connection called “{name}” already. Choose another name.', { name }),
      );
    const again = former?.system === input.system ? former.connectionId : undefined;
    const connectionId = again ?? (await freeId(tx, name, input.system));
    const { secret: given, options = {} } = input;
    const secret = given?.trim() || (vault.canStore ? newSecret() : undefined);
    const begun = {
      name,
      ...{ options, secrets: secret ? sealed(tx, connectionId, secret, vault) : null, handsOver: false },
      ...{ connectedAt: tx.now(), connectedBy: actorId(tx), disconnectedAt: null },
      ...{ refused: 0, refusedAt: null, refusedWhy: null },
    };
    await tx.db
      .insert(connections)
      .values({
        ...{ workspaceId: tx.workspaceId, connectionId, system: input.system },
        ...begun,
        stages: defaultStages(input.system),
      })
      .onConflictDoUpdate({ target: [connections.workspaceId, connections.connectionId], set: begun });
    await recordAudit(tx, 'connection made', name, { system: input.system, connectionId });
    return { connection: await getConnection(tx, connectionId), secret: given ? undefined : secret };
  });
}

function sealed(ctx: Context, connectionId: string, secret: string, vault: Vault): string {
  return sealSecrets(connectionId, [{ secret, madeAt: ctx.now().toISOString() }], vault);
}

/** Under a lock on the workspace's connections, so that two admins do not choose one name at once. */
async function lockNamed(ctx: Context, name: string) {
  const found = await ctx.db
    .select({
      connectionId: connections.connectionId,
      system: connections.system,
      name: connections.name,
      disconnectedAt: connections.disconnectedAt,
    })
    .from(connections)
    .where(eq(connections.workspaceId, ctx.workspaceId))
    .for('update');
  const same = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  return same.find((one) => !one.disconnectedAt) ?? same[0];
}

/** The name as it may stand in an address. Facts are named after it, so nobody may have reported under it before. */
async function freeId(ctx: Context, name: string, system: CrmSystem): Promise<string> {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, '');
  const base = words || system;
  const rows = await ctx.db
    .select({ id: connections.connectionId })
    .from(connections)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), like(connections.connectionId, `${base}%`)));
  const taken = new Set(rows.map((row) => row.id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id) && !isReservedOrigin(id) && !(await hasFacts(ctx, id))) return id;
  }
}

async function hasFacts(ctx: Context, origin: string): Promise<boolean> {
  const [found] = await ctx.db
    .select({ one: sql`1` })
    .from(stageChanges)
    .where(and(eq(stageChanges.workspaceId, ctx.workspaceId), eq(stageChanges.origin, origin)))
    .limit(1);
  return found !== undefined;
}
