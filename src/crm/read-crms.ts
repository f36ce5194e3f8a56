import type { Connection } from '../connections/connection.ts';
import { READING } from '../connections/note-request.ts';
import {
  claimReading,
  LEASE_MS,
  nextReading,
  nextReadingAt,
  noteRead,
  readingPace,
} from '../connections/reading-turns.ts';
import { takeEvents } from '../connections/take-events.ts';
import type { Vault } from '../connections/vault.ts';
import type { Context } from '../context.ts';
import { UnavailableError } from '../errors.ts';
import type { Directory } from '../team/directory.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { CrmReader } from './crm-reader.ts';
import { CrmRefusal, understood } from './crm-refusal.ts';
import type { OpenCrms } from './open-crm.ts';

export interface ReadingDeps {
  openCrm: OpenCrms;
  vault: Vault;
  directory: Pick<Directory, 'find'>;
  onRecorded(count: number): void;
  /** An answer that could not be understood. */
  onError?(error: unknown): void;
}

/** How far back the first look goes: what happened before the connection was made is history, and counts as such. */
const HISTORY_MS = 90 * 24 * 3_600_000;
const AFTER_TROUBLE_MS = 10 * 60_000;

/**
 * Reads what CRMs have kept of their leads since the last look, and records what we have missed. What we know already
 * changes nothing, and a process that dies leaves the rest to the next. Returns when there is more to read.
 */
export async function readCrms(ctx: Context, deps: ReadingDeps): Promise<Date | undefined> {
  for (;;) {
    const connection = await claimReading(ctx);
    if (!connection) return nextReading(ctx);
    try {
      await readOn(ctx, deps, connection);
    } catch (error) {
      if (!(error instanceof CrmRefusal) && !(error instanceof UnavailableError)) throw error;
      if (error instanceof CrmRefusal && error.isOdd) deps.onError?.(error);
      const retryAt = error instanceof CrmRefusal ? error.retryAt : undefined;
      const next = retryAt ?? new Date(ctx.now().getTime() + AFTER_TROUBLE_MS);
      await noteRead(ctx, connection.connectionId, { next, why: `${READING}${error.message}` });
    }
  }
}

async function readOn(ctx: Context, deps: ReadingDeps, connection: Connection): Promise<void> {
  const { connectionId } = connection;
  const reader: CrmReader | undefined = deps.openCrm(connection)?.reader;
  if (!reader) return noteRead(ctx, connectionId, { next: null });
  const from = new Date(connection.connectedAt.getTime() - HISTORY_MS);
  const until = ctx.now().getTime() + LEASE_MS / 2;
  let { cursor } = connection;
  for (;;) {
    const page = await understood(reader.read(cursor, from));
    const { recorded } = await takeEvents(ctx, deps.vault, connection, page, deps.directory);
    if (recorded > 0) deps.onRecorded(recorded);
    cursor = { ...page.cursor };
    if (!page.hasMore) break;
    const isLate = ctx.now().getTime() > until;
    await noteRead(ctx, connectionId, { cursor, ...(isLate ? { next: ctx.now() } : {}) });
    if (isLate) return;
  }
  const { timeZone } = await getWorkspace(ctx);
  const next = nextReadingAt(readingPace(connection), ctx.now(), timeZone);
  await noteRead(ctx, connectionId, { cursor, next });
}
