import type { Context } from '../context.ts';
import { requireAdmin } from '../team/permissions.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { getSettings, type Settings, saveSettings, withPromise } from '../team/save-settings.ts';
import { applyPoliciesToOpen, type PolicyPreview, previewPolicies } from './apply-policies.ts';
import { DeadlinesNotMovedError } from './save-policies.ts';

/** What deadlines follow from: the promise that holds for every lead, and the team's calendar. */
export type Promised = Partial<
  Pick<Settings, 'slaHours' | 'inWorkingTime' | 'workingHours' | 'timeZone' | 'holidayRegion' | 'holidays'>
>;

/** What this would do to the open deadlines. Changes nothing. */
export async function previewPromise(ctx: Context, change: Promised): Promise<PolicyPreview> {
  const settings = { ...(await getSettings(ctx)), ...change };
  return previewPolicies(ctx, withPromise(await currentPolicies(ctx), settings));
}

/**
 * Saves it for leads handed over from now on, and for open ones too where asked. Returns how many open promises changed.
 * @throws {InvalidSettingsError} naming each field that cannot be; {DeadlinesNotMovedError} when it is saved and open
 * promises did not all change.
 */
export async function savePromise(
  ctx: Context,
  change: Promised,
  { applyToOpen }: { applyToOpen: boolean },
): Promise<{ moved: number }> {
  requireAdmin(ctx, 'change the settings');
  await saveSettings(ctx, change);
  if (!applyToOpen) return { moved: 0 };
  try {
    return { moved: await applyPoliciesToOpen(ctx) };
  } catch (error) {
    throw new DeadlinesNotMovedError(error);
  }
}
