import { describe, expect, it } from 'vitest';
import { isCovered } from '../../../src/sla/is-covered.ts';
import type { PolicyCondition } from '../../../src/vocabulary.ts';

const anyOf = (field: string, ...values: string[]): PolicyCondition => ({ field, is: 'any-of', values });
const lead = {
  source: 'Paid_Search',
  campaign: 'spring-2026',
  score: 82,
  attributes: { Plan: 'Enterprise' },
};

describe('a policy covers a lead', () => {
  it.each<[string, PolicyCondition, boolean]>([
    ['by a value, whatever its case', anyOf('source', 'webinar', 'paid_search'), true],
    ['not by another value', anyOf('source', 'webinar'), false],
    ['by the beginning of a value', anyOf('campaign', 'spring*'), true],
    ['by its middle and end', anyOf('campaign', '*ing*26'), true],
    ['not when the parts overlap', anyOf('campaign', 'spring-2026*2026'), false],
    ['by an attribute of any case', anyOf('plan', 'enterprise'), true],
    ['not by an attribute that it lacks', anyOf('region', 'emea'), false],
    ['by a value that it must not have', { field: 'source', is: 'none-of', values: ['webinar'] }, true],
    ['not with the value it must not have', { field: 'source', is: 'none-of', values: ['paid*'] }, false],
    ['by a score high enough', { field: 'score', is: 'at-least', values: ['82'] }, true],
    ['not by one too low', { field: 'score', is: 'at-least', values: ['83'] }, false],
    ['by a score low enough', { field: 'score', is: 'at-most', values: ['82'] }, true],
  ])('%s', (_title, condition, covered) => {
    expect(isCovered([condition], lead)).toBe(covered);
  });

  it.each(['stage', 'leadId', 'workspaceId', 'attributes', 'constructor'])(
    'by its attribute %s, also where a row has a column of that name',
    (field) => {
      const row = { stage: 'mql', leadId: 'L-1', workspaceId: 'T1', attributes: { [field]: 'trial' } };
      expect(isCovered([anyOf(field, 'trial')], row)).toBe(true);
    },
  );

  it('only when every condition holds', () => {
    expect(isCovered([anyOf('source', 'paid_search'), anyOf('plan', 'free')], lead)).toBe(false);
    expect(isCovered([], lead)).toBe(true);
  });

  it('of which nothing is known, only by what it must not be', () => {
    expect(isCovered([{ field: 'score', is: 'at-most', values: ['10'] }], {})).toBe(false);
    expect(isCovered([{ field: 'source', is: 'none-of', values: ['webinar'] }], {})).toBe(true);
    expect(isCovered([anyOf('source', '*')], {})).toBe(true);
  });
});
