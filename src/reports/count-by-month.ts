import type { SQL } from 'drizzle-orm';
import { askByMonth, type MonthOf } from './ask-by-month.ts';
import { type Groups, type HandoffKey, handoffKey, isByRep, type Role } from './breakdown.ts';
import type { ReportScope } from './report-scope.ts';

type Counts<Names extends string> = Record<Names, number>;
type Key = string | null;

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

/** For each key as many counts as there are names, in their order. */
interface Tally {
  keys: readonly Key[];
  counts: Float64Array;
}

/** The counts of one month, and those that are the holder's where that is somebody else. */
interface MonthTally<Names extends string> {
  decided: Tally;
  held: Tally | undefined;
  ofHolder: readonly Names[];
}

export type CountedMonth<Names extends string> = MonthOf<MonthTally<Names>>;

/** Counts by key, month by month. `addUp` says what they come to together. */
export async function countByMonth<Names extends string>(
  scope: ReportScope,
  counting: Counting<Names>,
): Promise<CountedMonth<Names>[]> {
  const ofHolder = isByRep(scope) ? (counting.ofHolder ?? []) : [];
  const decided = await tallyByMonth(scope, counting, 'decider');
  const held = ofHolder.length > 0 ? await tallyByMonth(scope, counting, 'holder') : [];
  return decided.map(({ from, to, cell }, index) => ({
    from,
    to,
    cell: { decided: cell, held: held[index]?.cell, ofHolder },
  }));
}

export function addUp<Names extends string>(
  months: readonly CountedMonth<Names>[],
  none: Counts<Names>,
): Groups<Counts<Names>> {
  const names = Object.keys(none) as Names[];
  const decided = sumsOf(
    months.map(({ cell }) => cell.decided),
    names.length,
  );
  const held = sumsOf(
    months.flatMap(({ cell }) => cell.held ?? []),
    names.length,
  );
  const ofHolder = new Set(months[0]?.cell.ofHolder ?? []);
  const groups: Groups<Counts<Names>> = { total: { ...none }, byKey: new Map() };
  for (const key of new Set([...decided.keys(), ...held.keys()])) {
    const counts = { ...none };
    for (const [column, name] of names.entries()) {
      counts[name] = (ofHolder.has(name) ? held : decided).get(key)?.[column] ?? 0;
      groups.total[name] += counts[name];
    }
    groups.byKey.set(key, counts);
  }
  return groups;
}

function tallyByMonth<Names extends string>(
  scope: ReportScope,
  { name, none, until, statement }: Counting<Names>,
  role: Role,
): Promise<MonthOf<Tally>[]> {
  const names = Object.keys(none) as Names[];
  return askByMonth<{ part: number; key: Key } & Counts<Names>, Tally>(scope, {
    name: `${name} of ${role}`,
    until,
    statement: (narrowed, partOf) => statement(narrowed, handoffKey(narrowed, role), partOf),
    cellOf: (rows) => ({
      keys: rows.map(({ key }) => key),
      counts: Float64Array.from(rows.flatMap((row) => names.map((one) => row[one]))),
    }),
    weigh: ({ keys, counts }) => keys.length + counts.length,
  });
}

function sumsOf(tallies: readonly Tally[], width: number): Map<Key, Float64Array> {
  const sums = new Map<Key, Float64Array>();
  for (const { keys, counts } of tallies) {
    for (const [row, key] of keys.entries()) {
      const sum = sums.get(key) ?? new Float64Array(width);
      sums.set(key, sum);
      for (let column = 0; column < width; column += 1) {
        sum[column] = (sum[column] ?? 0) + (counts[row * width + column] ?? 0);
      }
    }
  }
  return sums;
}
