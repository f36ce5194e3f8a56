import { describe, expect, it } from 'vitest';
import { reasonInWords } from '../../../src/routing/reason-in-words.ts';
import { writeReason } from '../../../src/routing/route-reason.ts';
import { stayInWords } from '../../../src/sla/stay-reason.ts';
import { speaking, voiceOf } from '../../../src/words/voice.ts';

const german = {
  ...voiceOf('de'),
  catalogue: {
    'Your turn in the rotation of {reps, plural, one {# rep} other {# reps}}.':
      'Du bist dran, als Nächste von {reps, plural, one {# Person} other {# Personen}}.',
    'Given by {who}: {note}': 'Von {who} gegeben: {note}',
    'Nobody else is free who has not had it.': 'Sonst ist niemand frei.',
  },
};

describe('why somebody has a lead', () => {
  const turn = writeReason({ is: 'rotation', reps: 3, isOwed: false, passedOver: [], more: 0 });

  it('is said in the language of whoever reads it, however long ago it was decided', () => {
    expect(reasonInWords(turn)).toBe('Your turn in the rotation of 3 reps.');
    expect(speaking(german, () => reasonInWords(turn))).toBe('Du bist dran, als Nächste von 3 Personen.');
  });

  it('keeps what people wrote as they wrote it, whatever it looks like', () => {
    const given = writeReason({ is: 'given', by: 'Max', note: '{"is":"owner"} {name} <b>' });
    expect(reasonInWords(given)).toBe('Given by Max: {"is":"owner"} {name} <b>');
    expect(speaking(german, () => reasonInWords(given))).toBe('Von Max gegeben: {"is":"owner"} {name} <b>');
  });

  it.each([
    ['You own this lead.', 'You own this lead.'],
    ['{"is":"torn', '{"is":"torn'],
    ['', ''],
    [null, ''],
  ])('stays as it is where it was once stored in words: %j', (stored, said) => {
    expect(speaking(german, () => reasonInWords(stored))).toBe(said);
  });
});

describe('why a lead stays where it is', () => {
  it.each([
    [{ is: 'enough', times: 0 }, 'Its policy hands on nothing by itself.'],
    [{ is: 'enough', times: 1 }, 'It has been handed on once already.'],
    [{ is: 'enough', times: 2 }, 'It has been handed on 2 times already.'],
    ['There is no other pool for it.', 'There is no other pool for it.'],
    [undefined, ''],
  ])('%j', (stored, said) => {
    expect(stayInWords(stored)).toBe(said);
  });

  it('is said in the language of whoever reads it', () => {
    expect(speaking(german, () => stayInWords({ is: 'nobody-else' }))).toBe('Sonst ist niemand frei.');
  });
});
