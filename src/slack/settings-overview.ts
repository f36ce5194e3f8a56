import { listConnections } from '../connections/connection.ts';
import type { Context } from '../context.ts';
import { countSchedules } from '../reports/count-schedules.ts';
import { goalsAt, listGoals, type MonthlyGoals, monthAt } from '../team/goals.ts';
import { countTeam, type TeamCounts } from '../team/list-people.ts';
import { requireAdmin } from '../team/permissions.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { offeredReasons } from '../team/rejection-reasons.ts';
import { getSettings, type Settings } from '../team/save-settings.ts';
import type { StageNames } from '../team/stage-names.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { SlackDeps } from './slack-deps.ts';
import { updateView } from './update-view.ts';
import { overviewView } from './views/settings/overview-view.ts';

/** How everything that can be set stands now. */
export interface SettingsOverview {
  settings: Settings;
  /** An admin has saved the calendar, and so confirmed the time zone. */
  isConfirmed: boolean;
  policies: number;
  team: TeamCounts;
  reasons: number;
  stageNames: StageNames;
  goals: MonthlyGoals;
  /** CRMs, forms and tools that leads come from. */
  connections: number;
  schedules: { digests: number; reports: number };
  keptMonths: number | null;
}

export async function settingsOverview(ctx: Context): Promise<SettingsOverview> {
  requireAdmin(ctx, 'change the settings');
  const workspace = await getWorkspace(ctx);
  const month = monthAt(ctx.now(), workspace.timeZone);
  return {
    settings: await getSettings(ctx),
    isConfirmed: workspace.configuredAt !== null,
    policies: (await currentPolicies(ctx)).length,
    team: await countTeam(ctx),
    reasons: offeredReasons(workspace).length,
    stageNames: workspace.stageNames,
    goals: goalsAt(await listGoals(ctx), `${month}-01`),
    connections: (await listConnections(ctx)).length,
    schedules: await countSchedules(ctx),
    keptMonths: workspace.keptMonths,
  };
}

/** Shows it anew where it is still open, below the form that was saved. */
export async function refreshOverview(
  ctx: Context,
  deps: SlackDeps,
  { settingsViewId }: { settingsViewId?: string | undefined },
): Promise<void> {
  if (!settingsViewId) return;
  try {
    await updateView(deps, settingsViewId, overviewView(await settingsOverview(ctx)));
  } catch (error) {
    deps.logger.warn({ err: error }, 'the list of settings could not be shown anew');
  }
}
