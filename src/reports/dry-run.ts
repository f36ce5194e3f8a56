import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { members } from '../db/schema.ts';
import { colleagueOf } from '../routing/roster.ts';
import { policyAt, type SlaPolicy } from '../sla/policy.ts';
import { absencesByUser } from '../team/absences.ts';
import { listManagers } from '../team/members.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { getWorkspace } from '../team/workspace.ts';
import { loadPast } from './dry-run/load-past.ts';
import type { PastHandoff } from './dry-run/past-handoff.ts';
import { createPastRoster } from './dry-run/past-roster.ts';
import { replay } from './dry-run/replay.ts';
import type { DryRunOutcome } from './dry-run/tally.ts';
import { parsePeriod } from './period.ts';

export interface DryRunAnswer {
  report: 'dry-run';
  /** Instants are ISO 8601 in UTC; `to` is not part of the period. */
  period: { label: string; from: string; to: string; timeZone: string };
  /** Until when the replay ran: now. */
  asOf: string;
  /** Handed over in the period. */
  handoffs: number;
  /** Of these, learnt too late for alerts: replayed as if they had come in when they happened. */
  history: number;
  /** Null where nothing was handed over. */
  tried: DryRunOutcome | null;
  /** The same by the policies now in force. */
  inForce: DryRunOutcome | null;
  /** Nobody here is a manager: notices to managers are not counted. */
  hasManagers: boolean;
  repNames: Record<string, string>;
}

const EVER = new Date(0);

/**
 * What these policies would have done with the handoffs opened in the period, beside what those now in force would have.
 * Decisions and contacts happen when they really did, whoever holds the lead then. Changes nothing.
 * @throws {InvalidInputError} for a period that cannot be read.
 */
export async function dryRun(
  ctx: Context,
  { period: words, policies }: { period?: string | undefined; policies: readonly SlaPolicy[] },
): Promise<DryRunAnswer> {
  const until = ctx.now();
  const known = await ctx.db.transaction(
    async (db) => {
      const tx: Context = { ...ctx, db };
      const workspace = await getWorkspace(tx);
      const { timeZone, fiscalYearStart, rejectionReasons } = workspace;
      const period = parsePeriod(words ?? 'last quarter', { now: until, timeZone, fiscalYearStart });
      const lists = [asOneList(policies), asOneList(await currentPolicies(tx))];
      const people = await tx.db.select().from(members).where(eq(members.workspaceId, ctx.workspaceId));
      return {
        workspace,
        period,
        lists,
        members: people.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
        managers: (await listManagers(tx)).map((manager) => manager.userId),
        absences: await absencesByUser({ ...tx, now: () => period.from }),
        past: await loadPast(tx, { period, lists, rejectionReasons }),
      };
    },
    { isolationLevel: 'repeatable read' },
  );
  const { period, past } = known;
  const [triedList = [], listInForce = []] = known.lists;
  const tried = past.length > 0 ? await replayList(known, triedList, 0, until) : null;
  const isSame = isDeepStrictEqual(triedList, listInForce);
  const inForce = past.length > 0 && !isSame ? await replayList(known, listInForce, 1, until) : tried;
  return {
    report: 'dry-run',
    period: {
      label: period.label,
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      timeZone: period.timeZone,
    },
    asOf: until.toISOString(),
    handoffs: past.length,
    history: past.filter(({ isHistory }) => isHistory).length,
    tried,
    inForce,
    hasManagers: known.managers.length > 0,
    repNames: Object.fromEntries(known.members.map(({ userId, name }) => [userId, name])),
  };
}

interface Known {
  workspace: Awaited<ReturnType<typeof getWorkspace>>;
  period: ReturnType<typeof parsePeriod>;
  members: (typeof members.$inferSelect)[];
  managers: string[];
  absences: Awaited<ReturnType<typeof absencesByUser>>;
  past: readonly PastHandoff[];
}

function replayList(
  { workspace, period, members: all, managers, absences, past }: Known,
  policies: readonly SlaPolicy[],
  index: number,
  until: Date,
): Promise<DryRunOutcome> {
  const people = createPastRoster({ members: all, absences, team: policyAt(policies, until), workspace });
  const byEmail = new Map(all.map((member) => [member.email?.trim().toLowerCase(), member.userId]));
  const catchAll = policyAt(policies, until);
  return replay({
    past,
    policies,
    people,
    circumstances: {
      managers,
      managersAreKnown: true,
      pauseAfterLapses: workspace.pauseAfterLapses,
      ownerOf(email) {
        const userId = byEmail.get(email.trim().toLowerCase());
        const colleague = userId === undefined ? undefined : colleagueOf(people.roster, userId);
        return colleague
          ? { kind: 'colleague', colleague }
          : { kind: 'nobody', note: { why: 'unknown', email } };
      },
      // Slack alone knows who is in a group: it counts as one reader.
      membersOfGroup: (groupId) => [groupId],
    },
    judgeOf: (one) => one.policies[index] ?? catchAll,
    until,
    timeZone: period.timeZone,
  });
}

/** In force from the first day on, whenever it was written. */
function asOneList(policies: readonly SlaPolicy[]): SlaPolicy[] {
  return policies.map((policy, position) => ({
    ...policy,
    effectiveFrom: EVER,
    position,
    policyId: `dry-run-${position}`,
  }));
}
