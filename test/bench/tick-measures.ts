import type { DelayedJobs } from './delayed-jobs.ts';
import type { Measure } from './measure.ts';
import type { ReminderStory } from './reminder-story.ts';

/** Milliseconds of each step of one run. */
export interface TickRun {
  ours: Awaited<ReturnType<ReminderStory['run']>>;
  theirs: Awaited<ReturnType<DelayedJobs['run']>>;
}

export interface SizeRuns {
  open: number;
  due: number;
  runs: readonly TickRun[];
}

const unit = 'ms';

/** What each side does stands in the names: neither does the whole of what the other does. */
export function sizeMeasures({ open, due, runs }: SizeRuns): Measure[] {
  const ours = (step: keyof TickRun['ours']) => runs.map((run) => run.ours[step]);
  const theirs = (step: keyof TickRun['theirs']) => runs.map((run) => run.theirs[step]);
  const many = words(due);
  const measure = (what: string) => `${what}, ${words(open)} open`;
  return [
    {
      measure: measure(`tick that owes ${many} reminders`),
      unit,
      ours: ours('remind'),
      baseline: `pg-boss: fetch and complete ${many} due jobs, nothing owed`,
      theirs: theirs('work'),
    },
    {
      measure: measure('tick with nothing due'),
      unit,
      ours: ours('idle'),
      baseline: 'pg-boss: fetch with nothing due',
      theirs: theirs('fetchNone'),
    },
    {
      measure: measure(`record ${many} new leads and when to remind`),
      unit,
      ours: ours('record'),
      baseline: `pg-boss: insert ${many} delayed jobs, no leads`,
      theirs: theirs('insert'),
    },
    {
      measure: measure(`what reminders add to recording ${many} new leads`),
      unit,
      ours: ours('record'),
      baseline: 'ours: as many recorded as history, without alerts',
      theirs: ours('recordSilent'),
    },
    {
      measure: measure(`record ${many} decisions, nothing to cancel`),
      unit,
      ours: ours('decide'),
      baseline: `pg-boss: cancel ${many} jobs, no decisions`,
      theirs: theirs('cancel'),
    },
  ];
}

/** The largest size beside the smallest: how far a tick is from costing the same whatever is open. */
export function growthMeasures(sizes: readonly SizeRuns[]): Measure[] {
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (!least || !most || least === most) return [];
  const pairs = [
    ['remind', `tick that owes ${words(most.due)} reminders, ${words(most.open)} open`],
    ['idle', `tick with nothing due, ${words(most.open)} open`],
  ] as const;
  return pairs.map(([step, measure]) => ({
    measure,
    unit,
    ours: most.runs.map((run) => run.ours[step]),
    baseline: `ours: the same, ${words(least.open)} open`,
    theirs: least.runs.map((run) => run.ours[step]),
  }));
}

function words(count: number): string {
  return count.toLocaleString('en');
}
