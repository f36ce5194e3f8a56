import { type Cost, cost } from './cost.ts';
import { type PassRate, passRate } from './pass-rate.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { type Velocity, velocity } from './velocity.ts';
import { type Waste, waste } from './waste.ts';

export interface Summary {
  passRate: PassRate;
  velocity: Velocity;
  waste: Waste;
  /** Null where money may not be seen. */
  cost: Cost | null;
}

export type SummaryAnswer = ReportHeader<'summary'> & Summary;

/** What a manager wants to know first. */
export async function summary(given: ReportScope): Promise<Summary> {
  const scope: ReportScope = { ...given, by: undefined };
  const isCostShown = scope.withCost && scope.repId === undefined;
  return {
    passRate: await passRate(scope),
    velocity: await velocity(scope),
    waste: await waste(scope),
    cost: isCostShown ? await cost(scope) : null,
  };
}
