import type { Context } from '../../context.ts';
import { listDecidedLately } from '../../leads/list-decided-lately.ts';
import { listPool } from '../../leads/list-pool.ts';
import { listQueuePage } from '../../leads/list-queue-page.ts';
import { nextDigest } from '../../reports/next-digest.ts';
import { runReport } from '../../reports/report.ts';
import { listAbsences } from '../../team/absences.ts';
import { findMember, listManagers } from '../../team/members.ts';
import type { Workspace } from '../../team/workspace.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { adminPart } from './admin-part.ts';
import type { AdminPart, Home, OwnFigures, OwnPart, TeamPart, TeamScorecard } from './home.ts';
import { type Horizon, horizonOf } from './horizon.ts';
import type { HomePages } from './pages.ts';

const LEADS_A_PAGE = 10;
const MOST_DECIDED = 5;
const MOST_POOLED = 5;
const MOST_NAMED = 5;
const MONTH = 'this month';

/** What is dear to count, so that it may be some minutes old where only the leads are looked at again. */
export interface HomeFigures {
  own?: OwnFigures;
  scorecard?: TeamScorecard;
  admin?: AdminPart;
}

export interface HomeAbout {
  version: string;
  /** Whether a CRM can send stage changes. */
  takesFacts: boolean;
}

interface HomeRequest {
  workspace: Workspace;
  pages: HomePages;
  figures: HomeFigures;
}

type Asked = HomeRequest & { horizon: Horizon };

/**
 * What the actor may see of their own, of the team and of the workspace, in a number of statements that does not depend
 * on how much there is. What it counted is left in `figures`, and what stands there is not counted again.
 */
export async function composeHome(
  ctx: Context,
  deps: Pick<SlackDeps, 'client' | 'directory' | 'logger'>,
  about: HomeAbout,
  request: HomeRequest,
): Promise<Home> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !actor.mayAct) return { kind: 'outsider' };
  const { workspace, figures } = request;
  const footer = { version: about.version, nextDigest: await nextDigest(ctx) };
  const asked: Asked = { ...request, horizon: await horizonOf(ctx, workspace) };
  const own = await ownPart(ctx, actor, asked);
  if (!own && !actor.isManager) {
    const managerIds = await whomToAsk(ctx, deps);
    return { kind: 'newcomer', managerIds, mqlDefinition: workspace.mqlDefinition, footer };
  }
  const team = actor.isManager ? await teamPart(ctx, asked) : null;
  if (actor.isAdmin) {
    figures.admin ??= await adminPart(ctx, deps, { workspace, takesFacts: about.takesFacts });
  }
  return { kind: 'colleague', own, team, admin: (actor.isAdmin && figures.admin) || null, footer };
}

/** Null for whoever is no rep, holds nothing and has decided nothing lately. */
async function ownPart(
  ctx: Context,
  { userId, isRep }: { userId: string; isRep: boolean },
  { workspace, pages, figures, horizon }: Asked,
): Promise<OwnPart | null> {
  const page = { holderId: userId, page: pages.own, size: LEADS_A_PAGE, ...horizon };
  const queue = await listQueuePage(ctx, page, workspace);
  const decided = await listDecidedLately(ctx, { userId, limit: MOST_DECIDED }, workspace);
  if (!isRep && queue.counts.total === 0 && decided.length === 0) return null;
  const [absence = null] = isRep ? await listAbsences(ctx, { userIds: [userId] }) : [];
  const isPaused = isRep && (await findMember(ctx, userId))?.pausedAt != null;
  const pool = isRep ? await listPool(ctx, { limit: MOST_POOLED }, workspace) : { total: 0, cards: [] };
  figures.own ??= await ownFigures(ctx, userId);
  return { userId, isRep, queue, decided, pool, figures: figures.own, absence, isPaused };
}

async function ownFigures(ctx: Context, repId: string): Promise<OwnFigures> {
  const answer = await runReport(ctx, { name: 'reps', period: MONTH, only: { repId }, withCost: false });
  return { label: answer.period.label, row: answer.rows[0] ?? null };
}

async function teamPart(ctx: Context, { workspace, pages, figures, horizon }: Asked): Promise<TeamPart> {
  const queue = await listQueuePage(ctx, { page: pages.team, size: LEADS_A_PAGE, ...horizon }, workspace);
  figures.scorecard ??= await teamScorecard(ctx);
  return { queue, scorecard: figures.scorecard };
}

async function teamScorecard(ctx: Context): Promise<TeamScorecard> {
  const request = { name: 'summary' as const, period: MONTH, withCost: false };
  const { period, asOf, scorecard } = await runReport(ctx, request);
  return { period, asOf, scorecard };
}

/** Managers and admins; where none is named, the admins of the Slack workspace, if it can be asked. */
async function whomToAsk(
  ctx: Context,
  { directory, logger }: Pick<SlackDeps, 'directory' | 'logger'>,
): Promise<string[]> {
  const managers = await listManagers(ctx);
  if (managers.length > 0) return named(managers);
  try {
    return named(await directory.listAdmins());
  } catch (error) {
    logger.warn({ err: error }, 'nobody could be named to a newcomer');
    return [];
  }
}

function named(people: readonly { userId: string }[]): string[] {
  return people.slice(0, MOST_NAMED).map(({ userId }) => userId);
}
