import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '../errors.ts';

const SQLITE_BUSY = 5;

/**
 * Takes `<folder>.lock` for this process and returns the function that frees it.
 * SQLite holds a lock of the operating system, which ends with the process however that ends; a pid file would go stale.
 * @throws {UnavailableError} when another process has it, or the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${folder}.lock`, { timeout: 0 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return lock.close.bind(lock);
  } catch (error) {
    lock?.close();
    throw isBusy(error) ? takenFolder(folder, error) : unusableFolder(folder, error);
  }
}

/** A folder that cannot be made or written. */
export function unusableFolder(folder: string, cause: unknown): UnavailableError {
  return new UnavailableError(
    `The folder of the embedded database, ${folder}, cannot be used: ${(cause as Error).message}. Make it writable, or set FUNNEL_DATA_DIR to another one.`,
    { cause },
  );
}

function takenFolder(folder: string, cause: unknown): UnavailableError {
  return new UnavailableError(
    `Another process is using the embedded database in ${folder}. Stop the bot (or the other command) first, or set DATABASE_URL to a Postgres server, which several processes can share.`,
    { cause },
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
