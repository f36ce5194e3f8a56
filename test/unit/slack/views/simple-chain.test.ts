import { describe, expect, it } from 'vitest';
import { parseChain } from '../../../../src/sla/text/chain.ts';
import { WALL_CLOCK } from '../../../../src/sla/text/duration.ts';
import { chainTexts, simpleChain } from '../../../../src/slack/views/simple-chain.ts';

const simple = (text: string) => simpleChain(parseChain(text, WALL_CLOCK), WALL_CLOCK);

describe('a chain that the form can show', () => {
  it.each([
    '',
    'tell rep',
    'tell rep, tell managers, tell <@U1A>, tell <@U2A>, tell <#C1A>, tell group S1A, wait 30 min, hand on to the rotation',
    'tell managers, hand on to the pool',
    'wait 2 h, hand on to <@U1A>',
  ])('comes back as it was: %j', (text) => {
    const shown = simple(text);
    expect(shown && parseChain(chainTexts(shown).join(), WALL_CLOCK)).toEqual(parseChain(text, WALL_CLOCK));
  });

  it('may tell them in any order', () => {
    expect(simple('tell managers, tell rep')).toMatchObject({ rep: true, managers: true, next: 'nothing' });
  });

  it.each([
    'wait 5 min, tell rep',
    'tell rep, wait 5 min, tell managers, hand on to the pool',
    'tell rep, wait 5 min, wait 5 min, hand on to the pool',
    'tell group S1A, tell group S2A',
    'tell rep, tell rep',
  ])('does not say %j', (text) => {
    expect(simple(text)).toBeUndefined();
  });
});
