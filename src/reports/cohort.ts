import { type SQL, sql } from 'drizzle-orm';
import { type Groups, type HandoffKey, joinsFor } from './breakdown.ts';
import { addUp, type CountedMonth, countByMonth } from './count-by-month.ts';
import { handoffsWanted } from './filters.ts';
import { instantParameter } from './instant-sql.ts';
import { once } from './once.ts';
import type { ReportScope } from './report-scope.ts';

/** How the handoffs opened in the period stand. With `distinct`, all of these count leads. */
export interface CohortCounts {
  mqls: number;
  accepted: number;
  rejected: number;
  recycled: number;
  withdrawn: number;
  open: number;
  decided: number;
  withinSla: number;
  /** Decided after due and not excused, for who decided. */
  decidedLate: number;
  handoffs: number;
  /** Decided after due and not excused, for who held it then. */
  late: number;
  lateAccepted: number;
  /** Still open though past due, and not excused. */
  never: number;
  /** Late or never, but excused by a manager: counted nowhere else. */
  excused: number;
  decidedWithinHour: number;
  contactedWithinHour: number;
  contacted: number;
  acceptedNotContacted: number;
}

export const NO_COUNTS: CohortCounts = {
  mqls: 0,
  accepted: 0,
  rejected: 0,
  recycled: 0,
  withdrawn: 0,
  open: 0,
  decided: 0,
  withinSla: 0,
  decidedLate: 0,
  handoffs: 0,
  late: 0,
  lateAccepted: 0,
  never: 0,
  excused: 0,
  decidedWithinHour: 0,
  contactedWithinHour: 0,
  contacted: 0,
  acceptedNotContacted: 0,
};

const OF_HOLDER = [
  'handoffs',
  'late',
  'lateAccepted',
  'never',
  'excused',
  'decidedWithinHour',
  'contactedWithinHour',
  'contacted',
] as const satisfies readonly (keyof CohortCounts)[];

/**
 * The handoffs opened in the period as a relation, each with its key, whether filters want it, whether it was decided,
 * and whether late, never or excused. Until `changes_at`, included, time alone changes nothing of that.
 */
export function openedHandoffs(scope: ReportScope, key: HandoffKey): SQL {
  const { ctx, period } = scope;
  const now = instantParameter(scope.now);
  const contactDue = sql`coalesce(h.contact_due_at, h.due_at)`;
  const judged = sql`
    select h.lead_id, h.state, h.opened_at, h.decided_at, h.due_at, h.clock_from, h.contact_due_at, h.contacted_at,
      h.working_seconds, h.policy_id, h.reason, h.excused_reason, h.excused_at is not null as forgiven, ${key.by} as key,
      (true ${handoffsWanted(scope, key.role)}) as wanted, h.state in ('accepted', 'rejected', 'recycled') as decided,
      h.state in ('accepted', 'rejected', 'recycled') and h.decided_at > h.due_at as after_due,
      h.state = 'open' and h.due_at < ${now} as overdue,
      h.state = 'accepted' and (h.contacted_at is null or h.contacted_at > ${contactDue}) as unmet,
      ${contactDue} as contact_due,
      least(
        case when h.state = 'open' and h.due_at >= ${now} then h.due_at end,
        case when h.state = 'accepted' and ${contactDue} >= ${now} then ${contactDue} end
        ${scope.agedAt ? sql`, h.changes_at` : sql``}
      ) as changes_at
    from ${scope.handoffs} h ${joinsFor(scope)}
    where h.workspace_id = ${ctx.workspaceId} and h.state <> 'void'
      and h.opened_at >= ${instantParameter(period.from)} and h.opened_at < ${instantParameter(period.to)}`;
  return sql`
    select *, after_due and not forgiven as late, overdue and not forgiven as never,
      (after_due or overdue) and forgiven as excused, unmet and contact_due < ${now} as not_contacted
    from (${judged}) as judged`;
}

/**
 * Those of them that the report is about. With `distinct` one row per lead: the accepted handoff, else the last one, late
 * or never if any of the lead's was, and excused if only such breaches are left. Filters then choose among these rows, so
 * that what one asks for is the row of that value.
 */
export function cohort(scope: ReportScope, key: HandoffKey): SQL {
  const opened = openedHandoffs(scope, key);
  if (!scope.distinct) return sql`select * from (${opened}) as opened where wanted`;
  return sql`
    select * from (select distinct on (lead_id) lead_id, state, opened_at, decided_at, due_at, clock_from, contacted_at,
      working_seconds, policy_id, reason, excused_reason, key, wanted, decided, not_contacted, changes_at,
      bool_or(late) over lead and not bool_or(never) over lead as late, bool_or(never) over lead as never,
      bool_or(excused) over lead and not bool_or(late or never) over lead as excused
    from (${opened}) as opened
    window lead as (partition by lead_id)
    order by lead_id, state = 'accepted' desc, opened_at desc) as leads where wanted`;
}

/** Counts over the cohort. `until` ends it earlier than the period. */
export async function cohortCounts(
  scope: ReportScope,
  until: Date = scope.period.to,
): Promise<Groups<CohortCounts>> {
  return addUp(await cohortByMonth(scope, until), NO_COUNTS);
}

/** The same for each local month of the period. */
export function cohortByMonth(
  scope: ReportScope,
  until: Date = scope.period.to,
): Promise<CountedMonth<keyof CohortCounts>[]> {
  return once(scope, `cohort until ${until.getTime()}`, () =>
    countByMonth(scope, { name: 'cohort', none: NO_COUNTS, ofHolder: OF_HOLDER, until, statement: counts }),
  );
}

function counts(scope: ReportScope, key: HandoffKey, partOf: (instant: SQL) => SQL): SQL {
  return sql`
    with cohort as (select opened.*, ${partOf(sql`opened_at`)} as part from (${cohort(scope, key)}) as opened)
    select part, key, ${changesAt} as "changesAt",
      count(*)::int as mqls,
      (count(*) filter (where state = 'accepted'))::int as accepted,
      (count(*) filter (where state = 'rejected'))::int as rejected,
      (count(*) filter (where state = 'recycled'))::int as recycled,
      (count(*) filter (where state = 'withdrawn'))::int as withdrawn,
      (count(*) filter (where state = 'open'))::int as open,
      (count(*) filter (where decided))::int as decided,
      (count(*) filter (where decided and not late and not never and not excused))::int as "withinSla",
      (count(*) filter (where late))::int as "decidedLate",
      count(*)::int as handoffs,
      (count(*) filter (where late))::int as late,
      (count(*) filter (where late and state = 'accepted'))::int as "lateAccepted",
      (count(*) filter (where never))::int as never,
      (count(*) filter (where excused))::int as excused,
      (count(*) filter (where decided and decided_at <= opened_at + interval '1 hour'))::int as "decidedWithinHour",
      (count(*) filter (where contacted_at <= opened_at + interval '1 hour'))::int as "contactedWithinHour",
      (count(*) filter (where contacted_at is not null))::int as contacted,
      (count(*) filter (where not_contacted))::int as "acceptedNotContacted"
    from cohort group by part, key`;
}

/** Until when the rows of a cohort stay as they are if nothing happens, in ms. */
export const changesAt: SQL = sql`(date_part('epoch', min(changes_at)) * 1000)::float8`;
