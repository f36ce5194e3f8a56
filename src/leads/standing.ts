import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { readRows, rowsAsText } from '../db/bulk.ts';
import { preparedRows } from '../db/prepared.ts';
import {
  deliveries,
  handoffs,
  leads,
  members,
  slaPolicies,
  stageChanges,
  turns,
  workspaces,
} from '../db/schema.ts';
import { invariant } from '../errors.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import type { Member } from '../team/members.ts';
import type { Workspace } from '../team/workspace.ts';
import type { TurnEnd } from '../vocabulary.ts';
import type { RecordedFact } from './fact.ts';
import type { Handoff } from './handoff.ts';
import { factOf } from './ledger.ts';
import { readPolicies } from './read-policies.ts';

/** How a lead stood at one instant: all that a click on its card is judged by and answered with. */
export interface Standing {
  lead: typeof leads.$inferSelect;
  /** The handoff that was asked for, and all of this lead. */
  handoff: Handoff;
  handoffs: readonly Handoff[];
  facts: readonly RecordedFact[];
  policies: readonly SlaPolicy[];
  /** The turn before the present one of the handoff. */
  before: PastTurn | null;
  /** Names the state of lead and handoffs: whoever writes to one of them makes it another. */
  version: string;
  /** So many messages show it by themselves. */
  copies: number;
  isInBundle: boolean;
}

/** How somebody's turn ended. */
export interface PastTurn {
  holderId: string | null;
  ended: TurnEnd | null;
  endedBy: string | null;
  why: string | null;
}

interface Answer {
  workspace: string;
  member: string;
  lead: string;
  handoffs: string;
  facts: string;
  policies: string;
  before: [string | null, TurnEnd | null, string | null, string | null] | null;
  version: string | null;
  messages: [copies: number, isInBundle: boolean];
}

const given = (name: 'workspaceId' | 'handoffId' | 'userId') => sql.placeholder(name);
const mine = sql`workspace_id = ${given('workspaceId')}`;

/** Says which lead and handoffs these are and which transactions wrote them last. */
export function versionOf(leadVersion: SQL, handoffVersions: SQL): SQL {
  return sql`concat_ws(';', ${leadVersion}, (
    select string_agg(handoff_id || ' ' || version, ',' order by handoff_id) from ${handoffVersions}))`;
}

/** What is owed or was sent about a handoff, each by itself. */
export const IS_COPY: SQL = sql`(state in ('owed', 'settled', 'cancelled')
  or (state = 'failed' and kind = 'write-back')) and bundle_id is null`;

const ask = preparedRows<Answer>('standing', () => {
  const ofLead = sql`${mine} and lead_id = (select lead_id from asked)`;
  const ofHandoffs = sql`${mine} and handoff_id = any(array(
    select handoff_id from ${handoffs} where ${ofLead}))`;
  return sql`
    with asked as materialized (
      select lead_id, turn from ${handoffs} where ${mine} and handoff_id = ${given('handoffId')}
    )
    select ${rowsAsText(workspaces, mine)} as workspace,
      ${rowsAsText(members, sql`${mine} and user_id = ${given('userId')}`)} as member,
      ${rowsAsText(leads, ofLead)} as lead,
      ${rowsAsText(handoffs, ofLead)} as handoffs,
      ${rowsAsText(stageChanges, ofLead)} as facts,
      ${rowsAsText(slaPolicies, mine)} as policies,
      (select json_build_array(holder_id, ended, ended_by, ended_why) from ${turns}
        where ${mine} and handoff_id = ${given('handoffId')} and turn < (select turn from asked)
        order by turn desc limit 1) as before,
      ${versionOf(
        sql`(select xmin::text from ${leads} where ${ofLead})`,
        sql`(select handoff_id, xmin::text as version from ${handoffs} where ${ofLead}) as found`,
      )} as version,
      (select json_build_array(count(*) filter (where ${IS_COPY}), coalesce(bool_or(bundle_id is not null), false))
        from ${deliveries} where ${ofHandoffs}) as messages`;
});

/**
 * How the lead of a handoff stands, with the workspace and whoever looks, all in one statement. `standing` is missing
 * where the handoff is no longer known. What is read may change at once: `recordAtOnce` writes only if it has not.
 */
export async function readStanding(
  ctx: Pick<Context, 'db' | 'workspaceId'>,
  handoffId: string,
  userId: string | null,
): Promise<{ workspace: Workspace; member: Member | undefined; standing: Standing | undefined }> {
  const { workspaceId } = ctx;
  const [answer] = await ask(ctx.db, { workspaceId, handoffId, userId });
  invariant(answer, 'a statement without a table answers with one row');
  const [workspace] = readRows(workspaces, answer.workspace);
  invariant(workspace, `workspace ${workspaceId} is in the database`);
  const [member] = readRows(members, answer.member);
  return { workspace, member, standing: standingOf(ctx, handoffId, answer) };
}

function standingOf(
  ctx: Pick<Context, 'workspaceId'>,
  handoffId: string,
  answer: Answer,
): Standing | undefined {
  const [lead] = readRows(leads, answer.lead);
  const ofLead = readRows(handoffs, answer.handoffs);
  const handoff = ofLead.find((one) => one.handoffId === handoffId);
  if (!lead || lead.erasedAt || !handoff) return undefined;
  const [holderId, ended, endedBy, why] = answer.before ?? [];
  const [copies, isInBundle] = answer.messages;
  return {
    lead,
    handoff,
    handoffs: ofLead,
    facts: readRows(stageChanges, answer.facts).map(factOf),
    policies: readPolicies(ctx, answer.policies),
    before: answer.before && {
      ...{ holderId: holderId ?? null, ended: ended ?? null, endedBy: endedBy ?? null, why: why ?? null },
    },
    version: answer.version ?? '',
    ...{ copies, isInBundle },
  };
}
