import type { IncomingMessage } from 'node:http';
import { readBody } from '../read-body.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { fileMethods } from './file-methods.ts';
import type { PretendSlack } from './pretend-slack.ts';
import { userMethods } from './user-methods.ts';
import { viewMethods } from './view-methods.ts';

export type ApiArguments = Record<string, unknown>;
export type ApiAnswer = Record<string, unknown>;
/** Where the bot reached us. */
type ApiCall = { origin: string };
export type ApiMethods = Record<
  string,
  (slack: PretendSlack, input: ApiArguments, call: ApiCall) => ApiAnswer
>;

const METHODS: ApiMethods = {
  ...userMethods,
  ...conversationMethods,
  ...chatMethods,
  ...viewMethods,
  ...fileMethods,
};
const JSON_ARGUMENTS = new Set(['blocks', 'metadata', 'view', 'attachments', 'files']);

/** Answers one call of the Web API as Slack would, `ok: false` with its error name included. */
export async function answerWebApi(
  slack: PretendSlack,
  botToken: string,
  method: string,
  request: IncomingMessage,
): Promise<ApiAnswer> {
  const input = parseArguments(await readBody(request), request.headers['content-type'] ?? '');
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? input.token;
  if (token === undefined) return { ok: false, error: 'not_authed' };
  if (token !== botToken) return { ok: false, error: 'invalid_auth' };
  const answer = METHODS[method];
  const call = { origin: `http://${request.headers.host}` };
  return answer ? answer(slack, input, call) : { ok: false, error: 'unknown_method', req_method: method };
}

function parseArguments(body: string, contentType: string): ApiArguments {
  if (contentType.startsWith('application/json')) return JSON.parse(body || '{}') as ApiArguments;
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      JSON_ARGUMENTS.has(name) ? JSON.parse(value) : value,
    ]),
  );
}
