import { answerOf, at, type Row } from './breakdown.ts';
import { cohortCounts, NO_COUNTS } from './cohort.ts';
import { decisionDurations, medianOf, NO_DURATIONS } from './durations.ts';
import { memberNames } from './member-names.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

interface RepFigures {
  /** MQLs decided by this rep, or held and open. */
  mqls: number;
  accepted: number;
  rejected: number;
  recycled: number;
  open: number;
  passRate: number | null;
  decided: number;
  withinSla: number;
  medianDecisionHours: number | null;
  medianWorkingHours: number | null;
  /** MQLs held by this rep, whoever decided them. */
  handoffs: number;
  late: number;
  never: number;
  waste: number;
  /** Breaches that a manager excused: in none of the above. */
  excused: number;
}

export type Reps = RepFigures & { rows: (Row<RepFigures> & { name: string | null })[] };

export type RepsAnswer = ReportHeader<'reps'> & Reps;

/**
 * A row for each rep, or with one rep asked for only that one's, below the team's totals. Breach and waste count for who
 * held the lead when its time ran out, decision and velocity for who decided it.
 */
export async function reps(given: ReportScope): Promise<Reps> {
  const scope: ReportScope = { ...given, by: 'rep' };
  const counts = await cohortCounts(scope);
  const durations = await decisionDurations(scope);
  const answer = answerOf(
    scope,
    [counts.byKey],
    (key): RepFigures => {
      const ofKey = at(counts, key, NO_COUNTS);
      const times = at(durations, key, NO_DURATIONS);
      const { mqls, accepted, rejected, recycled, open, decided, withinSla, handoffs, late, never, excused } =
        ofKey;
      return {
        mqls,
        accepted,
        rejected,
        recycled,
        open,
        passRate: ratio(accepted, mqls),
        decided,
        withinSla,
        medianDecisionHours: medianOf(times.decision),
        medianWorkingHours: medianOf(times.working),
        handoffs,
        late,
        never,
        waste: late + never,
        excused,
      };
    },
    (figures) => figures.mqls,
  );
  const names = await memberNames(scope);
  const rows = (answer.rows ?? [])
    .filter((row) => given.onlyRepId === undefined || row.key === given.onlyRepId)
    .map((row) => ({ ...row, name: (row.key !== null && names[row.key]) || null }));
  return { ...answer, rows };
}
