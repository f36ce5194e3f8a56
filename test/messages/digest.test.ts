import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../src/slack/messages/digest-message.ts';
import { aDigest, aQuietDigest } from './a-digest.ts';
import { ANSWERS } from './answers.ts';
import { expectShown } from './expect-shown.ts';

describe('a digest', () => {
  test.each([
    ['of a full day', aDigest()],
    ['of a full day, with cost', aDigest({ cost: ANSWERS.cost.normal })],
    ['of a quiet day', aQuietDigest()],
    ['of the first day, with nothing yesterday', aDigest({ yesterday: aQuietDigest().yesterday })],
  ])('%s', (_, digest) => {
    const message = digestMessage(digest);
    expectShown('message', message);
  });

  test('names no rep', () => {
    expect(JSON.stringify(digestMessage(aDigest()))).not.toContain('U0REP');
  });
});
