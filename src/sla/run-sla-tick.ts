import { and, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { rowsOf } from '../db/bulk.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads, slaPolicies } from '../db/schema.ts';
import type { NewDelivery } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import type { Directory } from '../team/directory.ts';
import { listManagers } from '../team/members.ts';
import { lockWorkspace } from '../team/workspace.ts';
import { alertMessages, alertRecipients, handOverMessages } from './alert-messages.ts';
import { lockRotation, routeHandoff, saveTurns } from './hand-over.ts';
import { isDue } from './is-due.ts';
import { nextAlert, nextAlertAt } from './next-alert.ts';
import { quietUntil } from './quiet-hours.ts';
import { findSlackPeople, type SlackPeople } from './slack-people.ts';

type Handoff = typeof handoffs.$inferSelect;

export interface TickResult {
  handedOver: number;
  reminded: number;
  breached: number;
  /** When the next alert falls due; undefined when there is none. */
  nextAt: Date | undefined;
}

const BATCH = 500;
const RETRY_SLACK_MS = 15_000;
const NEXT_LOOK_MS = 100;

/**
 * Does what is due: hands over, reminds, says what was not decided in time. Costs what is due, not what is open. Any
 * number of processes may run it at once; each handoff is taken by one of them.
 */
export async function runSlaTick(ctx: Context, directory: Directory): Promise<TickResult> {
  const total: TickResult = { handedOver: 0, reminded: 0, breached: 0, nextAt: undefined };
  for (let next = await nextDueAt(ctx); next && next <= ctx.now(); next = await nextDueAt(ctx)) {
    const people = await findSlackPeople(ctx, directory);
    const done = await retryingDeadlocks(() => inTransaction(ctx, (tx) => alertBatch(tx, people)));
    total.handedOver += done.handedOver;
    total.reminded += done.reminded;
    total.breached += done.breached;
    if (done.taken < BATCH) break;
  }
  total.nextAt = await nextDueAt(ctx);
  return total;
}

async function alertBatch(ctx: Context, people: SlackPeople) {
  const now = ctx.now();
  const due = await ctx.db
    .select({ handoff: handoffs, ownerEmail: leads.ownerEmail })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(isDue(ctx))
    .orderBy(handoffs.nextAlertAt, handoffs.handoffId)
    .limit(BATCH)
    .for('update', { of: handoffs, skipLocked: true });
  const done = { handedOver: 0, reminded: 0, breached: 0, taken: due.length };
  if (due.length === 0) return done;
  const { poolChannelId } = await lockWorkspace(ctx);
  const policies = await ctx.db
    .select()
    .from(slaPolicies)
    .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
  const managers = await managersToTell(ctx, people);
  const rotation = await lockRotation(ctx, poolChannelId, people.gone);
  const owed: NewDelivery[] = [];
  const changed: Handoff[] = [];
  const stale: string[] = [];
  for (const { handoff, ownerEmail } of due) {
    const next = nextAlert(handoff, now);
    const row = { ...handoff };
    const policy = policies.find((known) => known.policyId === handoff.policyId);
    const waitUntil =
      next?.alert === 'hand-over'
        ? slackAwaited(people, ownerEmail, now)
        : next && policy && quietUntil(policy, next.at, now);
    if (waitUntil) {
      changed.push({ ...row, nextAlertAt: waitUntil });
      continue;
    }
    if (next?.alert === 'hand-over') {
      const route = routeHandoff(
        rotation,
        ownerEmail,
        (ownerEmail && people.owners.get(ownerEmail)) || undefined,
      );
      if (route.routedTo === 'nobody' && managers.length === 0 && people.admins === null) {
        changed.push({ ...row, nextAlertAt: new Date(now.getTime() + RETRY_SLACK_MS) });
        continue;
      }
      Object.assign(row, { ...route, holderWhy: route.why, handedOverAt: now });
      stale.push(row.handoffId);
      owed.push(...handOverMessages(row, poolChannelId, managers));
      done.handedOver += 1;
    } else if (next?.alert === 'reminder' && next.at <= now) {
      row.remindedAt = now;
      owed.push(...alertMessages('reminder', row, alertRecipients(row, poolChannelId, [])));
      done.reminded += 1;
    } else if (next?.alert === 'breach' && next.at <= now) {
      row.breachNotedAt = now;
      stale.push(row.handoffId);
      owed.push(...alertMessages('breach', row, alertRecipients(row, poolChannelId, managers)));
      done.breached += 1;
    }
    row.nextAlertAt = nextAlertAt(row, now);
    changed.push(row);
  }
  await saveAlerts(ctx, changed);
  await saveTurns(ctx, rotation);
  if (stale.length > 0) await refreshDeliveries(ctx, stale);
  await enqueueDeliveries(ctx, owed);
  return done;
}

/** Managers and admins who are still there; where none is named, the admins of the Slack workspace. */
async function managersToTell(ctx: Context, { gone, admins }: SlackPeople): Promise<string[]> {
  const named = (await listManagers(ctx))
    .map((manager) => manager.userId)
    .filter((userId) => !gone.has(userId));
  return named.length > 0 ? named : [...(admins ?? [])];
}

/** A lead whose owner Slack could not tell waits; one that came in after the owners were asked for, a moment. */
function slackAwaited({ owners }: SlackPeople, ownerEmail: string | null, now: Date): Date | undefined {
  if (!ownerEmail || owners.get(ownerEmail) !== null) {
    return ownerEmail && !owners.has(ownerEmail) ? new Date(now.getTime() + NEXT_LOOK_MS) : undefined;
  }
  return new Date(now.getTime() + RETRY_SLACK_MS);
}

const ALERT_COLUMNS = [
  'workspaceId',
  'handoffId',
  'routedTo',
  'holderId',
  'holderWhy',
  'handedOverAt',
  'remindedAt',
  'breachNotedAt',
  'nextAlertAt',
] as const;

async function saveAlerts(ctx: Context, changed: readonly Handoff[]): Promise<void> {
  if (changed.length === 0) return;
  await ctx.db.execute(sql`
    update ${handoffs} as h set
      routed_to = input.routed_to, holder_id = input.holder_id, holder_why = input.holder_why,
      handed_over_at = input.handed_over_at, reminded_at = input.reminded_at,
      breach_noted_at = input.breach_noted_at, next_alert_at = input.next_alert_at
    from ${rowsOf(handoffs, ALERT_COLUMNS, changed)}
    where h.workspace_id = input.workspace_id and h.handoff_id = input.handoff_id`);
}

async function nextDueAt(ctx: Context): Promise<Date | undefined> {
  const [next] = await ctx.db
    .select({ at: sql<Date | null>`min(${handoffs.nextAlertAt})`.mapWith(handoffs.nextAlertAt) })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), sql`${handoffs.nextAlertAt} is not null`));
  return next?.at ?? undefined;
}
