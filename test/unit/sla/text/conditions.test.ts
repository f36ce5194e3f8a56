import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatConditions, parseConditions } from '../../../../src/sla/text/conditions.ts';
import type { PolicyCondition } from '../../../../src/vocabulary.ts';

describe('conditions', () => {
  it('are a field, a sign and values', () => {
    expect(
      parseConditions('source = webinar, demo*; score >= 80; campaign != old; plan = enterprise'),
    ).toEqual([
      { field: 'source', is: 'any-of', values: ['webinar', 'demo*'] },
      { field: 'score', is: 'at-least', values: ['80'] },
      { field: 'campaign', is: 'none-of', values: ['old'] },
      { field: 'plan', is: 'any-of', values: ['enterprise'] },
    ]);
  });

  it.each([
    ['SOURCE=Webinar', { field: 'source', is: 'any-of', values: ['Webinar'] }],
    ['owner e-mail = *@corp.test', { field: 'ownerEmail', is: 'any-of', values: ['*@corp.test'] }],
    ['Company_Size ≤ 12.5', { field: 'Company_Size', is: 'at-most', values: ['12.5'] }],
    ['plan ≠ free', { field: 'plan', is: 'none-of', values: ['free'] }],
    ['campaign = “Spring, 2026”', { field: 'campaign', is: 'any-of', values: ['Spring, 2026'] }],
    ['campaign = "say ""hi""; now"', { field: 'campaign', is: 'any-of', values: ['say "hi"; now'] }],
    ['source = ""', { field: 'source', is: 'any-of', values: [''] }],
    ['score >= -5\n', { field: 'score', is: 'at-least', values: ['-5'] }],
  ])('may be written %j', (text, condition) => {
    expect(parseConditions(text)).toEqual([condition]);
  });

  it('may stand one a line, and blank ones are none', () => {
    expect(parseConditions('source = demo\n;\n score <= 5;')).toHaveLength(2);
    expect(parseConditions(' ;\n ')).toEqual([]);
  });

  it.each([
    ['webinar', '“webinar” is not a condition. Write it like source = webinar'],
    ['source = demo; score > 80', '“score > 80” is not a condition. A number is compared by >= or <=.'],
    ['score >= lots', '“score >= lots” does not compare with one number. Write it like score >= 80.'],
    ['score >= 80, 90', 'does not compare with one number'],
    ['source = demo score >= 80', 'more than one condition. Put a semicolon'],
    ['source =', '“source =” lacks a value'],
    ['source = a,,b', 'lacks a value'],
    ['source = "demo', 'quotation mark'],
    ['source = x"demo"', 'quotation mark'],
    ['= demo', '“= demo” is not a condition'],
    [`source = ${'x'.repeat(101)}`, 'longer than 100 characters'],
    [Array.from({ length: 11 }, () => 'a = b').join(';'), 'These are 11 conditions'],
    [`source = ${Array.from({ length: 51 }, () => 'a').join()}`, 'has 51 values'],
  ])('%j are refused by their part', (text, words) => {
    expect(() => parseConditions(text)).toThrow(words);
  });

  it('are read back as they are said', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[“”„]/g, ''));
    const field = fc.constantFrom('source', 'ownerEmail', 'score', 'Company size', 'plan.tier', 'größe');
    const values = fc.array(word, { minLength: 1, maxLength: 4 });
    const condition: fc.Arbitrary<PolicyCondition> = fc.oneof(
      fc.record({ field, is: fc.constantFrom('any-of', 'none-of'), values }),
      fc.record({
        field,
        is: fc.constantFrom('at-least', 'at-most'),
        values: fc.integer({ min: -999, max: 99_999 }).map((number) => [String(number / 10)]),
      }),
    );
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), (conditions) => {
        expect(parseConditions(formatConditions(conditions))).toEqual(conditions);
      }),
    );
  });
});
