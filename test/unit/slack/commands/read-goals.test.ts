import { describe, expect, it } from 'vitest';
import { readGoals } from '../../../../src/slack/commands/read-goals.ts';

/** A Friday evening in New York, already February in UTC. */
const today = { now: new Date('2026-02-01T02:00:00Z'), timeZone: 'America/New_York', fiscalYearStart: 4 };
const read = (text: string) => readGoals(text, today);

describe('goals as they are typed', () => {
  it.each([
    ['120 mqls 40 sqls', { mqls: 120, sqls: 40, fromMonth: '2026-01' }],
    ['120 MQLs and 40 SQLs a month', { mqls: 120, sqls: 40, fromMonth: '2026-01' }],
    ['1,200 mql, 1 sql from 2026-03', { mqls: 1200, sqls: 1, fromMonth: '2026-03' }],
    ['mqls 120 sqls=40', { mqls: 120, sqls: 40, fromMonth: '2026-01' }],
    ['sqls: none from feb 2026', { sqls: null, fromMonth: '2026-02' }],
    ['no mqls', { mqls: null, fromMonth: '2026-01' }],
    ['0 sqls from q1', { sqls: 0, fromMonth: '2025-04' }],
    ['40sqls from 2026-04-01', { sqls: 40, fromMonth: '2026-04' }],
  ])('%s', (text, goals) => {
    expect(read(text)).toEqual(goals);
  });

  it.each([
    ['120', '“120”'],
    ['120 leads', '“120 leads”'],
    ['120 mqls 40', '“40”'],
    ['120 mqls 130 mqls', '“120 mqls 130 mqls”'],
    ['-5 mqls', '“-”'],
    ['from 2026-01', '“from 2026-01”'],
    ['<!channel> mqls', '“&lt;!channel&gt; mqls”'],
    ['5 mqls from 2026-01-15', 'A goal begins with a month, and “2026-01-15” does not'],
    ['5 mqls from soon', '"soon" is not a period'],
    ['5 mqls from', '"from" is not a period'],
  ])('are refused where they say something else: %s', (text, quoted) => {
    expect(() => read(text)).toThrow(quoted);
  });

  it('that are no whole number are left to be refused as such', () => {
    expect(read('1.5 mqls')).toMatchObject({ mqls: 1.5 });
    expect(read('1.2.3 mqls').mqls).toBeNaN();
  });
});
