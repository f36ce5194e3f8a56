import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs } from '../db/schema.ts';
import { type LeadCard, listQueue } from '../leads/lead-card.ts';
import { addDays, type LocalDate, localDateOf, startOfLocalDay } from '../lib/local-date.ts';
import type { CostAnswer } from './cost.ts';
import type { PassRateAnswer } from './pass-rate.ts';
import { runReport } from './report.ts';

/** What a channel reads in the morning. */
export interface Digest {
  on: LocalDate;
  timeZone: string;
  yesterday: { on: LocalDate; mqls: number; accepted: number; rejected: number; notInTime: number };
  /** Open leads whose decision falls due today. */
  dueToday: number;
  open: number;
  monthToDate: { passRate: PassRateAnswer; cost: CostAnswer | null };
  /** The open leads that have waited longest. */
  longestWaiting: LeadCard[];
}

const LONGEST_WAITING = 5;

/** The digest as of `at`, in the days of `timeZone`; asked again for the same instant it speaks of the same days. */
export async function composeDigest(
  ctx: Context,
  { at, timeZone, withCost }: { at: Date; timeZone: string; withCost: boolean },
): Promise<Digest> {
  const then: Context = { ...ctx, now: () => at };
  const on = localDateOf(at, timeZone);
  const today = { from: startOfLocalDay(on, timeZone), to: startOfLocalDay(addDays(on, 1), timeZone) };
  const yesterdayOn = addDays(on, -1);
  const counts = await countDays(then, startOfLocalDay(yesterdayOn, timeZone), today.from, today.to);
  const { mqls, accepted, rejected, notInTime, dueToday, open } = counts;
  const period = { period: 'month to date', timeZone };
  return {
    on,
    timeZone,
    yesterday: { on: yesterdayOn, mqls, accepted, rejected, notInTime },
    dueToday,
    open,
    monthToDate: {
      passRate: await runReport(then, { name: 'pass-rate', ...period }),
      cost: withCost ? await runReport(then, { name: 'cost', ...period }) : null,
    },
    longestWaiting: (await listQueue(then, { limit: LONGEST_WAITING, order: 'waiting' })).cards,
  };
}

async function countDays(ctx: Context, yesterday: Date, today: Date, tomorrow: Date) {
  const within = (column: string, from: Date, to: Date) =>
    sql`${sql.identifier(column)} >= ${from.toISOString()}::timestamptz and ${sql.identifier(column)} < ${to.toISOString()}::timestamptz`;
  const mine = sql`workspace_id = ${ctx.workspaceId} and state <> 'void'`;
  const [row] = await queryRows<
    Record<'mqls' | 'accepted' | 'rejected' | 'not_in_time' | 'due_today' | 'open', string>
  >(
    ctx.db,
    sql`select
      (select count(*) from ${handoffs} where ${mine} and ${within('opened_at', yesterday, today)}) as mqls,
      (select count(*) from ${handoffs} where ${mine} and ${within('decided_at', yesterday, today)}
        and state = 'accepted') as accepted,
      (select count(*) from ${handoffs} where ${mine} and ${within('decided_at', yesterday, today)}
        and state in ('rejected', 'recycled')) as rejected,
      (select count(*) from ${handoffs} where ${mine} and ${within('due_at', yesterday, today)}
        and state <> 'withdrawn' and excused_at is null and (decided_at is null or decided_at > due_at)) as not_in_time,
      (select count(*) from ${handoffs} where ${mine} and ${within('due_at', today, tomorrow)}
        and state = 'open') as due_today,
      (select count(*) from ${handoffs} where ${mine} and state = 'open') as open`,
  );
  return {
    mqls: Number(row?.mqls ?? 0),
    accepted: Number(row?.accepted ?? 0),
    rejected: Number(row?.rejected ?? 0),
    notInTime: Number(row?.not_in_time ?? 0),
    dueToday: Number(row?.due_today ?? 0),
    open: Number(row?.open ?? 0),
  };
}
