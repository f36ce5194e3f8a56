import { type Cost, cost } from './cost.ts';
import { hasNoSpend } from './filters.ts';
import { type PassRate, passRate } from './pass-rate.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { type Scorecard, scorecard } from './scorecard.ts';
import { type Velocity, velocity } from './velocity.ts';
import { type Waste, waste } from './waste.ts';

export interface Summary {
  passRate: PassRate;
  velocity: Velocity;
  /** Who keeps what marketing and sales have agreed on. */
  scorecard: Scorecard;
  waste: Waste;
  /** Null where money may not be seen. */
  cost: Cost | null;
}

export type SummaryAnswer = ReportHeader<'summary'> & Summary;

/** What a manager wants to know first. */
export async function summary(given: ReportScope): Promise<Summary> {
  const scope: ReportScope = { ...given, by: undefined };
  const isCostShown = scope.withCost && !hasNoSpend(scope);
  const rates = await passRate(scope);
  const speed = await velocity(scope);
  return {
    passRate: rates,
    velocity: speed,
    scorecard: await scorecard(scope, rates, speed),
    waste: await waste(scope),
    cost: isCostShown ? await cost(scope) : null,
  };
}
