import { and, eq, isNull, sql } from 'drizzle-orm';
import { actorId, type Context } from '../context.ts';
import { budgets } from '../db/schema.ts';
import { addMonths, type LocalDate } from '../lib/local-date.ts';
import type { NewDelivery } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { findMemberCalendar } from '../team/find-member-calendar.ts';
import { listManagers } from '../team/members.ts';
import { isWorkingInstant, nextWorkingInstant } from '../team/working-time.ts';
import { type Budget, type BudgetState, loadBudgets, statesOf } from './budget-states.ts';
import { channelKey } from './channel-key.ts';
import type { SpendContent } from './spend-entry.ts';

/**
 * Finds the budgets that are overspent once these entries are recorded, as part of the transaction that records them.
 * The first time for a budget all managers are told, but for whoever recorded it, who sees it in the answer.
 */
export async function noteOverspending(
  ctx: Context,
  entries: readonly SpendContent[],
): Promise<BudgetState[]> {
  if (entries.length === 0) return [];
  const from = monthOf(
    entries.reduce((first, { fromOn }) => (fromOn < first ? fromOn : first), '9999-12-31'),
  );
  const to = monthOf(entries.reduce((last, { toOn }) => (toOn > last ? toOn : last), '0000-01-01'));
  // Locked before the sum is taken: of two who record at once, the later one sees what both have recorded.
  const locked = await loadBudgets(ctx, { from, to, lock: true });
  const touched = locked.filter((budget) => entries.some((entry) => isFor(budget, entry)));
  const states = await statesOf(ctx, touched);
  const overspent = states.filter(({ over }) => over !== null);
  const unknown = touched.filter(
    (budget, index) => budget.overspentNotedAt === null && states[index]?.over !== null,
  );
  if (unknown.length > 0) await tellManagers(ctx, unknown);
  return overspent;
}

export function monthOf(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

function isFor({ month, channel }: Budget, entry: SpendContent): boolean {
  const isInMonth = entry.fromOn < addMonths(month, 1) && entry.toOn >= month;
  return isInMonth && (channel === '' || channelKey(channel) === channelKey(entry.channel));
}

async function tellManagers(ctx: Context, rows: readonly Budget[]): Promise<void> {
  const owed: NewDelivery[] = [];
  const [first] = rows;
  const budget = rows.map(({ month, channel }) => ({ month, channel }));
  for (const { userId } of await listManagers(ctx)) {
    if (userId === actorId(ctx)) continue;
    owed.push({
      dedupeKey: `overspent:${first?.month}:${first?.setAt.getTime()}:${userId}:${first?.channel}`,
      kind: 'overspent',
      recipientId: userId,
      payload: { budgets: budget, recordedBy: actorId(ctx) },
      runAt: await workingInstant(ctx, userId),
    });
  }
  await enqueueDeliveries(ctx, owed);
  await markNoted(ctx, rows);
}

export async function markNoted(
  ctx: Context,
  rows: readonly Pick<Budget, 'month' | 'channel'>[],
): Promise<void> {
  const keys = JSON.stringify(rows.map(({ month, channel }) => ({ month, channel })));
  await ctx.db
    .update(budgets)
    .set({ overspentNotedAt: ctx.now() })
    .where(
      and(
        eq(budgets.workspaceId, ctx.workspaceId),
        isNull(budgets.overspentNotedAt),
        sql`(${budgets.month}, ${budgets.channel}) in (
          select month, channel from json_to_recordset(${keys}::json) as noted(month date, channel text))`,
      ),
    );
}

/** Now, or when this manager works next. */
async function workingInstant(ctx: Context, userId: string): Promise<Date> {
  const calendar = await findMemberCalendar(ctx, userId);
  const now = ctx.now();
  return isWorkingInstant(now, calendar) ? now : nextWorkingInstant(now, calendar);
}
