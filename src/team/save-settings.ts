import { and, count, desc, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { slaPolicies, spend, workspaces } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { listManagers, setManagers } from './members.ts';
import { oweHandOvers } from './owe-hand-overs.ts';
import { requireAdmin } from './permissions.ts';
import { formatWorkingHours, parseWorkingHours } from './working-hours.ts';
import { getWorkspace, lockWorkspace } from './workspace.ts';
import { DEFAULT_CURRENCY } from './workspace-defaults.ts';

/** The settings as an admin sees and types them. */
export interface Settings {
  slaHours: number;
  inWorkingTime: boolean;
  workingHours: string;
  timeZone: string;
  currency: string;
  poolChannelId: string | null;
  managerIds: string[];
  mqlDefinition: string;
  nextStep: string;
}

export type SettingsFaults = Partial<Record<keyof Settings, string>>;

/** Several fields are wrong: each with its own sentence. */
export class InvalidSettingsError extends InvalidInputError {
  readonly faults: SettingsFaults;

  constructor(faults: SettingsFaults) {
    super(Object.values(faults).join(' '));
    this.faults = faults;
  }
}

const LONGEST_SLA_HOURS = 24 * 60;

export async function getSettings(ctx: Context): Promise<Settings> {
  const workspace = await getWorkspace(ctx);
  const policy = await currentPolicy(ctx);
  const managers = await listManagers(ctx);
  return {
    slaHours: Number((policy.minutesToDecide / 60).toFixed(4)),
    inWorkingTime: policy.inWorkingTime,
    workingHours: formatWorkingHours(policy.workingHours),
    timeZone: workspace.timeZone,
    currency: workspace.currency ?? DEFAULT_CURRENCY,
    poolChannelId: workspace.poolChannelId,
    managerIds: managers.filter((member) => member.isManager).map((member) => member.userId),
    mqlDefinition: workspace.mqlDefinition ?? '',
    nextStep: workspace.nextStep,
  };
}

/**
 * Saves what an admin typed. A changed promise is a new policy: it judges handoffs opened from now on, and those that
 * are open keep theirs.
 * @throws {InvalidSettingsError} naming each field that cannot be.
 */
export async function saveSettings(
  ctx: Context,
  settings: Settings,
  managers: readonly Person[],
): Promise<void> {
  requireAdmin(ctx, 'change the settings');
  const faults = await findFaults(ctx, settings, managers);
  if (Object.keys(faults).length > 0) throw new InvalidSettingsError(faults);
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => writeSettings(tx, settings, managers)));
}

async function writeSettings(ctx: Context, settings: Settings, managers: readonly Person[]): Promise<void> {
  await lockWorkspace(ctx);
  const before = await getSettings(ctx);
  const { timeZone, poolChannelId, mqlDefinition, nextStep } = settings;
  await ctx.db
    .update(workspaces)
    .set({
      timeZone,
      poolChannelId,
      nextStep: nextStep.trim(),
      mqlDefinition: mqlDefinition.trim() || null,
      currency: settings.currency.trim().toUpperCase(),
      configuredAt: sql`coalesce(${workspaces.configuredAt}, ${ctx.now().toISOString()}::timestamptz)`,
    })
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
  await savePolicy(ctx, settings);
  await setManagers(ctx, managers);
  if (poolChannelId && !before.poolChannelId) await oweHandOvers(ctx);
  await recordAudit(ctx, 'settings changed', ctx.workspaceId, { before, after: settings });
}

async function savePolicy(ctx: Context, settings: Settings): Promise<void> {
  const current = await currentPolicy(ctx);
  const next = {
    minutesToDecide: Math.round(settings.slaHours * 60),
    inWorkingTime: settings.inWorkingTime,
    timeZone: settings.timeZone,
    workingHours: parseWorkingHours(settings.workingHours),
  };
  const isSame =
    current.minutesToDecide === next.minutesToDecide &&
    current.inWorkingTime === next.inWorkingTime &&
    current.timeZone === next.timeZone &&
    formatWorkingHours(current.workingHours) === formatWorkingHours(next.workingHours);
  if (isSame) return;
  const now = ctx.now();
  await ctx.db.insert(slaPolicies).values({
    ...current,
    ...next,
    policyId: uuidv7(),
    effectiveFrom: now,
    createdAt: now,
    createdBy: actorId(ctx),
  });
}

async function currentPolicy(ctx: Context): Promise<typeof slaPolicies.$inferSelect> {
  const [policy] = await ctx.db
    .select()
    .from(slaPolicies)
    .where(eq(slaPolicies.workspaceId, ctx.workspaceId))
    .orderBy(desc(slaPolicies.effectiveFrom), desc(slaPolicies.policyId))
    .limit(1);
  if (!policy) throw new Error('Impossible: a workspace without a policy');
  return policy;
}

async function findFaults(
  ctx: Context,
  settings: Settings,
  managers: readonly Person[],
): Promise<SettingsFaults> {
  const faults: SettingsFaults = {};
  const { slaHours, workingHours, timeZone, nextStep } = settings;
  if (!(slaHours > 0) || slaHours > LONGEST_SLA_HOURS || Math.round(slaHours * 60) < 1) {
    faults.slaHours = 'Give hours between 0.02 (a minute) and 1440, such as 8 or 0.5.';
  }
  try {
    parseWorkingHours(workingHours);
  } catch (error) {
    faults.workingHours = (error as Error).message;
  }
  if (!isTimeZone(timeZone))
    faults.timeZone = `“${timeZone}” is not a time zone. Write it like Europe/Berlin.`;
  const currency = settings.currency.trim().toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(currency)) {
    faults.currency = `“${settings.currency}” is not a currency. Give its three letters, such as EUR.`;
  } else if (await wouldRelabelSpend(ctx, currency)) {
    faults.currency =
      'Spend is recorded in another currency already, and changing the name would not convert it.';
  }
  if (nextStep.trim() === '') faults.nextStep = 'Say what happens after Accept, in one sentence.';
  const guest = managers.find((person) => !person.mayAct);
  if (guest) faults.managerIds = `${guest.name} is a guest or deactivated and cannot be a manager.`;
  return faults;
}

async function wouldRelabelSpend(ctx: Context, currency: string): Promise<boolean> {
  const workspace = await getWorkspace(ctx);
  if ((workspace.currency ?? currency) === currency) return false;
  const [recorded] = await ctx.db
    .select({ entries: count() })
    .from(spend)
    .where(and(eq(spend.workspaceId, ctx.workspaceId)));
  return (recorded?.entries ?? 0) > 0;
}
