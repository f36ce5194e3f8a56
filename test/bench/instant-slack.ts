import { once } from 'node:events';
import { createServer } from 'node:http';

export interface InstantSlack {
  /** The address of its Web API. */
  url: string;
  /** Posts answered since it started. */
  posts(): number;
  /** The bodies of the posts from now on are kept, until `takeBodies` is called. */
  keepBodies(): void;
  takeBodies(): string[];
  /** Hears of each update of a message, by its `ts` and with the body, as it arrives. */
  onUpdate(hear: (ts: string, body: string) => void): void;
  stop(): Promise<void>;
}

const IDENTITY = { team_id: 'T1', user_id: 'U0BOT', bot_id: 'B0BOT' };

/** A Slack that knows nothing and answers at once, so that what is measured is the side that calls it. */
export async function startInstantSlack(): Promise<InstantSlack> {
  let calls = 0;
  let posts = 0;
  let kept: string[] | undefined;
  let hearUpdate: (ts: string, body: string) => void = () => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      const isPost = request.url?.endsWith('/chat.postMessage');
      if (isPost) {
        posts += 1;
        kept?.push(Buffer.concat(chunks).toString());
      }
      const body = Buffer.concat(chunks).toString();
      const form = new URLSearchParams(body);
      if (request.url?.endsWith('/chat.update')) hearUpdate(form.get('ts') ?? '', body);
      const user = form.get('user') ?? form.get('users') ?? 'U0BOT';
      const answer = isPost
        ? { ok: true, ts: `${calls}.000001` }
        : { ok: true, ...IDENTITY, channel: { id: `D${calls}` }, user: { id: user, profile: {} } };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    posts: () => posts,
    keepBodies() {
      kept = [];
    },
    takeBodies() {
      const taken = kept ?? [];
      kept = undefined;
      return taken;
    },
    onUpdate(hear) {
      hearUpdate = hear;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
