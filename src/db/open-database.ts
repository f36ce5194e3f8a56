import type { Database } from './client.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import { openServerDatabase } from './server.ts';

export interface DatabaseOptions {
  /** Postgres connection string; absent: the embedded database in `dataDir`. */
  url?: string | undefined;
  dataDir: string;
  /** Told what takes long, in words for the person who waits. */
  onProgress?: ((message: string) => void) | undefined;
  onError?: ((error: Error) => void) | undefined;
}

/**
 * Opens and migrates the database.
 * @throws {UnavailableError} when it cannot be reached, is taken by another process, or is newer than this program.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.url
    ? await openServerDatabase(options.url, options.onError)
    : await openEmbeddedDatabase(options.dataDir, options.onProgress);
  try {
    await database.migrate();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
