import type { SQL } from 'drizzle-orm';
import { askByMonth, type MonthOf } from './ask-by-month.ts';
import { type Groups, type HandoffKey, handoffKey, isByRep, type Role } from './breakdown.ts';
import type { ReportScope } from './report-scope.ts';

type Counts<Names extends string> = Record<Names, number>;
type ByKey<Names extends string> = ReadonlyMap<string | null, Counts<Names>>;

interface Counting<Names extends string> {
  name: string;
  /** Nought of each. */
  none: Counts<Names>;
  /** Where rows are reps these count for the holder, all others for who decided. */
  ofHolder?: readonly NoInfer<Names>[];
  until?: Date;
  /** One row for each part and key, with the columns `part`, `key`, `changesAt` and the counts. */
  statement: (scope: ReportScope, key: HandoffKey, partOf: (instant: SQL) => SQL) => SQL;
}

/** Counts by key, month by month. They add up. */
export async function countByMonth<Names extends string>(
  scope: ReportScope,
  counting: Counting<Names>,
): Promise<MonthOf<Groups<Counts<Names>>>[]> {
  const names = Object.keys(counting.none) as Names[];
  const ofHolder = isByRep(scope) ? (counting.ofHolder ?? []) : [];
  const decided = await ask(scope, counting, names, 'decider');
  const held = ofHolder.length > 0 ? await ask(scope, counting, names, 'holder') : [];
  const ofDecider = names.filter((name) => !ofHolder.includes(name));
  return decided.map(({ from, to, cell }, index) => {
    const groups: Groups<Counts<Names>> = { total: { ...counting.none }, byKey: new Map() };
    add(groups, cell, ofDecider, counting.none);
    add(groups, held[index]?.cell ?? new Map(), ofHolder, counting.none);
    return { from, to, cell: groups };
  });
}

/** What months come to together. */
export function addUp<Names extends string>(
  months: readonly MonthOf<Groups<Counts<Names>>>[],
  none: Counts<Names>,
): Groups<Counts<Names>> {
  const names = Object.keys(none) as Names[];
  const groups: Groups<Counts<Names>> = { total: { ...none }, byKey: new Map() };
  for (const { cell } of months) add(groups, cell.byKey, names, none);
  return groups;
}

function ask<Names extends string>(
  scope: ReportScope,
  { name, until, statement }: Counting<Names>,
  names: readonly Names[],
  role: Role,
): Promise<MonthOf<ByKey<Names>>[]> {
  return askByMonth<{ part: number; key: string | null } & Counts<Names>, ByKey<Names>>(scope, {
    name: `${name} of ${role}`,
    until,
    statement: (narrowed, partOf) => statement(narrowed, handoffKey(narrowed, role), partOf),
    cellOf: (rows) => new Map(rows.map((row) => [row.key, row])),
    weigh: (cell) => cell.size * names.length,
  });
}

function add<Names extends string>(
  { total, byKey }: Groups<Counts<Names>>,
  counted: ByKey<Names>,
  names: readonly Names[],
  none: Counts<Names>,
): void {
  for (const [key, counts] of counted) {
    const sums = byKey.get(key) ?? { ...none };
    byKey.set(key, sums);
    for (const name of names) {
      sums[name] += counts[name];
      total[name] += counts[name];
    }
  }
}
