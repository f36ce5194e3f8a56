import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs } from '../db/schema.ts';
import { type LeadCard, listQueue } from '../leads/lead-card.ts';
import { addDays, type LocalDate, localDateOf, startOfLocalDay } from '../lib/local-date.ts';
import type { CostAnswer } from './cost.ts';
import { instantParameter } from './instant-sql.ts';
import type { PassRateAnswer } from './pass-rate.ts';
import { runReport } from './report.ts';
import type { DayFigures, Restatement } from './restatement.ts';
import type { Scorecard } from './scorecard.ts';

/** What a channel reads in the morning. */
export interface Digest {
  on: LocalDate;
  timeZone: string;
  yesterday: DayFigures & { on: LocalDate };
  /** Open leads whose decision falls due today. */
  dueToday: number;
  open: number;
  /** The scorecard is that of the whole month, as far as it has run. */
  monthToDate: { passRate: PassRateAnswer; scorecard: Scorecard; cost: CostAnswer | null };
  /** The open leads that have waited longest. */
  longestWaiting: LeadCard[];
  /** What is different by now from what the digest before said. */
  restatement?: Restatement | null;
}

export interface DigestInput {
  at: Date;
  timeZone: string;
  withCost: boolean;
}

const LONGEST_WAITING = 5;

/** The digest as of `at`, in the days of `timeZone`; asked again for the same instant it speaks of the same days. */
export async function composeDigest(ctx: Context, { at, timeZone, withCost }: DigestInput): Promise<Digest> {
  const then: Context = { ...ctx, now: () => at };
  const on = localDateOf(at, timeZone);
  const today = { from: startOfLocalDay(on, timeZone), to: startOfLocalDay(addDays(on, 1), timeZone) };
  const yesterdayOn = addDays(on, -1);
  const figures = await countBetween(then, startOfLocalDay(yesterdayOn, timeZone), today.from);
  const period = { period: 'month to date', timeZone };
  const month = await runReport(then, { name: 'summary', period: 'this month', timeZone, withCost: false });
  return {
    on,
    timeZone,
    yesterday: { on: yesterdayOn, ...figures },
    ...(await countOpen(then, today)),
    monthToDate: {
      passRate: await runReport(then, { name: 'pass-rate', ...period }),
      scorecard: month.scorecard,
      cost: withCost ? await runReport(then, { name: 'cost', ...period }) : null,
    },
    longestWaiting: (await listQueue(then, { limit: LONGEST_WAITING, order: 'waiting' })).cards,
  };
}

/** What happened from one instant up to another: handed over, decided, fallen due without a decision in time. */
export async function countBetween(ctx: Context, from: Date, to: Date): Promise<DayFigures> {
  const within = (column: string) =>
    sql`${sql.identifier(column)} >= ${instantParameter(from)} and ${sql.identifier(column)} < ${instantParameter(to)}`;
  const mine = sql`workspace_id = ${ctx.workspaceId} and state <> 'void'`;
  const [row] = await queryRows<DayFigures>(
    ctx.db,
    sql`select
      (select count(*)::int from ${handoffs} where ${mine} and ${within('opened_at')}) as mqls,
      (select count(*)::int from ${handoffs} where ${mine} and ${within('decided_at')}
        and state = 'accepted') as accepted,
      (select count(*)::int from ${handoffs} where ${mine} and ${within('decided_at')}
        and state in ('rejected', 'recycled')) as rejected,
      (select count(*)::int from ${handoffs} where ${mine} and ${within('due_at')}
        and state <> 'withdrawn' and excused_at is null
        and (decided_at is null or decided_at > due_at)) as "notInTime"`,
  );
  return row ?? { mqls: 0, accepted: 0, rejected: 0, notInTime: 0 };
}

async function countOpen(
  ctx: Context,
  { from, to }: { from: Date; to: Date },
): Promise<Pick<Digest, 'dueToday' | 'open'>> {
  const [row] = await queryRows<Pick<Digest, 'dueToday' | 'open'>>(
    ctx.db,
    sql`select count(*)::int as open,
        (count(*) filter (where due_at >= ${instantParameter(from)} and due_at < ${instantParameter(to)}))::int
          as "dueToday"
      from ${handoffs} where workspace_id = ${ctx.workspaceId} and opened_at <= ${instantParameter(ctx.now())}
        and (state = 'open' or (state <> 'void' and decided_at > ${instantParameter(ctx.now())}))`,
  );
  return row ?? { dueToday: 0, open: 0 };
}
