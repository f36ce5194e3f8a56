import { and, eq, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { budgets } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isLocalDate, type LocalDate } from '../lib/local-date.ts';
import { exactMoney } from '../lib/money.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { lockWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { type Budget, type BudgetState, loadBudgets, statesOf } from './budget-states.ts';
import { channelKey } from './channel-key.ts';
import { markNoted } from './note-overspending.ts';

export interface NewBudget {
  /** The first days of the months that it is for, each of them. */
  months: readonly LocalDate[];
  /** Absent or blank: all channels together. */
  channel?: string | undefined;
  /** An exact decimal; null takes the budget away. */
  amount: string | null;
}

const MOST_MONTHS = 24;
const LONGEST_CHANNEL = 200;

/**
 * Sets what may be spent in some months and answers how it stands. One that is overspent from the start is told to whoever
 * sets it, and to nobody else.
 * @throws {NotAllowedError} unless a manager asks, {InvalidInputError} for a budget that cannot be.
 */
export async function setBudget(ctx: Context, budget: NewBudget): Promise<BudgetState[]> {
  requireManager(ctx, 'set budgets');
  check(budget);
  return retryingDeadlocks(() => inTransaction(ctx, (tx) => write(tx, budget)));
}

async function write(
  ctx: Context,
  { months, channel: typed = '', amount }: NewBudget,
): Promise<BudgetState[]> {
  await lockWorkspace(ctx);
  const channel = typed.trim();
  const [from, to] = [months.reduce(earlier), months.reduce(later)];
  const all = await loadBudgets(ctx, { from, to, lock: true });
  const before = all.filter(
    (row) => months.includes(row.month) && channelKey(row.channel) === channelKey(channel),
  );
  await removeBudgets(ctx, before);
  const set = { amount, channel, setAt: ctx.now(), setBy: actorId(ctx) };
  const rows = months.flatMap((month): Budget[] => {
    if (amount === null) return [];
    const old = before.find((row) => row.month === month);
    const isRaised = !old || exactMoney(amount) > exactMoney(old.amount);
    const overspentNotedAt = isRaised ? null : old.overspentNotedAt;
    return [{ ...set, amount, workspaceId: ctx.workspaceId, month, overspentNotedAt }];
  });
  if (rows.length > 0) await ctx.db.insert(budgets).values(rows);
  const states = await statesOf(ctx, rows);
  const overspent = states.filter(({ over }) => over !== null);
  if (overspent.length > 0) await markNoted(ctx, overspent);
  await recordAudit(ctx, amount === null ? 'budget removed' : 'budget set', channel || 'all channels', {
    months,
    before: before.map((row) => ({ month: row.month, amount: row.amount })),
    after: amount,
  });
  return states;
}

async function removeBudgets(ctx: Context, rows: readonly Budget[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const keys = JSON.stringify(rows.map(({ month, channel }) => ({ month, channel })));
  await ctx.db.delete(budgets).where(
    and(
      eq(budgets.workspaceId, ctx.workspaceId),
      sql`(${budgets.month}, ${budgets.channel}) in (
        select month, channel from json_to_recordset(${keys}::json) as gone(month date, channel text))`,
    ),
  );
}

function check({ months, channel = '', amount }: NewBudget): void {
  if (months.length === 0 || months.length > MOST_MONTHS) {
    throw new InvalidInputError(
      say('A budget is set for 1 to {most} months at once.', { most: MOST_MONTHS }),
    );
  }
  const odd = months.find((month) => !isLocalDate(month) || !month.endsWith('-01'));
  if (odd) throw new InvalidInputError(say('"{day}" is not the first day of a month.', { day: odd }));
  if (amount !== null && !/^\d{1,18}(?:\.\d{1,12})?$/.test(amount)) {
    throw new InvalidInputError(say('A budget is an amount such as 5000; it cannot be negative.'));
  }
  if (channel.length > LONGEST_CHANNEL || channel.includes('\u0000') || !channel.isWellFormed()) {
    throw new InvalidInputError(
      say('A channel is text of at most {most} characters.', { most: LONGEST_CHANNEL }),
    );
  }
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
