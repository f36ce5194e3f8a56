import { describe, expect, it } from 'vitest';
import { factFault } from '../../../src/leads/check-fact.ts';
import { anUndo, aStage, at, minutes } from '../../support/facts.ts';

const now = at(0);

describe('a fact is refused', () => {
  it.each([
    ['an empty id', { eventId: ' ' }, 'id is empty'],
    ['a long id', { eventId: 'x'.repeat(201) }, 'id is longer than 200 characters'],
    ['an empty lead', { leadId: '' }, 'leadId is empty'],
    ['NUL in a lead id', { eventId: 'e', leadId: 'a\u0000b' }, 'leadId contains a NUL character'],
    ['half a surrogate pair in the origin', { origin: '\ud83d' }, 'origin contains half of a surrogate pair'],
    ['NUL in a field', { lead: { company: '\u0000' } }, 'company contains a NUL character'],
    ['half a surrogate pair in a field', { lead: { name: 'x\udc00' } }, 'name contains half of a surrogate'],
    ['an endless score', { lead: { score: Number.POSITIVE_INFINITY } }, 'score is not a finite number'],
    ['a creation date in words', { lead: { createdAt: 'yesterday' } }, 'createdAt is not a date'],
    [
      'a creation date before Christ',
      { lead: { createdAt: '-000044-03-15T00:00:00Z' } },
      'outside the years 1 to 9999',
    ],
    [
      'a creation date past year 9999',
      { lead: { createdAt: '+012026-01-01T00:00:00Z' } },
      'outside the years',
    ],
    ['NUL in the reported value', { reported: '\u0000' }, 'reported contains a NUL character'],
    ['NUL in the note', { note: '\u0000' }, 'note contains a NUL character'],
    ['no date', { occurredAt: new Date('nonsense') }, 'occurredAt is not a date'],
    ['a date before 1970', { occurredAt: new Date(-1) }, 'lies before 1970'],
    ['a date in the future', { occurredAt: at(minutes(5) + 1) }, 'lies in the future'],
  ])('for %s', (_title, overrides, fault) => {
    expect(factFault(aStage('mql', at(0), overrides), now)).toContain(fault);
  });
});

it('clocks up to five minutes ahead are believed', () => {
  expect(factFault(aStage('mql', at(minutes(5))), now)).toBeUndefined();
});

it('every other text is taken as it is', () => {
  const lead = { name: '<!channel> 😀 \u202e', company: `'; drop table leads; --`, createdAt: '0001-01-01' };
  expect(factFault(aStage('mql', at(0), { lead, leadId: 'ünïcode/%_\\' }), now)).toBeUndefined();
});

it('an undo is checked like a stage change', () => {
  const undo = anUndo(aStage('sql'), at(0), { eventId: '' });
  expect(factFault(undo, now)).toBe('id is empty');
});
