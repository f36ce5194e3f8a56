import { z } from 'zod';
import type { Context } from '../context.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { listBudgets } from '../spend/budget-states.ts';
import { findMember } from '../team/members.ts';
import { getWorkspace } from '../team/workspace.ts';
import { overspentMessage } from './messages/overspent-message.ts';
import type { Rendering } from './render-delivery.ts';

const payloadSchema = z.object({
  budgets: z.array(z.object({ month: z.string(), channel: z.string() })).min(1),
  recordedBy: z.string().nullable(),
});

/** Tells a manager which budgets are overspent, as they stand now. Money is for managers, wherever else it might go. */
export async function renderOverspent(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const { budgets, recordedBy } = payloadSchema.parse(delivery.payload);
  const member = await findMember(ctx, delivery.recipientId);
  if (!member?.isManager && !member?.isAdmin) {
    return { kind: 'obsolete', reason: 'only managers are told what is spent' };
  }
  const months = budgets.map(({ month }) => month).sort();
  const states = await listBudgets(ctx, { from: months[0] ?? '', to: months.at(-1) ?? '' });
  const overspent = states.filter(
    (state) =>
      state.over !== null &&
      budgets.some(({ month, channel }) => month === state.month && channel === state.channel),
  );
  if (overspent.length === 0) return { kind: 'obsolete', reason: 'no longer overspent' };
  const { currency } = await getWorkspace(ctx);
  return { kind: 'message', message: overspentMessage(overspent, { currency, recordedBy }) };
}
