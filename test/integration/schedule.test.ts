import { describe, expect, it } from 'vitest';
import { nextRun } from '../../src/reports/schedule.ts';

const runs = (schedule: Parameters<typeof nextRun>[0], after: string, count: number) => {
  const found: string[] = [];
  for (let at = new Date(after); found.length < count; ) {
    at = nextRun(schedule, at);
    found.push(at.toISOString());
  }
  return found;
};

describe('the next run of a schedule', () => {
  it('keeps its local time when clocks go forward and back', () => {
    const berlin = { timeOfDay: '09:00', days: 'daily', timeZone: 'Europe/Berlin' } as const;
    expect(runs(berlin, '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
    expect(runs(berlin, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  it('comes once on a day whose time of day is skipped or occurs twice', () => {
    const night = { timeOfDay: '02:30', days: 'daily', timeZone: 'Europe/Berlin' } as const;
    expect(runs(night, '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(runs(night, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('leaves weekends out in the zone of the schedule', () => {
    const auckland = { timeOfDay: '08:00', days: 'weekdays', timeZone: 'Pacific/Auckland' } as const;
    expect(runs(auckland, '2026-01-08T20:00:00Z', 2)).toEqual([
      '2026-01-11T19:00:00.000Z',
      '2026-01-12T19:00:00.000Z',
    ]);
  });

  it('lies after the instant asked about, never at it', () => {
    const utc = { timeOfDay: '09:00', days: 'daily', timeZone: 'UTC' } as const;
    expect(runs(utc, '2026-01-05T09:00:00Z', 1)).toEqual(['2026-01-06T09:00:00.000Z']);
    expect(runs(utc, '2026-01-05T08:59:59.999Z', 1)).toEqual(['2026-01-05T09:00:00.000Z']);
  });
});
