import { describe, expect, it } from 'vitest';
import { readInstant } from '../../../../src/intake/crm/read-instant.ts';
import { readLead } from '../../../../src/intake/crm/read-lead.ts';
import { readPath } from '../../../../src/intake/crm/read-path.ts';

describe('readPath', () => {
  const item = {
    a: { b: [{ c: 1 }] },
    'x.y': { z: 2 },
    x: { y: { w: 3 } },
    first: 'Ada',
    last: 'Park',
    none: null,
    blank: ' ',
  };

  it.each([
    ['a.b.0.c', 1],
    ['x.y.z', 2],
    ['x.y.w', 3],
    ['first + last', 'Ada Park'],
    ['first + none', 'Ada'],
    ['first + missing', undefined],
    ['missing | last', 'Park'],
    ['none | last', 'Park'],
    ['none | missing', null],
    ['blank | missing', ' '],
    ['__proto__', undefined],
    ['a.constructor', undefined],
    ['first.length', undefined],
  ])('reads %s', (path, value) => {
    expect(readPath(item, path)).toEqual(value);
  });
});

describe('readInstant', () => {
  it.each([
    ['2026-01-05T09:00:00Z'],
    ['2026-01-05T10:00:00.000+0100'],
    ['2026-01-05T09:00:00.000000000Z'],
    ['2026-01-05 09:00:00 +00:00'],
    [1_767_603_600_000],
    ['1767603600000'],
    [1_767_603_600],
  ])('reads %s', (value) => {
    expect(readInstant(value)?.toISOString()).toBe('2026-01-05T09:00:00.000Z');
  });

  it.each([
    '2026-01-05T09:00:00',
    '2026-01-05',
    '2026-02-30T00:00:00Z',
    '05/01/2026 09:00',
    '',
    12,
    null,
    {},
    [],
  ])('guesses nothing of %j', (value) => {
    expect(readInstant(value)).toBeUndefined();
  });
});

describe('readLead', () => {
  it('takes what fits, clears by null, and leaves the rest out', () => {
    const item = {
      name: ' Ada\u0000 \ud800',
      company: null,
      title: '',
      score: '82',
      email: { no: 1 },
      phone: 5550100,
      born: '2025-12-20',
      seats: 20,
    };
    const fields = {
      name: 'name',
      company: 'company',
      title: 'title',
      score: 'score',
      email: 'email',
      phone: 'phone',
      createdAt: 'born',
    };
    expect(readLead(item, { ...fields, 'attributes.seats': 'seats', 'attributes.plan': 'plan' })).toEqual({
      name: 'Ada \ufffd',
      company: null,
      score: 82,
      phone: '5550100',
      attributes: { seats: '20' },
    });
    expect(readLead({ score: 'many' }, fields)).toBeUndefined();
  });
});
