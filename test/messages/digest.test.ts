import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../src/slack/messages/digest-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aDigest, aQuietDigest } from './a-digest.ts';
import { ANSWERS } from './answers.ts';
import { asLines } from './as-lines.ts';

describe('a digest', () => {
  test.each([
    ['of a full day', aDigest()],
    ['of a full day, with cost', aDigest({ cost: ANSWERS.cost.normal })],
    ['of a quiet day', aQuietDigest()],
    ['of the first day, with nothing yesterday', aDigest({ yesterday: aQuietDigest().yesterday })],
  ])('%s', (_, digest) => {
    const message = digestMessage(digest);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });

  test('names no rep', () => {
    expect(JSON.stringify(digestMessage(aDigest()))).not.toContain('U0REP');
  });
});
