import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '../errors.ts';

/**
 * Takes `<folder>.lock` for this process and returns the function that frees it.
 * SQLite holds a lock of the operating system, which ends with the process however that ends; a pid file would go stale.
 * @throws {UnavailableError} when another process has it.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(`${folder}.lock`, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    lock.close();
    throw new UnavailableError(
      `Another process is using the embedded database in ${folder}. Stop the bot (or the other command) first, or set DATABASE_URL to a Postgres server, which several processes can share.`,
      { cause: error },
    );
  }
  return () => lock.close();
}
