import type { types } from '@slack/bolt';
import type { ConnectionHealth } from '../../../connections/connection-health.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { actions, button, context, section, type Wording } from '../../messages/message.ts';
import { connectionName, healthLines, systemName } from './say-connection.ts';

const MOST_SHOWN = 40;

/** Every connection and how it fares. */
export function connectionListView(list: readonly ConnectionHealth[], wording: Wording): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Connections') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      ...(list.length === 0
        ? [
            section(
              say(
                '*Nothing is connected yet.* Connect your CRM, a form or another tool, and leads come in by themselves.',
              ),
            ),
          ]
        : []),
      ...list.slice(0, MOST_SHOWN).map((health) => connectionBlock(health, wording)),
      actions(button(say('Connect…'), ACTION.addConnection, 'new', 'primary')),
      context(
        say('A new connection only measures: nobody is told of anything until you start to hand over.'),
      ),
    ],
  };
}

function connectionBlock(health: ConnectionHealth, wording: Wording): types.SectionBlock {
  const { connection } = health;
  const title = `*${connectionName(connection)}* (${systemName(connection.system)})`;
  return {
    ...section([title, ...healthLines(health, wording)].join('\n')),
    accessory: button(say('Open…'), ACTION.openConnection, connection.connectionId),
  };
}
