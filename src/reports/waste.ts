import { shareOf } from '../lib/money.ts';
import { answerOf, at, type Row } from './breakdown.ts';
import { cohortCounts, NO_COUNTS } from './cohort.ts';
import { excusedReasons } from './excused-reasons.ts';
import { hasNoSpend, withoutRepAndReason } from './filters.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { spendBetween } from './spend-between.ts';

export interface WasteFigures {
  handoffs: number;
  /** Decided after due. Excused breaches are in none of these. */
  late: number;
  /** Of the late ones, those accepted all the same. */
  lateAccepted: number;
  /** Still undecided though past due. */
  never: number;
  waste: number;
  share: number | null;
  /** Waste × simple cost per MQL of the same period; null without spend, or where money may not be seen. */
  money: string | null;
  /** Beside the waste, not in it: breaches that a manager excused. */
  excused: number;
  /** Beside it as well: accepted, but no attempt to reach the lead in the promised time. */
  acceptedNotContacted: number;
  /** Handoffs of which a contact is known at all. */
  contacted: number;
}

export type Waste = WasteFigures & {
  currency: string | null;
  /** Why the breaches in `excused` were, in a manager's words, the most frequent first. */
  excusedReasons: { reason: string | null; count: number }[];
  rows?: Row<WasteFigures>[];
};

export type WasteAnswer = ReportHeader<'waste'> & Waste;

export async function waste(scope: ReportScope): Promise<Waste> {
  const counts = await cohortCounts(scope);
  const isWhole = scope.by === undefined && !hasNoSpend(scope);
  const priced = isWhole ? scope : { ...withoutRepAndReason(scope), by: undefined };
  const started = await cohortCounts(priced, scope.endsAt);
  const spend = await spendBetween(scope, scope.period.fromOn, scope.endsOn);
  const isPriced = scope.withCost && spend.total.coveredDays > 0;
  const answer = answerOf(
    scope,
    [counts.byKey],
    (key): WasteFigures => {
      const ofKey = at(counts, key, NO_COUNTS);
      const { handoffs, late, lateAccepted, never, excused, acceptedNotContacted, contacted } = ofKey;
      return {
        handoffs,
        late,
        lateAccepted,
        never,
        waste: late + never,
        share: ratio(late + never, handoffs),
        money: isPriced ? shareOf(spend.total.amount, late + never, started.total.mqls) : null,
        excused,
        acceptedNotContacted,
        contacted,
      };
    },
    (figures) => figures.handoffs,
  );
  const reasons = counts.total.excused > 0 ? await excusedReasons(scope) : [];
  return { ...answer, currency: scope.workspace.currency, excusedReasons: reasons };
}
