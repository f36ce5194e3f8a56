import { ACTION, VIEW } from '../../../src/slack/action-ids.ts';
import type { Act } from './acts.ts';

/** That of the premises. */
const WEB = () => 'web';

const opens = (press: string) => ({ press, value: WEB, onView: 'connections' });

/** What is done to connections to CRMs, forms and tools. */
export const CONNECTION_ACTS: readonly Act[] = [
  { name: 'Connections…', press: ACTION.openConnections },
  { name: 'All connections', press: ACTION.allConnections, onView: 'connections' },
  { name: 'Connect…', press: ACTION.addConnection, onView: 'connections' },
  {
    ...{ name: 'Connect: send', send: VIEW.connect, values: { system: 'custom', name: 'Another' } },
    opened: { press: ACTION.addConnection, onView: 'connections' },
  },
  { name: 'Open…', ...opens(ACTION.openConnection) },
  { name: 'Values…', ...opens(ACTION.mapValues) },
  { name: 'Values: send', send: VIEW.values, opened: opens(ACTION.mapValues) },
  { name: 'Fields…', ...opens(ACTION.mapFields) },
  { name: 'Fields: send', send: VIEW.fields, opened: opens(ACTION.mapFields) },
  { name: 'Owners…', ...opens(ACTION.mapOwners) },
  { name: 'Owners: send', send: VIEW.owners, opened: opens(ACTION.mapOwners) },
  { name: 'Rule…', ...opens(ACTION.setRule) },
  { name: 'Rule: send', send: VIEW.rule, values: { score: '50' }, opened: opens(ACTION.setRule) },
  { name: 'Options…', ...opens(ACTION.setOptions) },
  { name: 'Options: send', send: VIEW.connectionOptions, opened: opens(ACTION.setOptions) },
  { name: 'Access…', ...opens(ACTION.openAccess) },
  { name: 'Access: send', send: VIEW.access, opened: opens(ACTION.openAccess) },
  { name: 'New secret…', ...opens(ACTION.rotateSecret) },
  { name: 'New secret: send', send: VIEW.rotate, opened: opens(ACTION.rotateSecret) },
  { name: 'Start handing over…', ...opens(ACTION.startHandingOver) },
  { name: 'Start handing over: send', send: VIEW.handOver, opened: opens(ACTION.startHandingOver) },
  { name: 'Stop handing over', ...opens(ACTION.stopHandingOver) },
  { name: 'Disconnect', ...opens(ACTION.disconnect) },
];
