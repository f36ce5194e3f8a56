import { describe, test } from 'vitest';
import { absencesMessage } from '../../src/slack/messages/absences-message.ts';
import { WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';

const at = (hours: number) => new Date(WORDING.now.getTime() + hours * 3_600_000);
const away = (userId: string, from: number, until: number) => ({
  userId,
  fromAt: at(from),
  untilAt: at(until),
});

describe('the list of absences', () => {
  test.each([
    ['without any', []],
    ['with one', [away('U0REP', -1, 40)]],
    ['with one to come', [away('U0REP', 24, 72)]],
    [
      'with more than a message names',
      Array.from({ length: 25 }, (_, i) => away(`U0REP${i}`, i - 2, i + 30)),
    ],
  ])('%s', (_, absences) => {
    const message = absencesMessage(absences, WORDING);
    expectShown('response', message);
  });
});
