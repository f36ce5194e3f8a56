import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file as messages show it. Its content is under its id. */
export type SharedFile = { id: string; name: string; title: string; mimetype: string; size: number };

export type FileStore = {
  /** Makes room for a file of so many bytes, and names the place. */
  announce(name: string, size: number): string;
  /** Takes the bytes of an announced file, once; false when they are none that were announced. */
  receive(id: string, bytes: Buffer): boolean;
  /** Undefined until its bytes are there. */
  received(id: string, title: string | undefined): SharedFile | undefined;
  content(id: string): Buffer | undefined;
  /** False when there is no such file. */
  remove(id: string): boolean;
};

const MIME_TYPES: Record<string, string> = { '.csv': 'text/csv; charset=utf-8' };

/** Contents are kept in `files/` of the data folder, beside the messages that share them; without one, in memory. */
export function createFileStore(options: {
  dataDir?: string | undefined;
  log: (message: string) => void;
}): FileStore {
  const folder = options.dataDir === undefined ? undefined : join(options.dataDir, 'files');
  const announced = new Map<string, { name: string; size: number; isReceived: boolean }>();
  const contents = new Map<string, Buffer>();

  function keep(id: string, bytes: Buffer): void {
    contents.set(id, bytes);
    if (!folder) return;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, id), bytes);
      contents.delete(id);
    } catch (error) {
      options.log(`The playground's file cannot be kept in ${folder}: ${(error as Error).message}`);
    }
  }

  function content(id: string): Buffer | undefined {
    if (!/^F0[0-9A-F]{32}$/.test(id)) return undefined;
    return contents.get(id) ?? (folder ? readIfThere(join(folder, id)) : undefined);
  }

  return {
    announce(name, size) {
      const id = `F0${randomUUID().replaceAll('-', '').toUpperCase()}`;
      announced.set(id, { name, size, isReceived: false });
      return id;
    },
    receive(id, bytes) {
      const file = announced.get(id);
      if (!file || file.isReceived || file.size !== bytes.length) return false;
      file.isReceived = true;
      keep(id, bytes);
      return true;
    },
    received(id, title) {
      const file = announced.get(id);
      if (!file?.isReceived) return undefined;
      const { name, size } = file;
      const mimetype = MIME_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
      return { id, name, title: title || name, mimetype, size };
    },
    content,
    remove(id) {
      if (content(id) === undefined) return false;
      contents.delete(id);
      if (folder) rmSync(join(folder, id), { force: true });
      return true;
    },
  };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
