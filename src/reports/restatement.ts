import type { LocalDate } from '../lib/local-date.ts';

/** What a digest said of one day, and of the month up to an instant. */
export interface PublishedFigures {
  /** The day of the digest. */
  on: LocalDate;
  timeZone: string;
  day: DayFigures & { on: LocalDate };
  month: { fromOn: LocalDate; until: string; mqls: number; sqls: number };
}

export interface DayFigures {
  mqls: number;
  accepted: number;
  rejected: number;
  notInTime: number;
}

/** A figure that was said, and what it is by now. */
export interface Restated {
  figure: keyof DayFigures | 'monthMqls' | 'monthSqls';
  said: number;
  now: number;
}

export interface Restatement {
  /** The day of the digest that said so, the day and the month of which it spoke. */
  saidOn: LocalDate;
  dayOn: LocalDate;
  monthFromOn: LocalDate;
  changes: Restated[];
}

const LEAST_LEADS = 1;
const LEAST_SHARE = 0.05;

/** What late facts have changed by enough to be said. What only follows from the change of the day is not said again. */
export function restate(
  published: PublishedFigures,
  now: { day: DayFigures; month: { mqls: number; sqls: number } },
): Restatement | null {
  const { on: dayOn, ...day } = published.day;
  const ofDay = (['mqls', 'accepted', 'rejected', 'notInTime'] as const).map((figure) => ({
    figure,
    said: day[figure],
    now: now.day[figure],
  }));
  const changeOf = (figure: keyof DayFigures) => now.day[figure] - day[figure];
  const { month } = published;
  const ofMonth = [
    { figure: 'monthMqls' as const, said: month.mqls, now: now.month.mqls, explained: changeOf('mqls') },
    { figure: 'monthSqls' as const, said: month.sqls, now: now.month.sqls, explained: changeOf('accepted') },
  ].filter(({ said, now, explained }) => now - said !== explained);
  const changes = [...ofDay, ...ofMonth.map(({ explained: _, ...restated }) => restated)].filter(
    isWorthSaying,
  );
  return changes.length > 0 ? { saidOn: published.on, dayOn, monthFromOn: month.fromOn, changes } : null;
}

function isWorthSaying({ said, now }: Restated): boolean {
  const change = Math.abs(now - said);
  return change >= LEAST_LEADS && change >= said * LEAST_SHARE;
}
