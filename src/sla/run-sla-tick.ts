import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { rowsOf } from '../db/bulk.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import type { NewDelivery } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import type { Directory, Person } from '../team/directory.ts';
import { listManagers } from '../team/members.ts';
import { lockWorkspace } from '../team/workspace.ts';
import { alertMessages, alertRecipients, handOverMessages } from './alert-messages.ts';
import { lockRotation, routeHandoff, saveTurns } from './hand-over.ts';
import { nextAlert, nextAlertAt } from './next-alert.ts';

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
  let admins: string[] | null | undefined;
  for (;;) {
    const owners = await findOwners(ctx, directory);
    const done = await retryingDeadlocks(() =>
      inTransaction(ctx, (tx) => alertBatch(tx, { owners, admins })),
    );
    total.handedOver += done.handedOver;
    total.reminded += done.reminded;
    total.breached += done.breached;
    if (done.needsAdmins && admins === undefined) admins = await findAdmins(directory);
    else if (done.taken < BATCH) break;
  }
  total.nextAt = await nextDueAt(ctx);
  return total;
}

/** The Slack people behind the owners of the leads that wait to be handed over. Null: Slack could not be asked. */
async function findOwners(
  ctx: Context,
  directory: Directory,
): Promise<Map<string, Person | undefined | null>> {
  const waiting = await ctx.db
    .selectDistinct({ email: leads.ownerEmail })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(and(isDue(ctx), isNull(handoffs.handedOverAt), sql`${leads.ownerEmail} is not null`))
    .limit(BATCH);
  const owners = new Map<string, Person | undefined | null>();
  for (const { email } of waiting) {
    if (!email) continue;
    try {
      owners.set(email, await directory.findByEmail(email));
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      owners.set(email, null);
    }
  }
  return owners;
}

/** Who hears of a lead that nobody can take while no manager is named: the admins of the Slack workspace. */
async function findAdmins(directory: Directory): Promise<string[] | null> {
  try {
    return (await directory.listAdmins()).map((admin) => admin.userId);
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
}

interface SlackPeople {
  owners: ReadonlyMap<string, Person | undefined | null>;
  /** Absent until somebody must be told and there is no manager. Null: Slack could not be asked. */
  admins: readonly string[] | null | undefined;
}

async function alertBatch(ctx: Context, { owners, admins }: SlackPeople) {
  const now = ctx.now();
  const due = await ctx.db
    .select({ handoff: handoffs, ownerEmail: leads.ownerEmail })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(isDue(ctx))
    .orderBy(handoffs.nextAlertAt, handoffs.handoffId)
    .limit(BATCH)
    .for('update', { of: handoffs, skipLocked: true });
  const done = { handedOver: 0, reminded: 0, breached: 0, taken: 0, needsAdmins: false };
  if (due.length === 0) return done;
  const workspace = await lockWorkspace(ctx);
  const named = (await listManagers(ctx)).map((manager) => manager.userId);
  const managers = named.length > 0 ? named : (admins ?? []);
  const rotation = await lockRotation(ctx, workspace.poolChannelId);
  const owed: NewDelivery[] = [];
  const changed: Handoff[] = [];
  const stale: string[] = [];
  for (const { handoff, ownerEmail } of due) {
    const next = nextAlert(handoff, now);
    const row = { ...handoff };
    if (next?.alert === 'hand-over') {
      const owner = ownerEmail ? owners.get(ownerEmail) : undefined;
      if (ownerEmail && (owner === null || !owners.has(ownerEmail))) {
        // It came in after the owners were asked for: it is asked for with the next look.
        const waitMs = owner === null ? RETRY_SLACK_MS : NEXT_LOOK_MS;
        changed.push({ ...row, nextAlertAt: new Date(now.getTime() + waitMs) });
        continue;
      }
      const route = routeHandoff(rotation, ownerEmail, owner ?? undefined);
      if (route.routedTo === 'nobody' && managers.length === 0 && !admins) {
        done.needsAdmins = true;
        if (admins === null) changed.push({ ...row, nextAlertAt: new Date(now.getTime() + RETRY_SLACK_MS) });
        continue;
      }
      Object.assign(row, { ...route, holderWhy: route.why, handedOverAt: now });
      stale.push(row.handoffId);
      owed.push(...handOverMessages(row, workspace.poolChannelId, managers));
      done.handedOver += 1;
    } else if (next?.alert === 'reminder' && next.at <= now) {
      row.remindedAt = now;
      owed.push(...alertMessages('reminder', row, alertRecipients(row, workspace.poolChannelId, [])));
      done.reminded += 1;
    } else if (next?.alert === 'breach' && next.at <= now) {
      row.breachNotedAt = now;
      stale.push(row.handoffId);
      owed.push(...alertMessages('breach', row, alertRecipients(row, workspace.poolChannelId, managers)));
      done.breached += 1;
    }
    row.nextAlertAt = nextAlertAt(row, now);
    changed.push(row);
  }
  done.taken = changed.length;
  await saveAlerts(ctx, changed);
  await saveTurns(ctx, rotation);
  if (stale.length > 0) await refreshDeliveries(ctx, stale);
  await enqueueDeliveries(ctx, owed);
  return done;
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

function isDue(ctx: Context) {
  return and(eq(handoffs.workspaceId, ctx.workspaceId), lte(handoffs.nextAlertAt, ctx.now()));
}
