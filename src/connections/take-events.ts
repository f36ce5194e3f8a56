import type { Context } from '../context.ts';
import { askForCards } from '../leads/ask-for-cards.ts';
import type { Directory } from '../team/directory.ts';
import { type Connection, findConnection } from './connection.ts';
import type { CrmEvent } from './crm-event.ts';
import { newsSince } from './handing-over.ts';
import { applyMapping } from './map-values.ts';
import { noteTaken } from './note-request.ts';
import { type EventsResult, recordEvents } from './record-events.ts';
import type { Vault } from './vault.ts';

/** A genuine request, read. */
export interface ReadRequest {
  events: readonly CrmEvent[];
  faults: readonly string[];
  /** What was received; undefined: nothing was, we have read it ourselves. */
  payload?: string | undefined;
}

/** Records what a request says and notes how the connection fares. All of it is stored when this returns. */
export async function takeEvents(
  ctx: Context,
  vault: Vault,
  connection: Connection,
  { events, faults, payload }: ReadRequest,
  directory: Pick<Directory, 'find'>,
): Promise<Omit<EventsResult, 'values'>> {
  const { values, ...result } = await recordEvents(ctx, connection, events, directory);
  const times = events.flatMap((event) => (event.kind === 'erase' ? [] : [event.occurredAt.getTime()]));
  const all = [...faults, ...result.faults];
  const now = await noteTaken(ctx, vault, connection, {
    newestAt: times.length > 0 ? new Date(Math.max(...times)) : undefined,
    values,
    faults: all,
    // An erasure leaves nothing behind that it came with or that came before it.
    payload: result.erased > 0 ? '' : payload,
  });
  if (now) await followChanges(ctx, connection, now);
  return { ...result, faults: all };
}

/** Whoever changed the connection while this was being recorded has not seen it: it is done again for this. */
async function followChanges(
  ctx: Context,
  before: Connection,
  now: Pick<Connection, 'stages' | 'handsOver'>,
): Promise<void> {
  const { connectionId } = before;
  if (!isSameMap(before.stages, now.stages)) {
    const connection = await findConnection(ctx, connectionId);
    if (connection) await applyMapping(ctx, connection);
  }
  if (now.handsOver && !before.handsOver) await askForCards(ctx, connectionId, await newsSince(ctx));
}

function isSameMap(a: Connection['stages'], b: Connection['stages']): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
