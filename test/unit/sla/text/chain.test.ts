import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatChain, parseChain } from '../../../../src/sla/text/chain.ts';
import { WALL_CLOCK } from '../../../../src/sla/text/duration.ts';
import type { Audience, ChainStep } from '../../../../src/vocabulary.ts';

const read = (text: string) => parseChain(text, WALL_CLOCK);
const told = (whom: Audience): ChainStep => ({ kind: 'notify', whom });

describe('a chain', () => {
  it('is one step a line, or separated by commas', () => {
    expect(
      read(
        'tell rep, tell managers\ntell <@U1AB>\ntell <#C1AB|sales>; tell group S1AB, wait 30 min, hand on to the rotation',
      ),
    ).toEqual([
      told('rep'),
      told('managers'),
      told({ userId: 'U1AB' }),
      told({ channelId: 'C1AB' }),
      told({ groupId: 'S1AB' }),
      { kind: 'wait', minutes: 30 },
      { kind: 'reassign', to: 'rotation' },
    ]);
  });

  it.each([
    ['Tell the rep and the managers', [told('rep'), told('managers')]],
    ['tell <@U1AB|ada>', [told({ userId: 'U1AB' })]],
    ['tell U1AB and #C1AB', [told({ userId: 'U1AB' }), told({ channelId: 'C1AB' })]],
    ['tell <!subteam^S1AB|@leads>', [told({ groupId: 'S1AB' })]],
    ['hand on to pool', [{ kind: 'reassign', to: 'pool' }]],
    ['hand on to <@W1AB>', [{ kind: 'reassign', to: { userId: 'W1AB' } }]],
    ['', []],
  ])('may be written %j', (text, chain) => {
    expect(read(text)).toEqual(chain);
  });

  it.each([
    ['tell rep, managers', '“managers” is not a step. Write it like tell rep, tell managers'],
    ['tell boss', '“tell boss” does not say whom to tell'],
    ['tell group sales', 'does not say whom to tell'],
    ['tell @ada', 'does not say whom to tell'],
    ['wait a bit', '“a bit” is not a duration'],
    ['wait 0 min, tell rep', 'shorter than a minute'],
    ['wait 1441 h, tell rep', '“wait 1441 h” is too long: wait at most 1440 hours'],
    ['wait 999999 weeks, tell rep', '“wait 999999 weeks” is too long'],
    ['hand on to ada', '“hand on to ada” does not say to whom'],
    ['tell rep, wait 5 min', 'Nothing follows “wait 5 min”'],
    ['hand on to the pool, tell rep', 'Handing the lead on comes last'],
    ['hand on to the pool, hand on to the rotation', 'Handing the lead on comes last'],
    [Array.from({ length: 21 }, () => 'tell rep').join(), 'These are 21 steps'],
  ])('%j is refused by its step', (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it('is read back as it is said', () => {
    const id = fc.stringMatching(/^[A-Z0-9]{2,10}$/);
    const whom: fc.Arbitrary<Audience> = fc.oneof(
      fc.constantFrom<Audience>('rep', 'managers'),
      id.map((rest) => ({ userId: `U${rest}` })),
      id.map((rest) => ({ channelId: `C${rest}` })),
      id.map((rest) => ({ groupId: `S${rest}` })),
    );
    const step: fc.Arbitrary<ChainStep> = fc.oneof(
      whom.map(told),
      fc.integer({ min: 1, max: 20_000 }).map((minutes) => ({ kind: 'wait' as const, minutes })),
    );
    const last: fc.Arbitrary<ChainStep> = fc.oneof(
      whom.map(told),
      fc
        .oneof(
          fc.constantFrom('rotation' as const, 'pool' as const),
          id.map((rest) => ({ userId: `U${rest}` })),
        )
        .map((to) => ({ kind: 'reassign' as const, to })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), last, (steps, end) => {
        const chain = [...steps, end];
        expect(parseChain(formatChain(chain, WALL_CLOCK).join('\n'), WALL_CLOCK)).toEqual(chain);
      }),
    );
  });
});
