import { type Logger, pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { InvalidInputError, NotAllowedError } from '../../../src/errors.ts';
import { AlreadyDecidedError } from '../../../src/leads/decide-handoff.ts';
import type { Handoff } from '../../../src/leads/handoff.ts';
import { refusalSentence } from '../../../src/slack/refusal.ts';

const silent = pino({ level: 'silent' });

function decided(handoff: Partial<Handoff>): AlreadyDecidedError {
  return new AlreadyDecidedError({
    state: 'accepted',
    decidedAt: new Date('2026-01-05T17:00:00Z'),
    decidedBy: 'U0REP',
    ...handoff,
  } as Handoff);
}

describe('a second click', () => {
  const at = '<!date^1767632400^{date_short_pretty} at {time}|Mon 5 Jan, 17:00 UTC>';

  test.each([
    [{}, `This lead was already accepted by <@U0REP>, ${at}.`],
    [{ state: 'rejected', decidedBy: null }, `This lead was already rejected by the CRM, ${at}.`],
    [{ state: 'recycled' }, `This lead was already rejected (back to marketing) by <@U0REP>, ${at}.`],
    [{ state: 'void' }, 'This lead is no longer an MQL: that was taken back.'],
  ] as const)('on %o is told who decided, what and when', (handoff, sentence) => {
    expect(refusalSentence(decided(handoff), silent)).toBe(`${sentence} Your click changed nothing.`);
  });
});

describe('an expected failure', () => {
  test('says its own words', () => {
    const error = new NotAllowedError('Only admins can change the settings.');
    expect(refusalSentence(error, silent)).toBe('Only admins can change the settings.');
  });

  test('quotes what was typed without doing what it says', () => {
    const error = new InvalidInputError('“<!channel> <#C1> <https://evil.test|x>” is not a period.');
    expect(refusalSentence(error, silent)).not.toMatch(/<[!#h]/);
  });

  test('may name a person', () => {
    const error = new InvalidInputError('Slack does not know <@U012AB>.');
    expect(refusalSentence(error, silent)).toBe('Slack does not know <@U012AB>.');
  });
});

describe('an unexpected failure', () => {
  test('is logged under the reference that is told, and its cause stays inside', () => {
    const error = vi.fn();
    const sentence = refusalSentence(new Error('connect ECONNREFUSED 10.0.0.7'), {
      error,
    } as unknown as Logger);
    const [, reference] = /tell an admin this reference: ([0-9a-f]{8})\.$/.exec(sentence) ?? [];
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ reference }), expect.any(String));
    expect(sentence).not.toContain('ECONNREFUSED');
  });

  test('has a reference of its own each time', () => {
    const [first, second] = [new Error('x'), new Error('x')].map((error) => refusalSentence(error, silent));
    expect(first).not.toBe(second);
  });
});
