import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addDays } from '../../../src/lib/local-date.ts';
import { nextWorkingMorning } from '../../../src/playground/clock/next-working-morning.ts';
import { createPlaygroundClock } from '../../../src/playground/clock/playground-clock.ts';
import { createTimeMachine } from '../../../src/playground/clock/time-machine.ts';
import { compileCalendar, DEFAULT_WORKING_HOURS } from '../../../src/team/working-calendar.ts';
import { fixedClock } from '../../support/clock.ts';

const HOUR_MS = 3_600_000;

function aClock() {
  const dataDir = mkdtempSync(join(tmpdir(), 'funnel-clock-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const machine = fixedClock('2026-01-05T09:00:00Z');
  const log: string[] = [];
  const open = () =>
    createPlaygroundClock({ machineNow: machine.now, dataDir, log: (message) => log.push(message) });
  return { machine, dataDir, log, open };
}

describe('the clock of the playground', () => {
  it('runs on from where it was moved to, also after a restart, and never goes back', () => {
    const { machine, open } = aClock();
    const clock = open();
    expect([clock.now(), clock.isAhead()]).toEqual([machine.now(), false]);
    clock.moveTo(new Date('2026-01-06T09:00:00Z'));
    machine.advance(60_000);
    clock.moveTo(new Date('2026-01-05T10:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-01-06T09:01:00Z'));
    machine.advance(HOUR_MS);
    expect(open().now()).toEqual(new Date('2026-01-06T10:01:00Z'));
    expect(open().isAhead()).toBe(true);
  });

  it('is that of the machine, and says why, where what it kept cannot be read', () => {
    const { machine, dataDir, log, open } = aClock();
    writeFileSync(join(dataDir, 'clock.json'), '{"aheadMs":-5}');
    expect(open().now()).toEqual(machine.now());
    expect(log).toEqual([expect.stringContaining('clock.json cannot be read')]);
  });
});

describe('the next working morning', () => {
  const berlin = compileCalendar({
    timeZone: 'Europe/Berlin',
    hours: DEFAULT_WORKING_HOURS,
    holidays: ['2026-01-06'],
  });

  it.each([
    ['at night, after midnight', '2026-01-07T02:00:00+01:00', '2026-01-08T09:00:00+01:00'],
    ['before a holiday', '2026-01-05T14:00:00+01:00', '2026-01-07T09:00:00+01:00'],
    ['on a Friday', '2026-01-09T08:00:00+01:00', '2026-01-12T09:00:00+01:00'],
    ['before the clocks change', '2026-03-28T12:00:00+01:00', '2026-03-30T09:00:00+02:00'],
  ])('is 09:00 in the zone of the team: %s', (_, now, morning) => {
    expect(nextWorkingMorning(berlin, new Date(now))).toEqual(new Date(morning));
  });

  it('is tomorrow where nobody works for two months', () => {
    const holidays = Array.from({ length: 70 }, (_, day) => addDays('2026-01-05', day));
    const never = compileCalendar({ timeZone: 'Asia/Tokyo', hours: DEFAULT_WORKING_HOURS, holidays });
    const morning = nextWorkingMorning(never, new Date('2026-01-05T20:00:00+09:00'));
    expect(morning).toEqual(new Date('2026-01-06T09:00:00+09:00'));
  });
});

describe('the time machine', () => {
  it('stops wherever something falls due, and at the end', async () => {
    const { machine, open } = aClock();
    const clock = open();
    const due = ['2026-01-05T09:10:00Z', '2026-01-05T09:10:00.500Z', '2026-01-05T11:00:00Z'];
    const seen: string[] = [];
    const settle = async () => {
      seen.push(clock.now().toISOString().slice(11, 19));
      return due.map((at) => new Date(at)).find((at) => at > clock.now());
    };
    const timeMachine = createTimeMachine({ clock, settle, nextMorning: async () => machine.now() });
    await timeMachine.leap('hour');
    expect(seen).toEqual(['09:00:00', '09:10:00', '09:10:02', '10:00:00']);
  });

  it('makes one leap after the other, also after one that failed', async () => {
    const { open } = aClock();
    const clock = open();
    let failures = 1;
    const settle = async () => {
      if (failures-- > 0) throw new Error('The database is away.');
      return undefined;
    };
    const morning = new Date('2026-01-07T09:00:00Z');
    const timeMachine = createTimeMachine({ clock, settle, nextMorning: async () => morning });
    const [failed] = await Promise.allSettled([
      timeMachine.leap('day'),
      timeMachine.leap('hour'),
      timeMachine.leap('hour'),
    ]);
    expect(failed?.status).toBe('rejected');
    expect(clock.now()).toEqual(new Date('2026-01-05T11:00:00Z'));
    await timeMachine.leap('morning');
    expect(clock.now()).toEqual(morning);
  });
});
