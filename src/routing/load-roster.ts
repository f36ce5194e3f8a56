import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { rowsOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, members, turns, workspaces } from '../db/schema.ts';
import { addDays, localDateOf, startOfLocalDay } from '../lib/local-date.ts';
import { absencesByUser } from '../team/absences.ts';
import type { Person } from '../team/directory.ts';
import { memberCalendar, nextAtWork, type TeamCalendar } from '../team/member-calendar.ts';
import type { Member } from '../team/members.ts';
import type { Workspace } from '../team/workspace.ts';
import type { Colleague, Rep, Roster } from './roster.ts';

/** What Slack says of people, asked before the transaction; who is not in it is as the database says. */
export type KnownPeople = ReadonlyMap<string, Person>;

/**
 * Everybody a lead may go to, under a lock on the reps, so that two routers do not give the same turn away twice. Call
 * it under `lockWorkspace`. Whoever is `gone` from Slack has no part in it.
 */
export async function loadRoster(
  ctx: Context,
  workspace: Workspace,
  team: TeamCalendar,
  people: KnownPeople,
): Promise<Roster> {
  const all = await ctx.db
    .select()
    .from(members)
    .where(eq(members.workspaceId, ctx.workspaceId))
    .orderBy(asc(members.userId))
    .for('update');
  const now = ctx.now();
  const absences = await absencesByUser(ctx);
  const present = all.filter((member) => people.get(member.userId)?.mayAct !== false);
  const reps = present.filter((member) => member.isRep);
  const today = localDateOf(now, team.timeZone);
  const counts = await countLeads(ctx, reps, startOfLocalDay(today, team.timeZone));
  const toColleague = (member: Member): Colleague => {
    const calendar = memberCalendar(team, member, workspace);
    const away = awayNow(absences.get(member.userId) ?? [], people.get(member.userId), workspace, now);
    const worksAt = nextAtWork(calendar, absences.get(member.userId) ?? [], now);
    return { userId: member.userId, name: member.name, calendar, worksAt, away };
  };
  return {
    reps: reps.map((member): Rep => {
      const { turns: taken, turnsOwed, weight, dailyCap, openCap, lapses, pausedAt } = member;
      const { today = 0, open = 0 } = counts.get(member.userId) ?? {};
      return {
        ...toColleague(member),
        ...{ turns: taken, turnsOwed, weight, dailyCap, openCap, today, open, lapses },
        isPaused: pausedAt !== null,
      };
    }),
    others: new Map(
      present.filter((member) => !member.isRep).map((member) => [member.userId, toColleague(member)]),
    ),
    floor: workspace.rotationFloor,
    poolChannelId: workspace.poolChannelId,
    tomorrowAt: startOfLocalDay(addDays(today, 1), team.timeZone),
  };
}

/** Somebody whom only the CRM names: they work the team's hours. */
export function strangerAsColleague(
  person: Person,
  team: TeamCalendar,
  workspace: Workspace,
  now: Date,
): Colleague {
  const calendar = memberCalendar(team, undefined, workspace);
  const { userId, name } = person;
  const away = awayNow([], person, workspace, now);
  return { userId, name, calendar, worksAt: nextAtWork(calendar, [], now), away };
}

/** What routing changes of a roster. */
export interface Standing {
  reps: readonly Pick<Rep, 'userId' | 'turns' | 'turnsOwed' | 'lapses' | 'isPaused'>[];
  floor: number;
}

/** Writes back what routing has taken. */
export async function saveRoster(ctx: Context, before: Standing, after: Roster): Promise<void> {
  const known = new Map(before.reps.map((rep) => [rep.userId, rep]));
  const changed = after.reps.filter(
    (rep) => JSON.stringify(kept(rep)) !== JSON.stringify(kept(known.get(rep.userId))),
  );
  if (changed.length > 0) {
    const now = ctx.now();
    const rows = changed.map((rep) => ({
      ...{ workspaceId: ctx.workspaceId, userId: rep.userId, turns: rep.turns, turnsOwed: rep.turnsOwed },
      ...{ lapses: rep.lapses, pausedAt: rep.isPaused ? now : null },
    }));
    await ctx.db.execute(sql`
      update ${members} as m set turns = input.turns, turns_owed = input.turns_owed, lapses = input.lapses,
        paused_at = case when input.paused_at is null then null else coalesce(m.paused_at, input.paused_at) end
      from ${rowsOf(members, ['workspaceId', 'userId', 'turns', 'turnsOwed', 'lapses', 'pausedAt'], rows)}
      where m.workspace_id = input.workspace_id and m.user_id = input.user_id`);
  }
  if (before.floor === after.floor) return;
  await ctx.db
    .update(workspaces)
    .set({ rotationFloor: after.floor })
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
}

function kept(rep: Standing['reps'][number] | undefined) {
  return rep && [rep.turns, rep.turnsOwed, rep.lapses, rep.isPaused];
}

function awayNow(
  absences: readonly { fromAt: Date; untilAt: Date }[],
  person: Person | undefined,
  { heedsSlackStatus }: Workspace,
  now: Date,
): Colleague['away'] {
  const absence = absences.find(({ fromAt, untilAt }) => fromAt <= now && now < untilAt);
  if (absence) return { until: absence.untilAt };
  const status = heedsSlackStatus ? person?.awayInSlack : undefined;
  return status && (status.until === null || status.until > now) ? status : undefined;
}

/** Counted only where somebody has a cap: the open leads of a team may be many. */
async function countLeads(
  ctx: Context,
  reps: readonly Member[],
  since: Date,
): Promise<Map<string, { today: number; open: number }>> {
  if (!reps.some((rep) => rep.dailyCap !== null || rep.openCap !== null)) return new Map();
  const rows = await queryRows<{ user_id: string; today: number | string; open: number | string }>(
    ctx.db,
    sql`select m.user_id,
          (select count(*) from ${turns} t where t.workspace_id = m.workspace_id and t.holder_id = m.user_id
            and t.started_at >= ${since.toISOString()}::timestamptz and t.routed_to = 'rotation') as today,
          (select count(*) from ${handoffs} h where h.workspace_id = m.workspace_id and h.holder_id = m.user_id
            and h.state = 'open' and not exists (select 1 from ${leads} l where l.workspace_id = h.workspace_id
              and l.lead_id = h.lead_id and l.erased_at is not null)) as open
        from ${members} m
        where m.workspace_id = ${ctx.workspaceId} and m.is_rep
          and (m.daily_cap is not null or m.open_cap is not null)`,
  );
  return new Map(rows.map((row) => [row.user_id, { today: Number(row.today), open: Number(row.open) }]));
}
