import type { Connection } from '../../../connections/connection.ts';
import type { ConnectionHealth } from '../../../connections/connection-health.ts';
import { SYSTEM_NAMES } from '../../../connections/system-settings.ts';
import { secretVariable } from '../../../connections/vault.ts';
import type { CrmSystem } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import type { Wording } from '../../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../../messages/text.ts';
import { dateToken, spanInWords } from '../../messages/times.ts';

const LONGEST_NAME = 60;
const LONGEST_WHY = 200;
const MINUTE_MS = 60_000;

/** "HubSpot"; what is no product has a name in the reader's language. */
export function systemName(system: CrmSystem): string {
  return system === 'custom' ? say('Form or other tool') : SYSTEM_NAMES[system];
}

export function connectionName({ name }: Pick<Connection, 'name'>): string {
  return escapeMrkdwn(oneLine(name, LONGEST_NAME));
}

/** How a connection fares, one sentence a line, what needs attention first. */
export function healthLines(health: ConnectionHealth, wording: Wording): string[] {
  const { connection, unmapped, secrets } = health;
  const variable = secretVariable(connection.connectionId);
  return [
    ...(secrets === 0
      ? [
          say(
            '⚠️ It has no secret, so it takes nothing. Set `{variable}` where this app runs, and start it again.',
            {
              variable,
            },
          ),
        ]
      : []),
    ...(secrets === null
      ? [
          say(
            '⚠️ Its secrets cannot be read: FUNNEL_ENCRYPTION_KEY is not the one that they were stored with.',
          ),
        ]
      : []),
    ...refusedLines(connection, wording),
    ...(unmapped.values > 0
      ? [
          say(
            '❔ {values, plural, one {# value means} other {# values mean}} nothing yet: {seen, plural, one {reported once} other {reported # times}}.',
            unmapped,
          ),
        ]
      : []),
    connection.handsOver
      ? say('📣 Its MQLs are handed over.')
      : say('📏 It only measures: nobody is told of its MQLs.'),
    eventLine(health, wording),
  ];
}

function refusedLines({ refused, refusedAt, refusedWhy }: Connection, { timeZone }: Wording): string[] {
  if (refused === 0 || !refusedAt) return [];
  const why = escapeMrkdwn(oneLine(refusedWhy ?? '', LONGEST_WHY));
  return [
    say(
      '⚠️ {refused, plural, one {# request or item was} other {# requests or items were}} refused, the last {when}: {why}',
      {
        ...{ refused, why, when: dateToken(refusedAt, timeZone) },
      },
    ),
  ];
}

function eventLine({ connection, lagMs }: ConnectionHealth, { timeZone }: Wording): string {
  const { lastEventAt, lastReceivedAt } = connection;
  if (lastEventAt) {
    const when = dateToken(lastEventAt, timeZone);
    return (lagMs ?? 0) < MINUTE_MS
      ? say('The latest event is of {when}.', { when })
      : say('The latest event is of {when} and took {lag} to reach us.', {
          ...{ when, lag: spanInWords(lagMs ?? 0) },
        });
  }
  return lastReceivedAt
    ? say('Requests came in, the last {when}, without any event in them.', {
        when: dateToken(lastReceivedAt, timeZone),
      })
    : say('Nothing has come in yet.');
}
