import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { changedDays, members } from '../db/schema.ts';
import { startOfLocalDay } from '../lib/local-date.ts';
import { unitAround } from './calendar-units.ts';
import type { KnownMonth } from './month-memo.ts';
import { once } from './once.ts';
import type { ReportScope } from './report-scope.ts';

export interface Question<Row, Cell> {
  /** Names it among the questions about one scope, with all that it depends on and the scope does not say. */
  name: string;
  /** Ends it earlier than the period. */
  until?: Date | undefined;
  /** Rows with the `part` of each, made by `partOf`, over the whole period of the scope given. */
  statement: (scope: ReportScope, partOf: (instant: SQL) => SQL) => SQL;
  /** What is kept of the rows of one part. */
  cellOf: (rows: readonly Row[]) => Cell;
  /** About how many numbers that is. */
  weigh: (cell: Cell) => number;
}

interface PartRow {
  part: number;
  /** In ms: until then, included, time alone changes nothing of this row. Null is for ever. */
  changesAt?: number | null;
}

/** What a question came to for one local month, clipped to the period. */
export interface MonthOf<Cell> {
  from: Date;
  to: Date;
  cell: Cell;
}

/**
 * Asks a question of each local month of the period. Months that this process knows already and that have not changed
 * since are not asked again: a long report then costs what it shows, not what is stored. At most three statements. Figures
 * of the past, by another promise, or by lead, are asked anew each time.
 */
export async function askByMonth<Row extends PartRow, Cell>(
  scope: ReportScope,
  question: Question<Row, Cell>,
): Promise<MonthOf<Cell>[]> {
  const spans = monthsWithin(scope, question.until ?? scope.period.to);
  const stamps = isKept(scope) ? await stampsOf(scope, spans) : [];
  const known = spans.map((span, index) => recall(scope, question.name, span, stamps[index]));
  const first = known.indexOf(undefined);
  if (first >= 0) {
    const end = known.lastIndexOf(undefined) + 1;
    const asked = await ask(scope, question, spans.slice(first, end));
    for (const [index, month] of asked.entries()) {
      known[first + index] = month;
      const span = spans[first + index];
      const stamp = stamps[first + index];
      if (span?.isWhole && stamp !== undefined) {
        const size = 1 + question.weigh(month.cell as Cell);
        scope.memo.set(nameOf(scope, question.name, span), { ...month, stamp }, { size });
      }
    }
  }
  return spans.map(({ from, to }, index) => ({ from, to, cell: known[index]?.cell as Cell }));
}

interface Span {
  from: Date;
  to: Date;
  /** Not cut short by the current instant, which nobody asks about twice. */
  isWhole: boolean;
}

/** The relations of other scopes are made for one report, and a lead may have handoffs in several months. */
function isKept({ isFolded, distinct }: ReportScope): boolean {
  return !isFolded && !distinct;
}

function monthsWithin({ period, agedAt }: ReportScope, until: Date): Span[] {
  const { from, fromOn, toOn, timeZone, fiscalYearStart } = period;
  const end = agedAt && agedAt < until ? agedAt : until;
  const spans: Span[] = [];
  for (let on = fromOn; on < toOn; ) {
    const month = unitAround('month', on, fiscalYearStart);
    const start = on === fromOn ? from : startOfLocalDay(on, timeZone);
    const to = startOfLocalDay(month.toOn < toOn ? month.toOn : toOn, timeZone);
    if (start < end) spans.push({ from: start, to: to < end ? to : end, isWhole: to <= end });
    on = month.toOn;
  }
  return spans;
}

async function ask<Row extends PartRow, Cell>(
  scope: ReportScope,
  question: Question<Row, Cell>,
  spans: readonly Span[],
): Promise<KnownMonth[]> {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return [];
  const starts = `{${spans.map(({ from }) => `"${from.toISOString()}"`).join(',')}}`;
  const partOf = (instant: SQL) => sql`width_bucket(${instant}, ${starts}::timestamptz[])`;
  const narrowed = { ...scope, period: { ...scope.period, from: first.from, to: last.to } };
  const rows = await queryRows<Row>(scope.ctx.db, question.statement(narrowed, partOf));
  const byPart = Map.groupBy(rows, ({ part }) => part);
  return spans.map((_span, index) => {
    const ofPart = byPart.get(index + 1) ?? [];
    const changesAt = ofPart.reduce((soonest, row) => Math.min(soonest, row.changesAt ?? soonest), Infinity);
    return { stamp: '', askedAt: scope.now.getTime(), changesAt, cell: question.cellOf(ofPart) };
  });
}

function recall(
  scope: ReportScope,
  name: string,
  span: Span,
  stamp: string | undefined,
): KnownMonth | undefined {
  if (stamp === undefined) return undefined;
  const known = scope.memo.get(nameOf(scope, name, span));
  const now = scope.now.getTime();
  return known?.stamp === stamp && known.askedAt <= now && now <= known.changesAt ? known : undefined;
}

function nameOf({ ctx, by, filters, agedAt }: ReportScope, question: string, { from, to }: Span): string {
  return JSON.stringify([ctx.workspaceId, question, by, filters, agedAt !== undefined, +from, +to]);
}

/** How often the days of each span have changed; where rows are reps, also whose address is whose. */
async function stampsOf(scope: ReportScope, spans: readonly Span[]): Promise<string[]> {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return [];
  const [from, to] = [utcDayOf(first.from), utcDayOf(last.to)];
  const days = await once(scope.ctx, `changed days ${from} ${to}`, () => changesByDay(scope, from, to));
  const people = scope.by === 'rep' || scope.filters.rep !== undefined ? await addresses(scope) : '';
  return spans.map((span) => {
    const [since, until] = [utcDayOf(span.from), utcDayOf(new Date(span.to.getTime() - 1))];
    const changes = days.reduce(
      (sum, one) => (one.day >= since && one.day <= until ? sum + one.changes : sum),
      0,
    );
    return `${changes} ${people}`;
  });
}

function changesByDay({ ctx }: ReportScope, from: string, to: string) {
  return queryRows<{ day: string; changes: number }>(
    ctx.db,
    sql`select day::text as day, sum(changes)::int as changes from ${changedDays}
        where workspace_id = ${ctx.workspaceId} and day between ${from}::date and ${to}::date group by day`,
  );
}

function addresses({ ctx }: ReportScope): Promise<string> {
  return once(ctx, 'addresses', async () => {
    const [row] = await queryRows<{ digest: string | null }>(
      ctx.db,
      sql`select md5(string_agg(user_id || ' ' || lower(btrim(email)), ',' order by user_id)) as digest from ${members}
          where workspace_id = ${ctx.workspaceId} and email is not null`,
    );
    return row?.digest ?? '';
  });
}

function utcDayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
