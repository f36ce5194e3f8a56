import { and, asc, eq, gt, type SQL } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads, members, slaPolicies, turns } from '../db/schema.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import { memberCalendar } from '../team/member-calendar.ts';
import { requireAdmin } from '../team/permissions.ts';
import { getWorkspace, type Workspace } from '../team/workspace.ts';
import { LEAD_FIELDS, type LeadFields } from '../vocabulary.ts';
import { nextAlertAt } from './next-alert.ts';
import { deadlines, policyFor, type SlaPolicy } from './policy.ts';
import { promised } from './promised.ts';
import { saveAlerts } from './save-alerts.ts';
import type { Handoff } from './shift.ts';

/** What a list of policies would do to the open deadlines. */
export interface PolicyPreview {
  open: number;
  moved: number;
  sooner: number;
  later: number;
  /** Of those moved, the ones whose new deadline has passed already. */
  overdueNow: number;
}

const CHUNK = 1000;

/** How many open deadlines would move if these policies judged them. Changes nothing. */
export async function previewPolicies(ctx: Context, policies: readonly SlaPolicy[]): Promise<PolicyPreview> {
  requireAdmin(ctx, 'try policies');
  const preview = { open: 0, moved: 0, sooner: 0, later: 0, overdueNow: 0 };
  const now = ctx.now();
  for await (const chunk of openHandoffs(ctx)) {
    const judged = await judgeAnew(ctx, chunk, policies);
    for (const [index, { dueAt }] of judged.entries()) {
      const before = chunk[index]?.handoff.dueAt ?? dueAt;
      preview.open += 1;
      if (dueAt.getTime() === before.getTime()) continue;
      preview.moved += 1;
      if (dueAt < before) preview.sooner += 1;
      else preview.later += 1;
      if (dueAt <= now && before > now) preview.overdueNow += 1;
    }
  }
  return preview;
}

/** Judges what is open by the policies now in force, from when their clocks began. Returns how many promises changed. */
export async function applyPoliciesToOpen(ctx: Context): Promise<number> {
  requireAdmin(ctx, 'move the deadlines of open leads');
  const policies = await ctx.db
    .select()
    .from(slaPolicies)
    .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
  let moved = 0;
  let after: string | undefined;
  do {
    const last = await retryingDeadlocks(() =>
      inTransaction(ctx, async (tx) => {
        const chunk = await selectOpen(tx, after, true);
        const judged = await judgeAnew(tx, chunk, policies);
        const changed = judged.filter(
          (row, index) =>
            row.dueAt.getTime() !== chunk[index]?.handoff.dueAt.getTime() ||
            row.policyId !== chunk[index]?.handoff.policyId,
        );
        await saveAlerts(tx, changed);
        if (changed.length > 0) {
          await refreshDeliveries(
            tx,
            changed.map((row) => row.handoffId),
          );
        }
        moved += changed.length;
        return chunk.at(-1)?.handoff.handoffId;
      }),
    );
    after = last;
  } while (after !== undefined);
  return moved;
}

interface Open {
  handoff: Handoff;
  lead: typeof leads.$inferSelect;
  member: typeof members.$inferSelect | null;
}

async function* openHandoffs(ctx: Context): AsyncGenerator<Open[]> {
  for (let chunk = await selectOpen(ctx); chunk.length > 0; ) {
    yield chunk;
    chunk = await selectOpen(ctx, chunk.at(-1)?.handoff.handoffId);
  }
}

async function selectOpen(ctx: Context, after?: string, locking = false): Promise<Open[]> {
  const where = and(
    eq(handoffs.workspaceId, ctx.workspaceId),
    eq(handoffs.state, 'open'),
    after ? gt(handoffs.handoffId, after) : undefined,
  ) as SQL;
  const query = ctx.db
    .select({ handoff: handoffs, lead: leads, member: members })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    // A promise in the holder's hours is in those of whoever had the lead first.
    .leftJoin(
      turns,
      and(
        eq(turns.workspaceId, handoffs.workspaceId),
        eq(turns.handoffId, handoffs.handoffId),
        eq(turns.turn, 1),
      ),
    )
    .leftJoin(members, and(eq(members.workspaceId, turns.workspaceId), eq(members.userId, turns.holderId)))
    .where(where)
    .orderBy(asc(handoffs.handoffId))
    .limit(CHUNK);
  return locking ? query.for('update', { of: handoffs }) : query;
}

async function judgeAnew(
  ctx: Context,
  open: readonly Open[],
  policies: readonly SlaPolicy[],
): Promise<Handoff[]> {
  if (open.length === 0) return [];
  const workspace = await getWorkspace(ctx);
  const now = ctx.now();
  return open.map(({ handoff, lead, member }) => {
    const policy = policyFor(policies, now, fieldsOf(lead));
    const calendar = calendarOfHolder(policy, member, workspace);
    const row: Handoff = {
      ...handoff,
      ...promised(handoff, policy.policyId, deadlines(policy, handoff.clockFrom, calendar), now),
    };
    // A step counted in the old chain says nothing in the new one: it begins anew, and repeats no message.
    if (row.policyId !== handoff.policyId && row.chainStep !== null)
      Object.assign(row, { chainStep: 0, chainAt: now });
    return { ...row, nextAlertAt: nextAlertAt(row, now) };
  });
}

function calendarOfHolder(policy: SlaPolicy, member: Open['member'], workspace: Workspace) {
  return policy.inHoldersTime ? memberCalendar(policy, member ?? undefined, workspace) : undefined;
}

/** The row without its other columns: an attribute may be called as they are. */
function fieldsOf(lead: typeof leads.$inferSelect): LeadFields {
  const fields = LEAD_FIELDS.map((field) => [field, lead[field]]);
  return { ...Object.fromEntries(fields), createdAt: lead.createdAt?.toISOString() ?? null };
}
