/** One workspace in which everything that can be acted on is there, and one person of each kind. */
import { and, eq } from 'drizzle-orm';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { type Context, SYSTEM } from '../../../src/context.ts';
import type { Database } from '../../../src/db/client.ts';
import { handoffs, spend, workspaces } from '../../../src/db/schema.ts';
import { acceptLead } from '../../../src/leads/decide-handoff.ts';
import { moveLead } from '../../../src/leads/move-lead.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { scheduleDigest } from '../../../src/reports/digests.ts';
import { runSlaTick } from '../../../src/sla/run-sla-tick.ts';
import { addSpend } from '../../../src/spend/add-spend.ts';
import { spendVersion } from '../../../src/spend/spend-entry.ts';
import { sayAway } from '../../../src/team/absences.ts';
import type { Directory, Person } from '../../../src/team/directory.ts';
import { pauseRep } from '../../../src/team/rep-terms.ts';
import { addRoleGroup } from '../../../src/team/role-groups.ts';
import { vault } from '../../support/connections.ts';
import { aDirectory } from '../../support/directory.ts';
import { aStage, at, hours, minutes } from '../../support/facts.ts';
import { addMember, aPerson, as, aWorkspace, oneHandoff } from '../../support/workspaces.ts';

/** Whoever tries, and from which team Slack says that they come. */
export const PEOPLE = {
  guest: { userId: 'UGUEST' },
  bot: { userId: 'UBOT' },
  'other org': { userId: 'UOTHER', teamId: 'TOTHER' },
  'no role': { userId: 'UNONE' },
  rep: { userId: 'UREP' },
  holder: { userId: 'UHOLD' },
  manager: { userId: 'UMGR' },
  admin: { userId: 'UADM' },
  'Slack admin': { userId: 'UOWNER' },
} as const satisfies Record<string, { userId: string; teamId?: string }>;

export type Who = keyof typeof PEOPLE;

export interface Premises {
  ctx: Context;
  directory: Directory;
  handoffs: Record<'late' | 'old' | 'open' | 'accepted' | 'byGuest' | 'moved' | 'pool', string>;
  scheduleId: string;
  spend: { key: string; version: string; cursor: string };
}

const COLLEAGUES = ['UNONE', 'UREP', 'UHOLD', 'UMGR', 'UADM', 'UOWNER'];

export async function thePremises(database: Database): Promise<Premises> {
  const ctx = await aWorkspace(database);
  const people: Person[] = [
    ...COLLEAGUES.map((userId) =>
      aPerson(userId, { email: `${userId.toLowerCase()}@corp.test`, isWorkspaceAdmin: userId === 'UOWNER' }),
    ),
    aPerson('UGUEST', { mayAct: false }),
    aPerson('UBOT', { mayAct: false }),
    // An admin where they come from.
    aPerson('UOTHER', { isWorkspaceAdmin: true }),
  ];
  const directory: Directory = { ...aDirectory(...people), findGroup: async () => ['UNONE', 'UGUEST'] };
  for (const userId of ['UREP', 'UHOLD']) await addMember(ctx, userId, { isRep: true });
  await addMember(ctx, 'UMGR', { isManager: true });
  await addMember(ctx, 'UADM', { isAdmin: true });
  // Roles given before they became guests and strangers.
  for (const userId of ['UGUEST', 'UBOT', 'UOTHER'])
    await addMember(ctx, userId, { isRep: true, isManager: true, isAdmin: true });

  const arrive = async (leadIds: string[], since: number) => {
    const lead = { ownerEmail: 'uhold@corp.test' };
    await recordStageChanges(
      ctx,
      leadIds.map((leadId) => aStage('mql', at(since), { leadId, lead })),
    );
    await runSlaTick(ctx, directory);
  };
  const idOf = async (leadId: string) => (await oneHandoff(ctx, leadId)).handoffId;
  const holder = as(ctx, 'UHOLD', { isRep: true });
  const accept = async (leadId: string) => acceptLead(holder, { handoffId: await idOf(leadId) });

  await arrive(['L-LATE', 'L-OLD'], 0);
  await accept('L-OLD');
  ctx.clock.advance(hours(8) + minutes(5));
  await arrive(['L-OPEN', 'L-DONE', 'L-GUEST', 'L-MOVED', 'L-LOST', 'L-POOL'], hours(8) + minutes(5));
  await accept('L-DONE');
  for (const leadId of ['L-GUEST', 'L-MOVED', 'L-LOST']) await accept(leadId);
  ctx.clock.advance(minutes(1));
  await moveLead(holder, { leadId: 'L-MOVED', from: 'sql', to: 'opportunity' });
  await moveLead(holder, { leadId: 'L-LOST', from: 'sql', to: 'lost' });
  const [pool, byGuest] = [await idOf('L-POOL'), await idOf('L-GUEST')];
  await ctx.db
    .update(handoffs)
    .set({ decidedBy: 'UGUEST' })
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, byGuest)));
  await ctx.db
    .update(handoffs)
    .set({ holderId: null, routedTo: 'pool' })
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, pool)));

  const { scheduleId } = await scheduleDigest(ctx, {
    ...{ channelId: 'CSALES', timeOfDay: '09:00', days: 'daily', timeZone: 'UTC', withCost: false },
  });
  await addSpend(ctx, { fromOn: '2026-01-01', toOn: '2026-01-31', amount: '100' });
  const [entry] = await ctx.db.select().from(spend).where(eq(spend.workspaceId, ctx.workspaceId));
  if (!entry) throw new Error('The spend was recorded');
  await addRoleGroup(
    ctx,
    { ...directory, findGroup: async () => [] },
    { role: 'manager', groupId: 'S0LEADS' },
  );
  await pauseRep(ctx, 'UHOLD');
  for (const userId of COLLEAGUES)
    await sayAway(ctx, {
      ...{ userId, person: await directory.find(userId) },
      ...{ fromAt: at(hours(8)), untilAt: at(hours(40)) },
    });
  await createConnection(ctx, vault, { system: 'custom', name: 'Web' });
  await ctx.db
    .update(workspaces)
    .set({ currency: 'USD', configuredAt: ctx.now() })
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
  const { recordedAt, toOn, spendKey } = entry;
  return {
    ctx: { ...ctx, actor: SYSTEM },
    directory,
    handoffs: {
      ...{ late: await idOf('L-LATE'), old: await idOf('L-OLD'), open: await idOf('L-OPEN') },
      ...{ accepted: await idOf('L-DONE'), moved: await idOf('L-MOVED'), pool, byGuest },
    },
    scheduleId,
    spend: {
      key: spendKey,
      version: spendVersion(entry),
      cursor: JSON.stringify({ recordedAt, toOn, spendKey }),
    },
  };
}
