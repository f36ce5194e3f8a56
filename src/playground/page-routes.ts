import type { IncomingMessage, ServerResponse } from 'node:http';
import { BotFault } from './bot/bot-gateway.ts';
import { findFile } from './find-file.ts';
import { type ActContext, PageAct, performAct } from './page-acts.ts';
import { loadPageAssets } from './page-assets.ts';
import { readBody } from './read-body.ts';
import { type PageOptions, pageHtml, pageState } from './render/render-page.ts';
import type { Viewer } from './render/viewer.ts';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const FILES_PATH = '/playground/files/';
const PING_MS = 20_000;
/** Changes that come together are told once: each of them is drawn by every page. */
const TELL_AFTER_MS = 100;
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type PageRoutes = {
  /** Answers the page's own paths; false when the path is somebody else's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
};

/** The page's HTTP routes. Only a browser on this machine that opened the page itself may use them. */
export function createPageRoutes(
  options: ActContext & PageOptions & { log: (message: string) => void },
): PageRoutes {
  const { slack } = options;
  const assets = loadPageAssets();
  const watchers = new Set<ServerResponse>();
  let telling: NodeJS.Timeout | undefined;
  const stopListening = slack.onChange(() => {
    telling ??= setTimeout(tellWatchers, TELL_AFTER_MS).unref();
  });

  function tellWatchers(): void {
    telling = undefined;
    for (const watcher of watchers) watcher.write('data: changed\n\n');
  }

  function send(response: ServerResponse, status: number, type: string, body: string): void {
    response.writeHead(status, { ...HEADERS, 'content-type': type });
    response.end(body);
  }

  const sendJson = (response: ServerResponse, status: number, body: unknown) =>
    send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));

  function watch(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\ndata: changed\n\n');
    const ping = setInterval(() => response.write(': still here\n\n'), PING_MS).unref();
    watchers.add(response);
    request.on('close', () => {
      clearInterval(ping);
      watchers.delete(response);
    });
  }

  async function perform(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.origin !== `http://${request.headers.host}`) {
      return sendJson(response, 403, { message: 'Only the playground page itself may do this.' });
    }
    const act = PageAct.safeParse(parsedJson(await readBody(request)));
    if (!act.success)
      return sendJson(response, 400, { message: 'The page sent something unknown; reload it.' });
    try {
      sendJson(response, 200, await performAct(options, act.data));
    } catch (error) {
      if (!(error instanceof BotFault))
        options.log(`The playground could not do "${act.data.kind}": ${error}`);
      const message =
        error instanceof BotFault ? error.message : 'That did not work; the log of the program says why.';
      sendJson(response, 422, { message });
    }
  }

  function download(response: ServerResponse, url: URL): void {
    const file = findFile(slack, viewerOf(url).person, url.pathname.slice(FILES_PATH.length));
    if (!file) {
      send(response, 404, 'text/plain', 'There is no such file.');
      return;
    }
    response.writeHead(200, {
      ...HEADERS,
      'content-type': file.mimetype,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
    response.end(file.content);
  }

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
      return send(
        response,
        403,
        'text/plain',
        'The playground answers on this machine only: open it as http://127.0.0.1.',
      );
    }
    const asset = assets.get(url.pathname.replace('/playground/assets/', ''));
    const isHome = url.searchParams.get('tab') === 'home';
    if (request.method === 'POST' && url.pathname === '/playground/act') return perform(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, 'text/plain', 'Not here.');
    if (asset) return send(response, 200, asset.type, asset.body);
    if (url.pathname.startsWith(FILES_PATH)) return download(response, url);
    if (url.pathname === '/playground/changes') return watch(request, response);
    if (url.pathname === '/playground/state')
      return sendJson(response, 200, pageState(viewerOf(url), isHome, url.searchParams.get('thread')));
    if (url.pathname === '/')
      return send(response, 200, 'text/html; charset=utf-8', pageHtml(viewerOf(url), isHome, options));
    send(response, 404, 'text/plain', 'There is no such page.');
  }

  function viewerOf(url: URL): Viewer {
    const { workspace } = slack;
    const person = workspace.person(url.searchParams.get('as') ?? '') ?? workspace.people[0];
    if (!person) throw new Error('The playground needs at least one person.');
    const rooms = workspace.conversationsOf(person);
    const conversation = rooms.find(({ id }) => id === (url.searchParams.get('in') ?? person.dmId));
    return {
      slack,
      person,
      conversation: conversation ?? ownDm(rooms),
      isBeside: url.searchParams.has('beside'),
    };
  }

  return {
    handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://playground');
      if (url.pathname !== '/' && !url.pathname.startsWith('/playground/')) return false;
      answer(request, response, url).catch((error: unknown) => {
        options.log(`The playground could not answer ${url.pathname}: ${error}`);
        if (response.headersSent) response.destroy();
        else send(response, 500, 'text/plain', 'That did not work; the log of the program says why.');
      });
      return true;
    },
    close() {
      stopListening();
      clearTimeout(telling);
      for (const watcher of watchers) watcher.end();
    },
  };
}

function ownDm<Room extends { kind: string }>(rooms: readonly Room[]): Room {
  const dm = rooms.find(({ kind }) => kind === 'dm');
  if (!dm) throw new Error('Everybody has direct messages with the bot.');
  return dm;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
