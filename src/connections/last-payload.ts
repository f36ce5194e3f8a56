import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { connections } from '../db/schema.ts';
import { requireAdmin } from '../team/permissions.ts';
import type { Vault } from './vault.ts';

/** Something that was received, and the path by which it is found. */
export interface PayloadPath {
  path: string;
  example: string;
}

const MOST_DEPTH = 6;
const MOST_PATHS = 95;
const LONGEST_EXAMPLE = 40;

/** What stood where in the request received last; empty where none is kept. */
export async function lastPayloadPaths(
  ctx: Context,
  vault: Vault,
  connectionId: string,
): Promise<PayloadPath[]> {
  requireAdmin(ctx, 'connect a CRM');
  const [row] = await ctx.db
    .select({ sealed: connections.lastPayload })
    .from(connections)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
  return row?.sealed ? payloadPaths(vault.open(connectionId, row.sealed)) : [];
}

/** The paths of a request's body, JSON or a form; of several items those of the first. */
export function payloadPaths(body: string): PayloadPath[] {
  const parsed = parse(body);
  const found = pathsIn(Array.isArray(parsed) ? parsed[0] : parsed, '', 0);
  // Names may hold dots themselves, so that two of them make one path.
  return [...new Map(found.map((one) => [one.path, one])).values()].slice(0, MOST_PATHS);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body.includes('=') ? Object.fromEntries(new URLSearchParams(body)) : undefined;
  }
}

function pathsIn(value: unknown, path: string, depth: number): PayloadPath[] {
  if (typeof value !== 'object' || value === null) {
    return path === '' ? [] : [{ path, example: String(value).slice(0, LONGEST_EXAMPLE) }];
  }
  if (depth === MOST_DEPTH) return [];
  return Object.entries(value)
    .filter(([name]) => !/[|+]/.test(name))
    .flatMap(([name, inside]) => pathsIn(inside, path === '' ? name : `${path}.${name}`, depth + 1));
}
