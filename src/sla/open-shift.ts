import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { slaPolicies } from '../db/schema.ts';
import { loadRoster, saveRoster, strangerAsColleague } from '../routing/load-roster.ts';
import { colleagueOf } from '../routing/roster.ts';
import { pastHolders } from '../routing/turns.ts';
import { listManagers } from '../team/members.ts';
import { lockWorkspace, type Workspace } from '../team/workspace.ts';
import { policyAt } from './policy.ts';
import { saveAlerts, saveConsequences } from './save-alerts.ts';
import { type Handoff, noConsequences, type OwnerLookup, RETRY_SLACK_MS, type Shift } from './shift.ts';
import type { SlackPeople } from './slack-people.ts';

const NEXT_LOOK_MS = 100;

/**
 * Takes the workspace and its rotation under lock and gathers what alerts need to know about these handoffs. `close`
 * writes what came of it. Inside a transaction only.
 */
export async function openShift(
  ctx: Context,
  people: SlackPeople,
  handoffs: readonly Handoff[],
): Promise<{ shift: Shift; workspace: Workspace; close: (changed: readonly Handoff[]) => Promise<void> }> {
  const now = ctx.now();
  const workspace = await lockWorkspace(ctx);
  const policies = await ctx.db
    .select()
    .from(slaPolicies)
    .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
  const team = policyAt(policies, now);
  const roster = await loadRoster(ctx, workspace, team, people.known);
  const before = structuredClone({
    reps: roster.reps.map(({ calendar: _, ...rep }) => rep),
    floor: roster.floor,
  });
  const managers = await managersToTell(ctx, people);
  const held = handoffs.filter((handoff) => handoff.turn > 0).map((handoff) => handoff.handoffId);
  const past = await pastHolders(ctx, held);
  const shift: Shift = {
    ...{ now, policies, roster, managers, pauseAfterLapses: workspace.pauseAfterLapses },
    managersAreKnown: managers.length > 0 || people.admins !== null,
    pastHolders: (handoffId) => past.get(handoffId) ?? [],
    // What came due after Slack was asked is asked for at the next look.
    membersOfGroup: (groupId) => people.groups.get(groupId) ?? null,
    named(userId) {
      const person = people.named.get(userId);
      if (!person) return people.named.has(userId) ? person : null;
      return colleagueOf(roster, userId) ?? strangerAsColleague(person, team, workspace, now);
    },
    ownerOf(email): OwnerLookup {
      const person = people.owners.get(email);
      if (person === null) return { kind: 'wait', until: new Date(now.getTime() + RETRY_SLACK_MS) };
      if (person === undefined && !people.owners.has(email)) {
        // It came in after the owners were asked for.
        return { kind: 'wait', until: new Date(now.getTime() + NEXT_LOOK_MS) };
      }
      if (!person) return { kind: 'nobody', note: { why: 'unknown', email } };
      if (!person.mayAct) {
        return { kind: 'nobody', note: { why: 'outsider', email } };
      }
      const colleague =
        colleagueOf(roster, person.userId) ?? strangerAsColleague(person, team, workspace, now);
      return { kind: 'colleague', colleague };
    },
    out: noConsequences(),
  };
  return {
    shift,
    workspace,
    async close(changed) {
      await saveAlerts(ctx, changed);
      await saveRoster(ctx, before, roster);
      await saveConsequences(ctx, shift.out);
    },
  };
}

/** Managers and admins who are still there; where none is named, the admins of the Slack workspace. */
async function managersToTell(ctx: Context, { gone, admins }: SlackPeople): Promise<string[]> {
  const named = (await listManagers(ctx))
    .map((manager) => manager.userId)
    .filter((userId) => !gone.has(userId));
  return named.length > 0 ? named : [...(admins ?? [])];
}
