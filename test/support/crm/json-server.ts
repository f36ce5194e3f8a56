import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Parsed JSON, or the fields of a form. */
  body: Record<string, unknown>;
  authorization: string | undefined;
}

export interface Said {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** An HTTP server of a pretend CRM, with every request that it got. It ends with the test. */
export async function startJsonServer(
  answer: (asked: Asked) => Said,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const one: Asked = {
      ...{ method: request.method ?? 'GET', path: decodeURIComponent(pathname), query: searchParams },
      body: bodyOf(request, await textOf(request)),
      authorization: request.headers.authorization,
    };
    asked.push(one);
    const { status, body, headers } = answer(one);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function bodyOf(request: IncomingMessage, text: string): Record<string, unknown> {
  if (text === '') return {};
  const isForm = request.headers['content-type']?.includes('form');
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}
