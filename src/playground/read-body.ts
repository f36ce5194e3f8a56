import type { IncomingMessage } from 'node:http';

const LARGEST_BODY_BYTES = 1024 * 1024;

/** @throws when the body is larger than 1 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request, LARGEST_BODY_BYTES)).toString('utf8');
}

/** @throws when there are more of them. */
export async function readBytes(request: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new Error(`The body is larger than ${largest / 1024 / 1024} MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
