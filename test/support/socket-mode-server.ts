/**
 * Slack's side of Socket Mode: says hello, pushes envelopes, collects acknowledgements.
 *
 *   const server = await startSocketModeServer();
 *   await server.connected();
 *   const ack = await server.send('slash_commands', payload);
 *
 * Like Slack, a payload goes to any one of the open connections (they take turns) and is not sent again.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, parsedJson, stringOf } from './slack/json.ts';

type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

export type SocketModeServer = {
  /** What apps.connections.open hands out. */
  url: string;
  connectionCount: () => number;
  /** Resolves once `count` connections are open. */
  connected: (count?: number) => Promise<void>;
  /** Resolves with the payload of the acknowledgement; rejects when none comes within `timeoutMs`. */
  send: (type: EnvelopeType, payload: unknown, timeoutMs?: number) => Promise<unknown>;
  /** Announces a disconnect as Slack does every few hours. */
  disconnect: (reason?: 'warning' | 'refresh_requested' | 'link_disabled') => void;
  /** Cuts all connections without a word. */
  drop: () => void;
  close: () => Promise<void>;
};

const ackTimeoutMs = 3_000;

export async function startSocketModeServer(): Promise<SocketModeServer> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const open: WebSocket[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  const arrivals = new Set<() => void>();
  let sent = 0;

  server.on('connection', (socket) => {
    open.push(socket);
    const info = { num_connections: open.length, connection_info: { app_id: 'AFUNNELBOT' } };
    socket.send(JSON.stringify({ type: 'hello', ...info, debug_info: { host: 'pretend' } }));
    socket.on('close', () => open.splice(open.indexOf(socket), 1));
    socket.on('message', (data) => {
      const frame = parsedJson(String(data));
      if (isObject(frame)) waiting.get(stringOf(frame.envelope_id))?.(frame.payload);
    });
    for (const arrived of arrivals) arrived();
  });

  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const connected = (count = 1) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (open.length < count) return;
        arrivals.delete(check);
        resolve();
      };
      arrivals.add(check);
      check();
    });

  return {
    url: `ws://127.0.0.1:${port}/link`,
    connectionCount: () => open.length,
    connected,
    send: async (type, payload, timeoutMs = ackTimeoutMs) => {
      await connected();
      sent += 1;
      const envelopeId = `envelope-${sent}`;
      const socket = open[sent % open.length];
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(envelopeId);
          reject(new Error(`The bot did not acknowledge ${type} within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.set(envelopeId, (answer) => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(answer);
        });
        const accepts = type !== 'events_api';
        socket?.send(
          JSON.stringify({ envelope_id: envelopeId, type, accepts_response_payload: accepts, payload }),
        );
      });
    },
    disconnect: (reason = 'refresh_requested') => {
      for (const socket of open) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    drop: () => {
      for (const socket of [...open]) socket.terminate();
    },
    close: async () => {
      for (const socket of [...open]) socket.terminate();
      server.close();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
