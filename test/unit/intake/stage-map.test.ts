import { describe, expect, it } from 'vitest';
import { stageMap } from '../../../src/intake/csv/stage-map.ts';

describe('stageMap', () => {
  const stages = stageMap(['Marketing Qualified = MQL', 'a=b=sql', 'Junk=-', '=-', 'lead=mql']);

  it.each([
    [' marketing QUALIFIED ', 'mql'],
    ['a=b', 'sql'],
    ['junk', 'ignored'],
    ['', 'ignored'],
    ['Won', 'won'],
    ['lead', 'mql'],
    ['unheard of', undefined],
  ])('takes "%s" for %s', (value, expected) => {
    expect(stages(value)).toBe(expected);
  });

  it.each([
    ['mql', /lacks its "="/],
    ['New=mqll', /maps to no stage\. Did you mean mql\?/],
  ])('refuses %s', (line, message) => {
    expect(() => stageMap([line])).toThrow(message);
  });

  it('refuses two meanings of one value', () => {
    expect(() => stageMap(['New=mql', 'new=sql'])).toThrow(/two meanings: mql and sql/);
  });
});
