import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { budgets } from '../db/schema.ts';
import type { LocalDate } from '../lib/local-date.ts';
import { exactMoney, toCents } from '../lib/money.ts';
import { monthSpend } from './month-spend.ts';

export type Budget = typeof budgets.$inferSelect;

/** A budget beside what is recorded for it. Amounts are decimals to the cent. */
export interface BudgetState {
  /** The first day of the month. */
  month: LocalDate;
  /** Blank: the budget of all channels together. */
  channel: string;
  amount: string;
  spent: string;
  /** By how much it is overspent; null where it is not. */
  over: string | null;
}

/** The budgets of the months from `from` to `to` (their first days, both included) and how they stand. */
export async function listBudgets(
  ctx: Context,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<BudgetState[]> {
  return statesOf(ctx, await loadBudgets(ctx, { from, to }));
}

/** The budgets of some months, by month, that of all channels first. `lock`: until the transaction ends. */
export async function loadBudgets(
  ctx: Context,
  { from, to, lock = false }: { from: LocalDate; to: LocalDate; lock?: boolean },
): Promise<Budget[]> {
  const query = ctx.db
    .select()
    .from(budgets)
    .where(and(eq(budgets.workspaceId, ctx.workspaceId), gte(budgets.month, from), lte(budgets.month, to)))
    .orderBy(asc(budgets.month), asc(budgets.channel));
  return lock ? query.for('update') : query;
}

export async function statesOf(ctx: Context, rows: readonly Budget[]): Promise<BudgetState[]> {
  if (rows.length === 0) return [];
  const spentOn = await monthSpend(
    ctx,
    rows.map(({ month }) => month),
  );
  return rows.map(({ month, channel, amount }) => {
    const spent = spentOn(month, channel);
    const over = toCents(spent - exactMoney(amount));
    const isOver = !over.startsWith('-') && /[1-9]/.test(over);
    return {
      ...{ month, channel, amount: toCents(exactMoney(amount)) },
      ...{ spent: toCents(spent), over: isOver ? over : null },
    };
  });
}
