import { type Connection, findConnection, listConnections } from '../../connections/connection.ts';
import type { NoteRefusal } from '../../connections/count-refusals.ts';
import { secretsInForce } from '../../connections/secrets.ts';
import { takeEvents } from '../../connections/take-events.ts';
import type { Vault } from '../../connections/vault.ts';
import { type Actor, type Context, SYSTEM } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Directory } from '../../team/directory.ts';
import type { CrmSystem } from '../../vocabulary.ts';
import type { Answer, RawRequest } from './adapter.ts';
import { SYSTEMS } from './systems.ts';

export interface ReceiveDeps {
  contextFor(actor: Actor): Context;
  vault: Vault;
  directory: Pick<Directory, 'find'>;
  onRecorded(count: number): void;
  noteRefusal: NoteRefusal;
}

/** Which of our addresses a request came to; without a connection every one of the system is tried. */
export interface Target {
  system: CrmSystem;
  connectionId: string | undefined;
}

const CONNECTION_ID = /^[a-z0-9-]{1,60}$/;

/**
 * Takes a request of a CRM: finds the connection that it proves to come from, reads it and records what it says. What is
 * answered with 2xx is stored. @throws {InvalidInputError} when the body cannot be read as a whole.
 */
export async function receive(
  deps: ReceiveDeps,
  { system, connectionId }: Target,
  request: RawRequest,
): Promise<Answer> {
  const ctx = deps.contextFor(SYSTEM);
  const { adapter } = SYSTEMS[system];
  const candidates =
    connectionId === undefined ? await listConnections(ctx, system) : await named(ctx, connectionId, system);
  const connected = candidates.filter((one) => !one.disconnectedAt);
  if (connected.length === 0) return nothingConnected(system, candidates.length > 0);
  const whys: string[] = [];
  for (const connection of connected) {
    const { options } = connection;
    const verdict = adapter.verify(
      request,
      secretsInForce(connection, deps.vault, ctx.now()),
      options,
      ctx.now(),
    );
    if (verdict.isGenuine) return take(ctx, deps, connection, request);
    whys.push(verdict.why);
  }
  // Of several nobody knows which one was meant.
  const [only, ...others] = connected;
  const [why = ''] = whys;
  if (only && others.length === 0) await deps.noteRefusal(ctx, only.connectionId, why);
  return answer(401, { error: others.length === 0 ? why : 'No connection knows this request as genuine.' });
}

async function named(ctx: Context, connectionId: string, system: CrmSystem): Promise<Connection[]> {
  if (!CONNECTION_ID.test(connectionId)) return [];
  const found = await findConnection(ctx, connectionId);
  return found?.system === system ? [found] : [];
}

async function take(
  ctx: Context,
  { vault, directory, onRecorded, noteRefusal }: ReceiveDeps,
  connection: Connection,
  request: RawRequest,
): Promise<Answer> {
  const { adapter } = SYSTEMS[connection.system];
  const { connectionId, options, fields } = connection;
  try {
    const reading = adapter.read(request, { connectionId, options, fields });
    const payload = request.body.toString();
    const result = await takeEvents(ctx, vault, connection, { ...reading, payload }, directory);
    if (result.recorded + result.erased + result.merged > 0) onRecorded(result.recorded);
    const { recorded, duplicates, faults } = result;
    return adapter.acknowledge?.(reading) ?? answer(200, { recorded, duplicates, rejected: faults });
  } catch (error) {
    if (error instanceof InvalidInputError) await noteRefusal(ctx, connectionId, error.message);
    throw error;
  }
}

function nothingConnected(system: CrmSystem, wasConnected: boolean): Answer {
  return wasConnected
    ? answer(410, { error: 'This connection has been disconnected. Stop sending, or connect again.' })
    : answer(404, {
        error: `Nothing is connected here for ${system}. An admin connects it in Slack with /funnel connections, which shows the address.`,
      });
}

function answer(status: number, body: unknown): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
