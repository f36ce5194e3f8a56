import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, readBytes } from '../read-body.ts';
import { LARGEST_FILE_BYTES } from './file-methods.ts';
import type { PretendSlack } from './pretend-slack.ts';
import { answerReply, type BotAnswer } from './reply.ts';
import { answerWebApi } from './web-api.ts';

export type SlackServer = { origin: string; close(): Promise<void> };

/** Slack's side of the conversation, on a free loopback port: `/api/METHOD`, the response URLs and those for uploads. */
export async function startSlackServer(slack: PretendSlack, botToken: string): Promise<SlackServer> {
  const server = createServer(async (request, response) => {
    const [, kind, name = ''] = (request.url ?? '/').split(/[/?]/);
    const respond = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    try {
      if (kind === 'api') return respond(200, await answerWebApi(slack, botToken, name, request));
      if (kind === 'upload') {
        const isTaken = slack.files.receive(name, await readBytes(request, LARGEST_FILE_BYTES));
        return respond(isTaken ? 200 : 400, { ok: isTaken });
      }
      const reply = kind === 'response' ? slack.tickets.redeemReply(name) : undefined;
      if (!reply) return respond(404, { ok: false, error: 'used_url' });
      answerReply(slack, reply, JSON.parse(await readBody(request)) as BotAnswer);
      respond(200, { ok: true });
    } catch (error) {
      respond(400, { ok: false, error: 'invalid_arguments', detail: String(error) });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
