import type { Context } from '../../context.ts';
import { listDecidedLately } from '../../leads/list-decided-lately.ts';
import { listQueuePage } from '../../leads/list-queue-page.ts';
import { addDays, localDateOf, startOfLocalDay } from '../../lib/local-date.ts';
import { nextDigest } from '../../reports/next-digest.ts';
import { runReport } from '../../reports/report.ts';
import { listAbsences } from '../../team/absences.ts';
import { findMemberCalendar } from '../../team/find-member-calendar.ts';
import { findMember, listManagers } from '../../team/members.ts';
import { addWorkingTime } from '../../team/working-time.ts';
import type { Workspace } from '../../team/workspace.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { adminPart } from './admin-part.ts';
import type { AdminPart, Home, OwnFigures, OwnPart, TeamPart, TeamScorecard } from './home.ts';
import type { HomePages } from './pages.ts';

const LEADS_A_PAGE = 10;
const MOST_DECIDED = 5;
const MOST_NAMED = 5;
const SOON_MS = 2 * 3_600_000;
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

/**
 * What the actor may see of their own, of the team and of the workspace, in a number of statements that does not depend
 * on how much there is. What it counted is left in `figures`, and what stands there is not counted again.
 */
export async function composeHome(
  ctx: Context,
  deps: Pick<SlackDeps, 'client' | 'directory' | 'logger'>,
  {
    workspace,
    about,
    pages,
    figures,
  }: {
    workspace: Workspace;
    about: HomeAbout;
    pages: HomePages;
    figures: HomeFigures;
  },
): Promise<Home> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !actor.mayAct) return { kind: 'outsider' };
  const footer = { version: about.version, nextDigest: await nextDigest(ctx) };
  const own = await ownPart(ctx, { userId: actor.userId, isRep: actor.isRep, workspace, pages, figures });
  const hasOwn = actor.isRep || own.queue.counts.total > 0 || own.decided.length > 0;
  if (!hasOwn && !actor.isManager) {
    const managerIds = await whomToAsk(ctx, deps);
    return { kind: 'newcomer', managerIds, mqlDefinition: workspace.mqlDefinition, footer };
  }
  if (actor.isAdmin) {
    figures.admin ??= await adminPart(ctx, deps, { workspace, takesFacts: about.takesFacts });
  }
  return {
    kind: 'colleague',
    own: hasOwn ? own : null,
    team: actor.isManager ? await teamPart(ctx, { workspace, pages, figures }) : null,
    admin: (actor.isAdmin && figures.admin) || null,
    footer,
  };
}

async function ownPart(
  ctx: Context,
  {
    userId,
    isRep,
    workspace,
    pages,
    figures,
  }: {
    userId: string;
    isRep: boolean;
    workspace: Workspace;
    pages: HomePages;
    figures: HomeFigures;
  },
): Promise<OwnPart> {
  const horizon = await horizonOf(ctx, userId, workspace);
  const page = { holderId: userId, page: pages.own, size: LEADS_A_PAGE, ...horizon };
  const queue = await listQueuePage(ctx, page, workspace);
  const decided = await listDecidedLately(ctx, { userId, limit: MOST_DECIDED }, workspace);
  const [absence = null] = isRep ? await listAbsences(ctx, { userIds: [userId] }) : [];
  figures.own ??= await ownFigures(ctx, userId);
  const member = isRep ? await findMember(ctx, userId) : undefined;
  const isPaused = member?.pausedAt != null;
  return { userId, isRep, queue, decided, figures: figures.own, absence, isPaused };
}

async function ownFigures(ctx: Context, repId: string): Promise<OwnFigures> {
  const answer = await runReport(ctx, { name: 'reps', period: MONTH, only: { repId }, withCost: false });
  return { label: answer.period.label, row: answer.rows[0] ?? null };
}

async function teamPart(
  ctx: Context,
  { workspace, pages, figures }: { workspace: Workspace; pages: HomePages; figures: HomeFigures },
): Promise<TeamPart> {
  const horizon = await horizonOf(ctx, '', workspace);
  const queue = await listQueuePage(ctx, { page: pages.team, size: LEADS_A_PAGE, ...horizon }, workspace);
  figures.scorecard ??= await teamScorecard(ctx);
  return { queue, scorecard: figures.scorecard };
}

async function teamScorecard(ctx: Context): Promise<TeamScorecard> {
  const { period, asOf, scorecard } = await runReport(ctx, {
    ...{ name: 'summary', period: MONTH, withCost: false },
  });
  return { period, asOf, scorecard };
}

/** Until when a deadline is near in somebody's hours, or in the team's for nobody, and when the team's day ends. */
async function horizonOf(ctx: Context, userId: string, { timeZone }: Workspace) {
  const now = ctx.now();
  return {
    soonUntil: addWorkingTime(now, SOON_MS, await findMemberCalendar(ctx, userId)),
    dayEndsAt: startOfLocalDay(addDays(localDateOf(now, timeZone), 1), timeZone),
  };
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
