import type { Context } from '../context.ts';
import { addMonths, localDateOf } from '../lib/local-date.ts';
import { listBudgets } from '../spend/budget-states.ts';
import { listSpend, type SpendPageRequest } from '../spend/list-spend.ts';
import { monthOf } from '../spend/note-overspending.ts';
import { requireManager } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../team/workspace-defaults.ts';
import type { Message } from './messages/message.ts';
import { spendMessage } from './messages/spend-message.ts';

const PAGE_SIZE = 10;
/** Budgets of the months before this one that are shown beside it and the next. */
const EARLIER_MONTHS = 2;

/** A page of the spend with the budgets of these months. @throws {NotAllowedError} unless a manager asks. */
export async function spendList(
  ctx: Context,
  request: Omit<SpendPageRequest, 'limit'> = {},
  news?: string,
): Promise<Message> {
  requireManager(ctx, 'see or record spend');
  const { timeZone, currency } = await getWorkspace(ctx);
  const month = monthOf(localDateOf(ctx.now(), timeZone));
  const [page, budgets] = [
    await listSpend(ctx, { ...request, limit: PAGE_SIZE }),
    await listBudgets(ctx, { from: addMonths(month, -EARLIER_MONTHS), to: addMonths(month, 1) }),
  ];
  return spendMessage({ ...page, budgets, currency: currency ?? DEFAULT_CURRENCY, news });
}
