/** The HTTP side of the pretend Slack: tokens, planned faults, the record of calls. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isObject, type JsonObject, parsedJson, stringOf } from './json.ts';
import type { PlannedFault, PlannedFaults } from './planned-faults.ts';
import { answerResponse } from './response-urls.ts';
import { parseParams } from './run-method.ts';
import type { Waiting } from './waiting.ts';
import type { SlackCall, World } from './world.ts';

type Answer = { status: number; body: JsonObject; headers?: Record<string, string> };
type HandlerParts = {
  world: World;
  secrets: { botToken: string; appToken: string };
  calls: SlackCall[];
  planned: PlannedFaults;
  waiting: Waiting;
};

export function createHandler(parts: HandlerParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(parts, request, response).catch((error: unknown) => {
      parts.world.faults.push(`the pretend Slack itself failed: ${String(error)}`);
      send(response, { status: 500, body: { ok: false, error: 'internal_error' } });
    });
  };
}

async function handle(
  parts: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, calls, planned, waiting } = parts;
  const url = new URL(request.url ?? '/', world.baseUrl);
  const [, area = '', name = ''] = url.pathname.split('/');
  const method = area === 'response' ? 'response_url' : area === 'upload' ? 'upload' : name;
  const body = await text(request);
  const params = area === 'upload' ? {} : parseParams(bodyOf(request, url, body));
  const call: SlackCall = { method, params, at: world.now(), answer: undefined };
  calls.push(call);
  waiting.arrived(call);

  const planFor = planned.take(method);
  const fault = planFor && 'oneASecond' in planFor ? paceFault(world, params) : planFor;
  if (fault && isWithoutEffect(fault)) {
    refuse(response, fault);
  } else {
    const answer =
      area === 'response'
        ? await respond(world, name, params)
        : area === 'upload'
          ? takeFile(parts, request, name, body)
          : await callMethod(parts, request, method, params);
    call.answer = answer.body;
    if (fault && 'dropAfterPost' in fault) response.destroy();
    else if (!fault) send(response, answer);
  }
  waiting.answered();
}

async function respond(world: World, id: string, params: JsonObject): Promise<Answer> {
  const { status, error } = await answerResponse(world, id, params);
  return { status, body: error === undefined ? { ok: true } : { ok: false, error } };
}

/** The bytes of a file; whoever sends the token along has told it to an address that need not know it. */
function takeFile(
  { world }: HandlerParts,
  { headers }: IncomingMessage,
  id: string,
  content: string,
): Answer {
  const file = world.files.get(id);
  if (headers.authorization !== undefined) world.faults.push('the token was sent to the address for uploads');
  if (!file) return { status: 404, body: { ok: false } };
  file.content = content;
  return { status: 200, body: { ok: true } };
}

async function callMethod(
  { world, secrets }: HandlerParts,
  request: IncomingMessage,
  method: string,
  params: JsonObject,
): Promise<Answer> {
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const error = tokenFault(token, method, secrets);
  return { status: 200, body: error === undefined ? await world.run(method, params) : { ok: false, error } };
}

function tokenFault(token: string, method: string, secrets: HandlerParts['secrets']): string | undefined {
  if (token === '') return 'not_authed';
  if (token !== secrets.botToken && token !== secrets.appToken) return 'invalid_auth';
  const wanted = method === 'apps.connections.open' ? secrets.appToken : secrets.botToken;
  return token === wanted ? undefined : 'not_allowed_token_type';
}

const SECOND_MS = 1000;

/** By the machine's clock: it is what a real Slack would go by, whatever the test does with its own. */
function paceFault({ lastPosts }: World, params: JsonObject): PlannedFault | undefined {
  const channel = stringOf(params.channel);
  const now = performance.now();
  const last = lastPosts.get(channel);
  if (last !== undefined && now - last < SECOND_MS) return { retryAfter: 1 };
  lastPosts.set(channel, now);
  return undefined;
}

function isWithoutEffect(fault: PlannedFault): boolean {
  return !('dropAfterPost' in fault || 'hangAfterPost' in fault);
}

function refuse(response: ServerResponse, fault: PlannedFault): void {
  if ('dropBeforePost' in fault) response.destroy();
  if ('status' in fault)
    send(response, { status: fault.status, body: { ok: false, error: 'planned_fault' } });
  if ('error' in fault) send(response, { status: 200, body: { ok: false, error: fault.error } });
  if ('retryAfter' in fault) {
    const headers = { 'retry-after': String(fault.retryAfter) };
    send(response, { status: 429, body: { ok: false, error: 'ratelimited' }, headers });
  }
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

function bodyOf(request: IncomingMessage, url: URL, body: string): JsonObject {
  const query = Object.fromEntries(url.searchParams);
  if (request.headers['content-type']?.includes('json')) {
    const parsed = parsedJson(body);
    return isObject(parsed) ? { ...query, ...parsed } : query;
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
}
