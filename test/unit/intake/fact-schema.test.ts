import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { intakeSchema, parseStageChange } from '../../../src/intake/fact-schema.ts';

function parse(attributes: unknown) {
  return parseStageChange({
    leadId: 'L-1',
    stage: 'mql',
    occurredAt: '2026-01-05T09:00:00Z',
    lead: { attributes },
  });
}

describe('attributes that are posted', () => {
  it('are kept as text, and those that are null say nothing', () => {
    const posted = { plan: null, seats: 20, trial: false, region: 'EMEA' };
    expect(parse(posted)).toMatchObject({
      fact: { lead: { attributes: { seats: '20', trial: 'false', region: 'EMEA' } } },
    });
    expect(parse(posted)).not.toHaveProperty('fact.lead.attributes.plan');
    expect(parse(null)).toHaveProperty('fact.lead.attributes', null);
  });

  it.each([[[]], [{ of: 1 }], [[1]]])('are refused by name when they are %j', (plan) => {
    expect(parse({ plan, seats: 20 })).toEqual({
      error: 'lead.attributes.plan must be text, a number or true/false',
    });
  });

  it('are at most fifty', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, index]));
    expect(parse(many(50))).toHaveProperty('fact');
    expect(parse(many(51))).toEqual({ error: 'lead.attributes has more than 50 entries' });
  });

  it('stand in the JSON Schema with what may be sent', () => {
    expect(JSON.stringify(z.toJSONSchema(intakeSchema, { io: 'input' }))).toContain(
      '"additionalProperties":{"type":["string","number","boolean","null"]}',
    );
  });
});
