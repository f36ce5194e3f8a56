import type { ConnectionHealth } from '../connections/connection-health.ts';
import { type ConnectionsAbout, connectionAddress } from '../connections/system-settings.ts';
import { secretVariable } from '../connections/vault.ts';

export type Mark = 'ok' | 'missing' | 'fault';

type About = Pick<ConnectionsAbout, 'publicUrl' | 'port'>;

const SECOND_MS = 1000;

/** What is said of a connection, each with what to do where something is to be done. */
export function connectionLines(health: ConnectionHealth, about: About): [Mark, string][] {
  const { connection, unmapped, secrets, lagMs } = health;
  const { name, system, handsOver, refused, refusedAt, refusedWhy, lastEventAt, lastReceivedAt } = connection;
  const said = (mark: Mark, text: string): [Mark, string] => [mark, `Connection ${name}: ${text}`];
  return [
    said(
      'ok',
      `${system}, ${handsOver ? 'hands over' : 'only measures'}, ${connectionAddress(about, connection)}`,
    ),
    lastEventAt && lagMs !== null
      ? said('ok', `latest event ${lastEventAt.toISOString()}, ${seconds(lagMs)} s until it reached us.`)
      : said('missing', lastReceivedAt ? 'no request held an event yet.' : 'nothing has come in yet.'),
    ...(secrets === 0
      ? [
          said(
            'fault',
            `there is no secret. Set ${secretVariable(connection.connectionId)}, or connect it anew.`,
          ),
        ]
      : []),
    ...(secrets === null
      ? [
          said(
            'fault',
            'its secrets cannot be read: FUNNEL_ENCRYPTION_KEY is not the one they were stored with.',
          ),
        ]
      : []),
    ...(refused > 0
      ? [said('fault', `${refused} refused, the last ${refusedAt?.toISOString() ?? ''}: ${refusedWhy ?? ''}`)]
      : []),
    ...(unmapped.values > 0
      ? [
          said(
            'missing',
            `${unmapped.values} of its values mean nothing yet (reported ${unmapped.seen} times): /funnel connections > Values…`,
          ),
        ]
      : []),
  ];
}

/** The same for programs. */
export function connectionJson({ connection, lagMs, unmapped, secrets }: ConnectionHealth, about: About) {
  const { connectionId, system, name, handsOver, connectedAt, lastEventAt, lastReceivedAt } = connection;
  const { refused, refusedAt, refusedWhy } = connection;
  return {
    ...{ connectionId, system, name, address: connectionAddress(about, connection), handsOver, connectedAt },
    ...{ lastEventAt, lastReceivedAt, lagSeconds: lagMs === null ? null : lagMs / SECOND_MS, secrets },
    ...{ refused, refusedAt, refusedWhy, unmappedValues: unmapped.values, unmappedSeen: unmapped.seen },
  };
}

function seconds(ms: number): string {
  return String(Math.round(ms / SECOND_MS));
}
