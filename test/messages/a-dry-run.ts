import type { DryRunOutcome } from '../../src/reports/dry-run/tally.ts';
import type { DryRunAnswer } from '../../src/reports/dry-run.ts';

const NOTHING = { contactReminders: 0, contactBreaches: 0, withdrawn: 0, pauses: 0 };
const IN_FORCE: DryRunOutcome = {
  ...NOTHING,
  ...{ handoffs: 120, reminders: 60, notices: { reps: 20, managers: 20, others: 0 } },
  ...{ breaches: 20, late: 9, never: 11, handOns: 0, stayed: 0 },
  ...{ policies: [], reps: [], busiestHour: null },
};

export function anOutcome(figures: Partial<DryRunOutcome> = {}): DryRunOutcome {
  const total = {
    ...NOTHING,
    ...{ handoffs: 120, reminders: 80, notices: { reps: 30, managers: 30, others: 1 } },
    ...{ breaches: 31, late: 20, never: 11, handOns: 12, stayed: 3, pauses: 2 },
  };
  return {
    ...total,
    policies: [
      { ...total, name: 'Demo requests', handoffs: 20 },
      { ...total, name: 'Every lead', handoffs: 100 },
    ],
    reps: [
      { userId: 'U0REP', pings: 90, reminders: 50, breaches: 20, takenFrom: 8, givenTo: 4 },
      { userId: 'U0GONE', pings: 51, reminders: 30, breaches: 11, takenFrom: 4, givenTo: 8 },
    ],
    busiestHour: { userId: 'U0REP', at: '2025-11-12T13:00:00.000Z', pings: 9 },
    ...figures,
  };
}

/** A dry run over last quarter. */
export function aDryRun(facts: Partial<DryRunAnswer> = {}): DryRunAnswer {
  return {
    report: 'dry-run',
    period: {
      label: 'Q4 2025',
      from: '2025-09-30T22:00:00.000Z',
      to: '2025-12-31T23:00:00.000Z',
      timeZone: 'Europe/Paris',
    },
    asOf: '2026-02-16T08:00:00.000Z',
    handoffs: 120,
    history: 0,
    tried: anOutcome(),
    inForce: IN_FORCE,
    hasManagers: true,
    repNames: { U0REP: 'Ada Rep' },
    ...facts,
  };
}
