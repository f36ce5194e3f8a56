import { describe, expect, test } from 'vitest';
import type { Erasure } from '../../src/leads/erase-lead.ts';
import { erasedMessage, erasureMessage, erasureSentences } from '../../src/slack/messages/erased-message.ts';
import { expectShown } from './expect-shown.ts';

const ERASURE: Erasure = {
  ...{ leadId: 'L-77', outcome: 'erased', updated: 3, cancelled: 1, files: 2 },
  ...{ unchangeable: 0, isIdAddress: false },
};

describe('a lead that was erased', () => {
  test.each(['request', 'retention'])('leaves nothing but that in its messages: %s', (cause) => {
    expectShown('message', erasedMessage(cause));
  });

  test.each<[string, Partial<Erasure>]>([
    ['in full', {}],
    ['with nothing to change', { updated: 0, cancelled: 0, files: 0 }],
    ['with what Slack refuses, under an address', { unchangeable: 2, isIdAddress: true }],
    ['a second time', { outcome: 'erased before', updated: 0, cancelled: 0, files: 0 }],
    ['that nobody knows', { outcome: 'unknown', updated: 0, cancelled: 0, files: 0 }],
  ])('is answered by what is left: %s', (_, over) => {
    expectShown('message', erasureMessage({ ...ERASURE, ...over }));
  });

  test('is told of in whole sentences', () => {
    for (const sentence of erasureSentences({ ...ERASURE, unchangeable: 1, isIdAddress: true })) {
      expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
    }
  });
});
