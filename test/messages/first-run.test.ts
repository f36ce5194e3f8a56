import { describe, test } from 'vitest';
import { FIRST_STEPS } from '../../src/leads/first-run.ts';
import { type FirstRun, firstRunMessage } from '../../src/slack/messages/first-run-message.ts';
import { newRepMessage } from '../../src/slack/messages/new-rep-message.ts';
import { rolesMessage } from '../../src/slack/messages/roles-message.ts';
import { sampleCardMessage } from '../../src/slack/messages/sample-card-message.ts';
import { WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';

const fresh: FirstRun = {
  done: [],
  reps: 0,
  promise: '8 hours of working time (Mon-Fri 09:00-17:00, Europe/Paris)',
  takesFacts: true,
};
const newRep = { userId: 'U0REP', addedBy: 'U0ANN', isThroughGroup: false, isRep: true };
const sample = { userId: 'U0ANN', nextStep: 'Call within an hour, then press Contacted.' };
const members = Array.from({ length: 60 }, (_, n) => ({
  ...{ userId: `U${n}`, isRep: true, isManager: n < 2, isAdmin: false },
}));

describe('a message to somebody who is new here', () => {
  test.each([
    ['the first admin', firstRunMessage(fresh)],
    ['the first admin, without a token', firstRunMessage({ ...fresh, takesFacts: false })],
    ['the first admin, who has added a rep', firstRunMessage({ ...fresh, done: ['reps'], reps: 1 })],
    ['the first admin, at the end', firstRunMessage({ ...fresh, done: FIRST_STEPS, reps: 3 })],
    ['a new rep', newRepMessage(newRep)],
    ['a new rep, through a group', newRepMessage({ ...newRep, isThroughGroup: true })],
    ['a new rep, by their own hand', newRepMessage({ ...newRep, addedBy: 'U0REP' })],
    ['a rep who left', newRepMessage({ ...newRep, isRep: false })],
    ['whoever wants a sample', sampleCardMessage('open', sample, WORDING)],
    ['whoever accepts the sample', sampleCardMessage('accepted', sample, WORDING)],
    ['whoever rejects the sample', sampleCardMessage('rejected', sample, WORDING)],
  ])('%s', (_, message) => {
    expectShown('message', message);
  });
});

describe('who has which role', () => {
  test.each([
    ['in a new workspace', rolesMessage([], [])],
    [
      'in a large one',
      rolesMessage(members, [
        { role: 'rep', groupId: 'S0SALES', userIds: ['U1', 'U2'] },
        { role: 'manager', groupId: 'S0LEADS', userIds: ['U1'] },
      ]),
    ],
  ])('%s', (_, message) => {
    expectShown('response', message);
  });
});
