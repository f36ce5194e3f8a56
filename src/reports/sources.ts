import type { Row } from './breakdown.ts';
import { type Cost, type CostFigures, cost } from './cost.ts';
import { hasNoSpend } from './filters.ts';
import { type PassRateFigures, passRate } from './pass-rate.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { type WasteFigures, waste } from './waste.ts';

type SourceFigures = PassRateFigures & {
  waste: Pick<WasteFigures, 'handoffs' | 'late' | 'never' | 'waste' | 'share'>;
  /** Null where money may not be seen, or no spend names this source as its channel. */
  cost: CostFigures['simple'] | null;
};

export type Sources = SourceFigures & {
  unallocated: string | null;
  currency: string | null;
  rows: Row<SourceFigures>[];
};

export type SourcesAnswer = ReportHeader<'sources'> & Sources;

/** Pass rate, waste and, where spend names the source as its channel, cost. */
export async function sources(given: ReportScope): Promise<Sources> {
  const scope: ReportScope = { ...given, by: 'source' };
  const rates = await passRate(scope);
  const wasted = await waste(scope);
  const costs = scope.withCost && !hasNoSpend(scope) ? await cost(scope) : undefined;
  const wasteByKey = new Map(wasted.rows?.map((row) => [row.key, row]));
  const costByKey = costsByKey(costs);
  const rows = (rates.rows ?? []).map(({ key, cohort, flow }) => ({
    key,
    cohort,
    flow,
    waste: partsOf(wasteByKey.get(key)),
    cost: costByKey.get(key?.toLowerCase()) ?? null,
  }));
  return {
    cohort: rates.cohort,
    flow: rates.flow,
    waste: partsOf(wasted),
    cost: costs?.simple ?? null,
    unallocated: costs?.unallocated ?? null,
    currency: scope.workspace.currency,
    rows,
  };
}

function costsByKey(costs: Cost | undefined): Map<string | undefined, CostFigures['simple']> {
  const withSpend = costs?.rows?.filter((row) => row.simple.spendDays.covered > 0) ?? [];
  return new Map(withSpend.map((row) => [row.key?.toLowerCase(), row.simple]));
}

function partsOf(figures: WasteFigures | undefined): SourceFigures['waste'] {
  const { handoffs = 0, late = 0, never = 0, waste: wasted = 0, share = null } = figures ?? {};
  return { handoffs, late, never, waste: wasted, share };
}
