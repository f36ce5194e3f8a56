import { eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { workspaces } from '../db/schema.ts';
import { InvalidInputError, invariant } from '../errors.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { formatHolidays, parseHolidays } from './holiday-dates.ts';
import { holidayRegionNamed } from './holidays.ts';
import { listManagers, setManagers } from './members.ts';
import { oweHandOvers } from './owe-hand-overs.ts';
import { requireAdmin } from './permissions.ts';
import { currentPolicies, type PolicyRow, savePolicyList } from './policy-list.ts';
import { findSettingsFaults } from './settings-faults.ts';
import { formatWorkingHours, parseWorkingHours } from './working-hours.ts';
import { getWorkspace, lockWorkspace } from './workspace.ts';
import { DEFAULT_CURRENCY } from './workspace-defaults.ts';

/** The settings as an admin sees and types them. */
export interface Settings {
  slaHours: number;
  inWorkingTime: boolean;
  workingHours: string;
  timeZone: string;
  /** The month, from 1, in which the fiscal year starts. */
  fiscalYearStart: number;
  /** Such as `DE-BY`; blank: none. */
  holidayRegion: string;
  /** Dates and ranges as text. */
  holidays: string;
  usesMemberTimeZones: boolean;
  heedsSlackStatus: boolean;
  namesRepsInChannels: boolean;
  pauseAfterLapses: number;
  pingsPerHour: number;
  currency: string;
  poolChannelId: string | null;
  /** Where messages go that cannot be delivered: a channel or a person. */
  fallbackChannelId: string | null;
  fallbackUserId: string | null;
  managerIds: string[];
  mqlDefinition: string;
  nextStep: string;
  /** Of channels, such as `ja`; null: English. */
  language: string | null;
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

export async function getSettings(ctx: Context): Promise<Settings> {
  const workspace = await getWorkspace(ctx);
  const promise = catchAll(await currentPolicies(ctx));
  const managers = await listManagers(ctx);
  const { timeZone, fiscalYearStart, usesMemberTimeZones, heedsSlackStatus, namesRepsInChannels } = workspace;
  const { pauseAfterLapses, pingsPerHour, poolChannelId, fallbackId, nextStep, language } = workspace;
  return {
    ...{ timeZone, fiscalYearStart, usesMemberTimeZones, heedsSlackStatus, namesRepsInChannels },
    ...{ pauseAfterLapses, pingsPerHour, poolChannelId, nextStep, language },
    slaHours: Number((promise.minutesToDecide / 60).toFixed(4)),
    inWorkingTime: promise.inWorkingTime,
    workingHours: formatWorkingHours(promise.workingHours),
    holidayRegion: promise.holidayRegion ?? '',
    holidays: formatHolidays(promise.holidays),
    currency: workspace.currency ?? DEFAULT_CURRENCY,
    fallbackChannelId: isPerson(fallbackId) ? null : fallbackId,
    fallbackUserId: isPerson(fallbackId) ? fallbackId : null,
    managerIds: managers
      .filter(({ isManager, rolesByGroup }) => isManager && !rolesByGroup.includes('manager'))
      .map((member) => member.userId),
    mqlDefinition: workspace.mqlDefinition ?? '',
  };
}

/**
 * Saves what an admin typed; what is left out stays. A changed promise is a new policy: it judges handoffs opened from
 * now on, and those that are open keep theirs.
 * @param managers who the people of `managerIds` are.
 * @throws {InvalidSettingsError} naming each field that cannot be.
 */
export async function saveSettings(
  ctx: Context,
  change: Partial<Settings>,
  managers: readonly Person[] = [],
): Promise<void> {
  requireAdmin(ctx, 'change the settings');
  await requireSettings(ctx, change, managers);
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => writeSettings(tx, change, managers)));
}

/** @throws {InvalidSettingsError} unless these could be saved. */
export async function requireSettings(
  ctx: Context,
  change: Partial<Settings>,
  managers: readonly Person[] = [],
): Promise<void> {
  const faults = await findSettingsFaults(ctx, { ...(await getSettings(ctx)), ...change }, managers);
  // A promise that the hours typed cannot hold is a fault of the hours where only they were asked for.
  if (faults.slaHours && !('slaHours' in change)) faults.workingHours ??= faults.slaHours;
  const own = Object.entries(faults).filter(([field, fault]) => field in change && fault);
  if (own.length > 0) throw new InvalidSettingsError(Object.fromEntries(own));
}

async function writeSettings(
  ctx: Context,
  change: Partial<Settings>,
  managers: readonly Person[],
): Promise<void> {
  await lockWorkspace(ctx);
  const before = await getSettings(ctx);
  const settings = { ...before, ...change };
  const { timeZone, fiscalYearStart, poolChannelId, mqlDefinition, nextStep, language } = settings;
  const { fallbackChannelId, fallbackUserId } = settings;
  const { usesMemberTimeZones, heedsSlackStatus, namesRepsInChannels, pauseAfterLapses, pingsPerHour } =
    settings;
  await ctx.db
    .update(workspaces)
    .set({
      ...{ timeZone, fiscalYearStart, poolChannelId, language },
      ...{ usesMemberTimeZones, heedsSlackStatus, namesRepsInChannels },
      ...{ pauseAfterLapses, pingsPerHour, fallbackId: fallbackChannelId ?? fallbackUserId },
      nextStep: nextStep.trim(),
      mqlDefinition: mqlDefinition.trim() || null,
      ...('currency' in change ? { currency: settings.currency.trim().toUpperCase() } : {}),
      ...('timeZone' in change
        ? {
            configuredAt: sql`coalesce(${workspaces.configuredAt}, ${ctx.now().toISOString()}::timestamptz)`,
          }
        : {}),
    })
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
  await savePromise(ctx, settings);
  if ('managerIds' in change) await setManagers(ctx, managers);
  if (poolChannelId && !before.poolChannelId) await oweHandOvers(ctx);
  const asked = Object.keys(change) as (keyof Settings)[];
  await recordAudit(ctx, 'settings changed', ctx.workspaceId, {
    before: Object.fromEntries(asked.map((field) => [field, before[field]])),
    after: change,
  });
}

/** The calendar is that of every policy; the promise typed is that of the last one, which covers every lead. */
async function savePromise(ctx: Context, settings: Settings): Promise<void> {
  const current = await currentPolicies(ctx);
  const next = withPromise(current, settings);
  if (current.every((row, index) => isSamePromise(row, next[index]))) return;
  await savePolicyList(ctx, next);
}

/** The policies as they would be with these settings. */
export function withPromise(
  current: readonly PolicyRow[],
  settings: Pick<
    Settings,
    'timeZone' | 'workingHours' | 'holidays' | 'holidayRegion' | 'slaHours' | 'inWorkingTime'
  >,
): PolicyRow[] {
  const calendar = {
    timeZone: settings.timeZone,
    workingHours: parseWorkingHours(settings.workingHours),
    holidays: parseHolidays(settings.holidays),
    holidayRegion: holidayRegionNamed(settings.holidayRegion) ?? null,
  };
  const promise = {
    minutesToDecide: Math.round(settings.slaHours * 60),
    inWorkingTime: settings.inWorkingTime,
  };
  const last = catchAll(current);
  return current.map((row) => ({ ...row, ...calendar, ...(row === last ? promise : {}) }));
}

function isSamePromise(a: PolicyRow, b: PolicyRow | undefined): boolean {
  return (
    a.minutesToDecide === b?.minutesToDecide &&
    a.inWorkingTime === b.inWorkingTime &&
    a.timeZone === b.timeZone &&
    a.holidayRegion === b.holidayRegion &&
    formatHolidays(a.holidays) === formatHolidays(b.holidays) &&
    formatWorkingHours(a.workingHours) === formatWorkingHours(b.workingHours)
  );
}

function catchAll(policies: readonly PolicyRow[]): PolicyRow {
  const last = policies.at(-1);
  invariant(last, 'a workspace has a policy');
  return last;
}

function isPerson(id: string | null): boolean {
  return id !== null && /^[UW]/.test(id);
}
