import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { type Connection, lockConnection } from './connection.ts';
import { ownerKey } from './owners.ts';

/** What can be set of a connection; each holds for what is received from now on. Absent: it stays as it is. */
export type ConnectionChanges = Partial<Pick<Connection, 'fields' | 'owners' | 'rule' | 'options'>>;

const MOST_FIELDS = 60;
const LONGEST_PATH = 300;
const MOST_OWNERS = 200;

/** @throws {InvalidInputError} for what cannot be. */
export async function changeConnection(
  ctx: Context,
  connectionId: string,
  changes: ConnectionChanges,
): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  const after = readChanges(changes);
  await inTransaction(ctx, async (tx) => {
    const { name, fields, owners, rule, options } = await lockConnection(tx, connectionId);
    const known: Record<string, unknown> = { fields, owners, rule, options };
    const changed = Object.entries(after).filter(([key, value]) => !isDeepStrictEqual(known[key], value));
    if (changed.length === 0) return;
    await tx.db
      .update(connections)
      .set(Object.fromEntries(changed))
      .where(and(eq(connections.workspaceId, tx.workspaceId), eq(connections.connectionId, connectionId)));
    const before = Object.fromEntries(changed.map(([key]) => [key, known[key]]));
    await recordAudit(tx, 'connection changed', name, { before, after: Object.fromEntries(changed) });
  });
}

function readChanges({ fields, owners, rule, options }: ConnectionChanges): ConnectionChanges {
  return {
    ...(fields ? { fields: readFields(fields) } : {}),
    ...(owners ? { owners: readOwners(owners) } : {}),
    ...(rule === undefined ? {} : { rule: readRule(rule) }),
    ...(options ? { options } : {}),
  };
}

function readFields(given: Readonly<Record<string, string>>): Record<string, string> {
  const fields = Object.entries(given)
    .map(([name, path]) => [name, path.trim()] as const)
    .filter(([, path]) => path !== '');
  if (fields.length > MOST_FIELDS || fields.some(([, path]) => path.length > LONGEST_PATH))
    throw new InvalidInputError(
      say('Name at most {most} fields, each by a path of at most {longest} characters.', {
        ...{ most: MOST_FIELDS, longest: LONGEST_PATH },
      }),
    );
  return Object.fromEntries(fields);
}

function readOwners(given: Readonly<Record<string, string>>): Record<string, string> {
  const owners = Object.entries(given).map(([owner, userId]) => [ownerKey(owner), userId] as const);
  if (owners.length > MOST_OWNERS)
    throw new InvalidInputError(say('Name at most {most} users of the CRM.', { most: MOST_OWNERS }));
  return Object.fromEntries(owners.filter(([owner, userId]) => owner !== '' && userId !== ''));
}

/** A rule without terms is none. */
function readRule(rule: ConnectionChanges['rule']): NonNullable<ConnectionChanges['rule']> | null {
  const score = rule?.score;
  const sources = (rule?.sources ?? []).map((source) => source.trim()).filter(Boolean);
  if (score !== undefined && !Number.isFinite(score))
    throw new InvalidInputError(say('The score must be a number.'));
  return score === undefined && sources.length === 0
    ? null
    : { ...(score === undefined ? {} : { score }), ...(sources.length > 0 ? { sources } : {}) };
}
