import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PublishedFigures, restate } from '../../../src/reports/restatement.ts';
import { restatementSentence } from '../../../src/reports/sentences/restatement-sentence.ts';

const DAY = { mqls: 12, accepted: 5, rejected: 3, notInTime: 2 };
const MONTH = { mqls: 100, sqls: 40 };
const PUBLISHED: PublishedFigures = {
  on: '2026-11-21',
  timeZone: 'UTC',
  day: { on: '2026-11-20', ...DAY },
  month: { fromOn: '2026-11-01', until: '2026-11-21T09:00:00.000Z', ...MONTH },
};

function said(
  day: Partial<typeof DAY>,
  month: Partial<typeof MONTH> = {},
  today = '2026-11-22',
): string | null {
  const found = restate(PUBLISHED, { day: { ...DAY, ...day }, month: { ...MONTH, ...month } });
  return found && restatementSentence(found, today);
}

describe('what late facts make of a digest', () => {
  it('is said in one line', () => {
    expect(said({ mqls: 15 }, { mqls: 103 })).toBe(
      'Yesterday’s digest said 12 MQLs for 20 Nov 2026; 3 more have been learnt of since: 15.',
    );
    expect(said({ mqls: 11 }, { mqls: 99 }, '2026-11-23')).toBe(
      'The digest of 21 Nov 2026 said 12 MQLs for 20 Nov 2026; 1 no longer counts: 11.',
    );
    expect(said({ mqls: 13, notInTime: 4 }, { mqls: 120, sqls: 40 })).toBe(
      'Yesterday’s digest said 12 MQLs for 20 Nov 2026; 1 more has been learnt of since: 13. ' +
        'Also changed: 2 not decided in time for 20 Nov 2026 → 4, 100 MQLs for Nov 2026 so far → 120.',
    );
  });

  it('is not said where nothing, or next to nothing, has changed', () => {
    expect(said({})).toBeNull();
    expect(said({}, { mqls: 104 })).toBeNull();
    expect(said({}, { mqls: 105 })).toContain('100 MQLs for Nov 2026 so far');
  });

  it('says of the month only what the day does not explain', () => {
    expect(said({ mqls: 22 }, { mqls: 110 })).not.toContain('so far');
    expect(said({ accepted: 10 }, { sqls: 45 })).not.toContain('so far');
  });

  it('is said exactly where it is one lead or more and a twentieth or more', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (before, now) => {
        const figures = { mqls: 0, accepted: 0, rejected: 0, notInTime: 0 };
        const published = { ...PUBLISHED, day: { on: '2026-11-20', ...figures, rejected: before } };
        const found = restate(published, { day: { ...figures, rejected: now }, month: MONTH });
        expect(found !== null).toBe(before !== now && Math.abs(now - before) * 20 >= before);
      }),
    );
  });
});
