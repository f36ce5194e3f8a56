import { type FileHandle, open } from 'node:fs/promises';
import { InvalidInputError } from '../../errors.ts';

const CHUNK_BYTES = 256 * 1024;

/** A text file read from its beginning, piece by piece. */
export interface TextFile {
  chunks: AsyncIterable<string>;
  /** 0 for a pipe. */
  totalBytes: number;
  bytesRead: () => number;
}

/**
 * Opens a text in UTF-8 or, by its byte-order mark, UTF-16.
 * @throws {InvalidInputError} naming the cause when it is missing, a folder, empty or no text at all.
 */
export async function openTextFile(path: string): Promise<TextFile> {
  const file = await openFile(path);
  const first = Buffer.alloc(CHUNK_BYTES);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw new InvalidInputError(`${path} is a folder: name a CSV file in it.`);
    const { bytesRead } = await file.read(first, 0, CHUNK_BYTES);
    const start = first.subarray(0, bytesRead);
    const fault = textFault(start);
    if (fault) throw new InvalidInputError(`${path} ${fault}.`);
    const counter = { bytes: bytesRead };
    return {
      chunks: decode(file, start, counter),
      totalBytes: stats.isFile() ? stats.size : 0,
      bytesRead: () => counter.bytes,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const causes: Record<string, string> = {
      ENOENT: `There is no file ${path}. Check the path; it is taken from the folder ${process.cwd()}.`,
      EACCES: `${path} may not be read by this user: change its permissions.`,
      EISDIR: `${path} is a folder: name a CSV file in it.`,
    };
    throw new InvalidInputError(
      causes[code ?? ''] ?? `${path} cannot be read: ${(error as Error).message}.`,
      {
        cause: error,
      },
    );
  }
}

function textFault(start: Buffer): string | undefined {
  if (start.length === 0) return 'is empty';
  if (start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    return 'is a workbook or an archive, not text: save it as "CSV UTF-8" first';
  }
  if (encodingOf(start) === 'utf-8' && start.includes(0)) {
    return 'is binary, not text (it contains NUL bytes): export it as CSV in UTF-8';
  }
  return undefined;
}

function encodingOf(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

async function* decode(
  file: FileHandle,
  start: Buffer,
  counter: { bytes: number },
): AsyncGenerator<string, void, undefined> {
  try {
    const decoder = new TextDecoder(encodingOf(start));
    yield decoder.decode(start, { stream: true });
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      counter.bytes += bytesRead;
      yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
    }
    yield decoder.decode();
  } finally {
    await file.close();
  }
}
