import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { type Actor, type Context, SYSTEM } from '../context.ts';
import { AppError } from '../errors.ts';
import { factFault } from '../leads/check-fact.ts';
import type { NewFact } from '../leads/fact.ts';
import { recordStageChanges } from '../leads/record-stage-changes.ts';
import { createAuthorizer } from './bearer-token.ts';
import { addCrmRoutes, type CrmRouteOptions } from './crm/routes.ts';
import { isSigned, verifyWebhook } from './crm/standard-webhook.ts';
import { isDatabaseAway } from './database-away.ts';
import { intakeSchema, parseStageChange } from './fact-schema.ts';
import { recordTogether } from './record-together.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_ITEMS = 1000;
const MAX_IN_FLIGHT = 64;

export interface HttpServerOptions {
  contextFor(actor: Actor): Context;
  intakeToken: string | undefined;
  /** Takes stage changes from anybody: for the playground, which only this machine reaches. */
  intakeIsOpen: boolean;
  logger: Logger;
  metrics: Registry;
  /** What keeps the program from working, in words without names; empty when it is ready. */
  findProblems(): Promise<string[]>;
  onRecorded(count: number): void;
  /** What CRMs send is taken with; absent: nothing of theirs is taken. */
  crm?: CrmRouteOptions | undefined;
  /** Answers paths that are not ours (Slack's, the playground's); false when it does not know them. */
  handleElsewhere(request: IncomingMessage, response: ServerResponse): boolean;
}

/** The one HTTP server: intake, health, metrics, and in front of them whatever else is mounted. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: options.logger.child({ part: 'http' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => {
      return createServer((request, response) => {
        if (!options.handleElsewhere(request, response)) handler(request, response);
      });
    },
  });
  let inFlight = 0;
  const isAuthorized = createAuthorizer(options.intakeToken);
  const record = recordTogether((facts) => recordStageChanges(options.contextFor(SYSTEM), facts));

  app.removeAllContentTypeParsers();
  // What a signature was made over, for as long as a request lives.
  const bodyTexts = new WeakMap<FastifyRequest, string>();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isSigned(request.headers)) bodyTexts.set(request, String(body));
    try {
      done(null, JSON.parse(String(body)));
    } catch (error) {
      done(
        Object.assign(new Error(`The body is not JSON: ${(error as Error).message}`), { statusCode: 400 }),
      );
    }
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` }),
  );
  app.setErrorHandler((error, _request, reply) => fail(reply, error, options.logger));

  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const problems = await options.findProblems();
    return reply
      .code(problems.length === 0 ? 200 : 503)
      .send({ status: problems.length === 0 ? 'ok' : 'unavailable', problems });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.metrics()),
  );
  const schema = z.toJSONSchema(intakeSchema, { io: 'input' });
  app.get('/api/schema', () => schema);

  /** So many requests at once, and no more, are held in memory. */
  const gate = async (_request: FastifyRequest, reply: FastifyReply) => {
    if (inFlight >= MAX_IN_FLIGHT) {
      reply.header('retry-after', '1');
      return reply
        .code(429)
        .send({ error: 'Too many requests at once. Send again in a second, or send arrays.' });
    }
    inFlight += 1;
    reply.raw.once('close', () => {
      inFlight -= 1;
    });
    return undefined;
  };

  app.post('/api/stage-changes', {
    onRequest: async (request, reply) => {
      const { headers } = request;
      // What is signed is judged once the body is there.
      const isSignedOnly = isSigned(headers) && options.intakeToken !== undefined;
      if (!options.intakeIsOpen && !isSignedOnly && !isAuthorized(headers.authorization)) {
        reply.header('www-authenticate', 'Bearer');
        return reply.code(401).send({
          error: options.intakeToken
            ? 'Send the token of INTAKE_TOKEN: "Authorization: Bearer <token>".'
            : 'The intake is closed: set INTAKE_TOKEN and send it as "Authorization: Bearer <token>".',
        });
      }
      if (!headers['content-type']) return fail(reply, { statusCode: 415 }, options.logger);
      return gate(request, reply);
    },
    preHandler: async (request, reply) => {
      if (options.intakeIsOpen || !options.intakeToken || isAuthorized(request.headers.authorization)) return;
      const body = Buffer.from(bodyTexts.get(request) ?? '');
      const now = options.contextFor(SYSTEM).now();
      const verdict = verifyWebhook(request.headers, body, [options.intakeToken], now);
      if (!verdict.isGenuine) return reply.code(401).send({ error: verdict.why });
    },
    handler: async (request, reply) => {
      if (typeof request.body !== 'object' || request.body === null) {
        return reply
          .code(400)
          .send({ error: 'Send one stage change as a JSON object, or an array of them.' });
      }
      const items = Array.isArray(request.body) ? request.body : [request.body];
      if (items.length > MAX_ITEMS) {
        return reply
          .code(413)
          .send({ error: `${items.length} items are too many at once; send at most ${MAX_ITEMS}.` });
      }
      const ctx = options.contextFor(SYSTEM);
      const { facts, rejected } = sortOut(items, ctx.now());
      const { recorded, duplicates } = await record(facts);
      if (recorded > 0) options.onRecorded(recorded);
      return { recorded, duplicates, rejected };
    },
  });
  if (options.crm) addCrmRoutes(app, { ...options.crm, contextFor: options.contextFor }, gate);
  return app;
}

function sortOut(items: readonly unknown[], now: Date) {
  const facts: NewFact[] = [];
  const rejected: { index: number; error: string }[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parseStageChange(item);
    const error = 'error' in parsed ? parsed.error : factFault(parsed.fact, now);
    if (error !== undefined) rejected.push({ index, error });
    else if ('fact' in parsed) facts.push(parsed.fact);
  }
  return { facts, rejected };
}

function fail(reply: FastifyReply, error: unknown, logger: Logger) {
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (error instanceof AppError && error.code === 'invalid_input')
    return reply.code(400).send({ error: error.message });
  if (error instanceof AppError && error.code === 'unavailable') {
    logger.warn({ err: error }, 'a request could not be taken');
    reply.header('retry-after', '60');
    return reply
      .code(503)
      .send({ error: 'This is not set up to take requests just now. Send it again later.' });
  }
  if (statusCode === 413)
    return reply.code(413).send({ error: 'The body is larger than 1 MiB. Send fewer items at once.' });
  if (statusCode === 415)
    return reply.code(415).send({ error: 'Send JSON, with "Content-Type: application/json".' });
  if (statusCode !== undefined && statusCode < 500)
    return reply.code(statusCode).send({ error: message ?? 'Bad request.' });
  logger.error({ err: error }, 'a request failed');
  if (isDatabaseAway(error)) {
    reply.header('retry-after', '5');
    return reply
      .code(503)
      .send({ error: 'The database cannot be reached. Nothing was stored; send it again.' });
  }
  return reply
    .code(500)
    .send({ error: 'Something went wrong on our side. Nothing was stored; send it again.' });
}
