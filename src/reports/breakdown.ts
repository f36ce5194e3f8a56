import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { members } from '../db/schema.ts';
import type { ReportScope } from './report-scope.ts';

/** For whom a figure counts where rows are reps: the breach for who held the lead, the decision for who decided. */
export type Role = 'holder' | 'decider';

/** What the rows of a relation are about, and for whom its handoffs count where reps are asked for. */
export interface HandoffKey {
  by: SQL;
  role: Role;
}

/** One set of figures in all, and one for each key of the breakdown. `null` is the key where the value is blank. */
export interface Groups<Figures> {
  total: Figures;
  byKey: Map<string | null, Figures>;
}

export type Row<Figures> = { key: string | null } & Figures;

/** The lead `l` and the member `m` that its owner's address belongs to, joined to handoffs `h` where a key needs them. */
export function joinsFor(scope: ReportScope): SQL {
  if (!isByRep(scope)) return sql``;
  return sql`left join ${scope.leads} l on l.workspace_id = h.workspace_id and l.lead_id = h.lead_id ${ownerJoin(scope)}`;
}

/** The member `m` that owns the lead `l`. */
export function ownerJoin(scope: ReportScope): SQL {
  return sql`left join (
      select lower(btrim(email)) as email, min(user_id) as user_id from ${members}
      where workspace_id = ${scope.ctx.workspaceId} and email is not null group by 1
    ) m on m.email = lower(btrim(l.owner_email))`;
}

/** Who owns the lead: a Slack user, else the address that the CRM gave. */
const ownerKey = sql`coalesce(m.user_id, nullif(lower(btrim(l.owner_email)), ''))`;
/** Who held it when the promise broke, though that be nobody; as long as it has not, who holds it. */
const holderKey = sql`case when h.breach_noted_at is null then coalesce(h.holder_id, ${ownerKey}) else h.breach_holder_id end`;
const deciderKey = sql`coalesce(h.decided_by, h.holder_id, ${ownerKey})`;

/** Runs a statement that answers one row per key, with the columns `key` and `isTotal`, and sorts its rows out. */
export async function groupsOf<Figures extends object>(
  scope: ReportScope,
  empty: Figures,
  statement: (select: SQL, groupBy: SQL) => SQL,
): Promise<Groups<Figures>> {
  const rows = await queryRows<{ key: string | null; isTotal: boolean } & Figures>(
    scope.ctx.db,
    statement(...grouping(scope)),
  );
  const byKey = new Map<string | null, Figures>();
  let total = empty;
  for (const { key, isTotal, ...rest } of rows) {
    const figures = rest as unknown as Figures;
    if (isTotal) total = figures;
    else byKey.set(key, figures);
  }
  return { total, byKey };
}

/** The totals of an answer, and its rows where a breakdown is asked for. */
export function answerOf<Figures extends object>(
  scope: ReportScope,
  keys: readonly ReadonlyMap<string | null, unknown>[],
  figuresOf: (key: string | null | undefined) => Figures,
  weightOf: (figures: Figures) => number,
): Figures & { rows?: Row<Figures>[] } {
  const total = figuresOf(undefined);
  if (scope.by === undefined) return total;
  const rows = [...mapKeys(keys, figuresOf)].map(([key, figures]) => ({ key, ...figures }));
  rows.sort((a, b) => weightOf(b) - weightOf(a) || compareKeys(a.key, b.key));
  return { ...total, rows };
}

/** What a set of groups says of a key; of the whole for `undefined`. */
export function at<Figures>(
  groups: Groups<Figures>,
  key: string | null | undefined,
  empty: Figures,
): Figures {
  return key === undefined ? groups.total : (groups.byKey.get(key) ?? empty);
}

/** Whether it matters who held a handoff and who decided it. */
export function isByRep(scope: ReportScope): boolean {
  return scope.by === 'rep' || scope.filters.rep !== undefined;
}

/** What to put before the figures of a statement, and how to group them: in all, and by key where rows are wanted. */
function grouping(scope: ReportScope): [select: SQL, groupBy: SQL] {
  return scope.by === undefined
    ? [sql`null as key, true as "isTotal"`, sql``]
    : [sql`key, grouping(key) = 1 as "isTotal"`, sql`group by grouping sets ((), (key))`];
}

/** Leads that never were handed over have an owner, but neither holder nor reason. */
export function leadKey(scope: ReportScope): SQL {
  if (scope.by === 'rep') return ownerKey;
  return scope.by === 'source' || scope.by === 'campaign' ? blankIsNull('l', scope.by) : sql`null::text`;
}

export function handoffKey({ by }: ReportScope, role: Role): HandoffKey {
  if (by === 'rep') return { by: repKey(role), role };
  return { by: by === undefined ? sql`null::text` : blankIsNull('h', by), role };
}

/** The rep of the handoff `h`, or the owner of the lead `l`, with the joins of `joinsFor`. */
export function repKey(role: Role | 'owner'): SQL {
  return { holder: holderKey, decider: deciderKey, owner: ownerKey }[role];
}

function blankIsNull(alias: 'h' | 'l', column: string): SQL {
  return sql`nullif(btrim(${sql.raw(alias)}.${sql.identifier(column)}), '')`;
}

function mapKeys<Value>(
  maps: readonly ReadonlyMap<string | null, unknown>[],
  figuresOf: (key: string | null) => Value,
): Map<string | null, Value> {
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  return new Map([...keys].map((key) => [key, figuresOf(key)]));
}

/** By code units, blank last: the same order on every machine. */
export function compareKeys(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}
