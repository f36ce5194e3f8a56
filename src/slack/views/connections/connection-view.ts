import type { types } from '@slack/bolt';
import type { ConnectionHealth } from '../../../connections/connection-health.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context, section, type Wording } from '../../messages/message.ts';
import { connectionName, healthLines, systemName } from './say-connection.ts';

export interface ShownConnection {
  health: ConnectionHealth;
  address: string;
  /** Nobody has said where the world reaches this server. */
  isAddressLocal: boolean;
  hasOptions: boolean;
  /** Open MQLs that nobody is told of. */
  untold: number;
}

/** One connection: how it fares, where to send to, and all that can be set. */
export function connectionView(shown: ShownConnection, wording: Wording): types.ModalView {
  const { health, address, isAddressLocal, hasOptions, untold } = shown;
  const { connection } = health;
  const id = connection.connectionId;
  return {
    type: 'modal',
    private_metadata: id,
    title: { type: 'plain_text', text: say('Connection') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      section(`*${connectionName(connection)}* (${systemName(connection.system)})`),
      section(healthLines(health, wording).join('\n')),
      section(say('*Address*\n`{address}`', { address })),
      ...(isAddressLocal
        ? [
            context(
              say('From outside this machine it is another one: set FUNNEL_PUBLIC_URL, and it stands here.'),
            ),
          ]
        : []),
      actions(
        button(say('Values…'), ACTION.mapValues, id),
        button(say('Fields…'), ACTION.mapFields, id),
        button(say('Owners…'), ACTION.mapOwners, id),
        button(say('Rule…'), ACTION.setRule, id),
        button(say('Access…'), ACTION.openAccess, id),
        ...(hasOptions ? [button(say('Options…'), ACTION.setOptions, id)] : []),
      ),
      ...handOverBlocks(connection.handsOver, id, untold),
      actions(
        button(say('New secret…'), ACTION.rotateSecret, id),
        disconnectButton(id),
        button(say('All connections'), ACTION.allConnections, 'all'),
      ),
    ],
  };
}

function handOverBlocks(handsOver: boolean, id: string, untold: number): types.KnownBlock[] {
  const start = button(
    handsOver ? say('Hand these over…') : say('Start handing over…'),
    ACTION.startHandingOver,
    id,
    ...(handsOver ? [] : (['primary'] as const)),
  );
  const stop = button(say('Stop handing over'), ACTION.stopHandingOver, id);
  const buttons = [...(handsOver && untold === 0 ? [] : [start]), ...(handsOver ? [stop] : [])];
  return [
    ...(untold > 0
      ? [
          context(
            say(
              '{untold, plural, one {# open MQL} other {# open MQLs}} of this connection {untold, plural, one {has} other {have}} no card.',
              {
                untold,
              },
            ),
          ),
        ]
      : []),
    actions(...buttons),
  ];
}

function disconnectButton(id: string): types.Button {
  return {
    ...button(say('Disconnect'), ACTION.disconnect, id, 'danger'),
    confirm: {
      title: { type: 'plain_text', text: say('Disconnect?') },
      text: {
        type: 'plain_text',
        text: say(
          'Nothing is taken from it any more, and its secret is forgotten. What it reported stays and counts.',
        ),
      },
      confirm: { type: 'plain_text', text: say('Disconnect') },
      deny: { type: 'plain_text', text: say('Keep') },
      style: 'danger',
    },
  };
}
