import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countRefusals } from '../../connections/count-refusals.ts';
import type { RawRequest } from './adapter.ts';
import { type ReceiveDeps, receive } from './receive.ts';
import { isSystem } from './systems.ts';

export interface CrmRouteOptions extends Omit<ReceiveDeps, 'contextFor' | 'noteRefusal'> {
  /** Where the world reaches this server, such as `https://funnel.example.com`; absent: as each request says. */
  publicUrl: string | undefined;
}

interface Path {
  system: string;
  connection?: string;
  secret?: string;
}

/**
 * What CRMs, forms and tools send to: `/in/hubspot` tries every connection of HubSpot, `/in/hubspot/sales-eu` is one, and
 * what can neither sign nor send a header has its secret at the end of the address.
 */
export function addCrmRoutes(
  app: FastifyInstance,
  deps: CrmRouteOptions & Pick<ReceiveDeps, 'contextFor'>,
  gate: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  const noteRefusal = countRefusals();
  app.register(async (scope) => {
    // Signatures are made over bytes: nobody may read or change them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const path of ['/in/:system', '/in/:system/:connection', '/in/:system/:connection/:secret']) {
      scope.post<{ Params: Path }>(path, { onRequest: gate }, async (request, reply) => {
        const { system, connection, secret } = request.params;
        if (!isSystem(system)) {
          return reply.code(404).send({ error: `There is no system called ${system.slice(0, 40)} here.` });
        }
        const raw = rawRequest(request, deps, secret);
        const { status, contentType, body } = await receive(
          { ...deps, noteRefusal },
          { system, connectionId: connection },
          raw,
        );
        return reply.code(status).type(contentType).send(body);
      });
    }
  });
}

function rawRequest(
  request: FastifyRequest,
  { publicUrl, contextFor }: CrmRouteOptions & Pick<ReceiveDeps, 'contextFor'>,
  pathSecret: string | undefined,
): RawRequest {
  const { headers, method, raw, body } = request;
  return {
    ...{ method, headers, pathSecret },
    url: `${publicUrl ?? ownAddress(request)}${raw.url ?? ''}`,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    receivedAt: contextFor({ kind: 'system' }).now(),
  };
}

/** As the sender reached us, through one proxy that says so. */
function ownAddress({ headers }: FastifyRequest): string {
  const [protocol = 'http'] = String(headers['x-forwarded-proto'] ?? 'http').split(',');
  return `${protocol.trim()}://${headers.host ?? 'localhost'}`;
}
