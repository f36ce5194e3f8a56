import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deliveries, members, slaPolicies, turns, workspaces } from '../../src/db/schema.ts';
import { acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { markContacted } from '../../src/leads/mark-contacted.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { dryRun } from '../../src/reports/dry-run.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { currentPolicies } from '../../src/team/policy-list.ts';
import type { ChainStep, ReminderTime } from '../../src/vocabulary.ts';
import { forServerDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import {
  addMember,
  as,
  aWorkspace,
  listHandoffs,
  oneHandoff,
  type TestWorkspace,
} from '../support/workspaces.ts';

const slack = aDirectory();
const END = hours(24 * 9);

const somePolicy = fc.record({
  minutesToDecide: fc.constantFrom(30, 120, 480),
  inWorkingTime: fc.boolean(),
  inHoldersTime: fc.boolean(),
  reminders: fc.subarray<ReminderTime>([{ fraction: 0.5 }, { fraction: 0.75 }, { minutesBefore: 10 }]),
  minutesToContact: fc.constantFrom(null, 60),
  mostHandOns: fc.constantFrom(1, 2),
  chain: fc.constantFrom<ChainStep[]>(
    [],
    [{ kind: 'notify', whom: 'rep' }],
    [
      { kind: 'notify', whom: 'rep' },
      { kind: 'notify', whom: 'managers' },
      { kind: 'wait', minutes: 30 },
      { kind: 'notify', whom: { channelId: 'C9' } },
      { kind: 'reassign', to: 'rotation' },
    ],
    [
      { kind: 'wait', minutes: 60 },
      { kind: 'reassign', to: 'pool' },
    ],
  ),
});

const someLeads = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    decidedAfter: fc.option(fc.integer({ min: 0, max: 36 * 60 })),
    how: fc.constantFrom('accept', 'accept', 'spam', 'no_fit' as const),
    contactedAfter: fc.option(fc.integer({ min: 1, max: 120 })),
  }),
  { minLength: 3, maxLength: 9 },
);

const someTeam = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
  openCap: fc.constantFrom(null, 1, 2),
  dailyCap: fc.constantFrom(null, 2),
  lateHours: fc.boolean(),
  poolChannelId: fc.constantFrom(undefined, 'C1'),
  pauseAfterLapses: fc.constantFrom(0, 2),
});

interface Lead {
  minute: number;
  decidedAfter: number | null;
  how: string;
  contactedAfter: number | null;
}

await forServerDatabase('a dry run of the policy that was in force', (database) => {
  async function aTeam(
    policy: object,
    team: typeof someTeam extends fc.Arbitrary<infer Team> ? Team : never,
  ) {
    const { weights, openCap, dailyCap, lateHours, poolChannelId, pauseAfterLapses } = team;
    const ctx = await aWorkspace(database(), poolChannelId ? { poolChannelId } : {});
    const mine = (table: typeof members | typeof slaPolicies | typeof workspaces) =>
      eq(table.workspaceId, ctx.workspaceId);
    await ctx.db.update(slaPolicies).set(policy).where(mine(slaPolicies));
    await ctx.db.update(workspaces).set({ pauseAfterLapses }).where(mine(workspaces));
    for (const [index, weight] of weights.entries()) {
      await addMember(ctx, `U${index}`, { isRep: true });
      const own =
        lateHours && index === 1
          ? [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '12:00', to: '20:00' }))
          : null;
      await ctx.db
        .update(members)
        .set({ weight, ...(index === 0 ? { openCap, dailyCap } : {}), workingHours: own })
        .where(eq(members.userId, `U${index}`));
    }
    await addMember(ctx, 'M1', { isManager: true });
    return ctx;
  }

  /** Lives through the leads with the real engine: every tick at the instant when something falls due. */
  async function live(ctx: TestWorkspace, leads: readonly Lead[]): Promise<void> {
    const manager = as(ctx, 'M1', { isManager: true });
    const acts = leads.flatMap(({ minute, decidedAfter, how, contactedAfter }, index) => {
      const leadId = `L-${index}`;
      const decidedMinute = decidedAfter === null ? null : minute + decidedAfter;
      const decide = async () => {
        const { handoffId } = await oneHandoff(ctx, leadId);
        if (how === 'accept') await acceptLead(manager, { handoffId });
        else await rejectLead(manager, { handoffId, reason: how });
      };
      const contact = async () =>
        markContacted(manager, { handoffId: (await oneHandoff(ctx, leadId)).handoffId });
      const isContacted = decidedMinute !== null && how === 'accept' && contactedAfter !== null;
      return [
        {
          at: minute,
          act: async () => void (await recordStageChanges(ctx, [aStage('mql', ctx.now(), { leadId })])),
        },
        ...(decidedMinute === null ? [] : [{ at: decidedMinute, act: decide }]),
        ...(isContacted ? [{ at: decidedMinute + contactedAfter, act: contact }] : []),
      ];
    });
    const tickUntil = async (ms: number) => {
      for (let next = (await runSlaTick(ctx, slack)).nextAt; next && next.getTime() < at(ms).getTime(); ) {
        ctx.clock.set(next.toISOString());
        next = (await runSlaTick(ctx, slack)).nextAt;
      }
      ctx.clock.set(at(ms).toISOString());
    };
    // By the length of the day: what opens comes before what decides it at the same minute.
    for (const { at: minute, act } of acts.toSorted((a, b) => a.at - b.at)) {
      await tickUntil(minutes(minute));
      await act();
    }
    await tickUntil(END);
    await runSlaTick(ctx, slack);
  }

  /** What the tables say that has happened. A message that waited for its reader until the lead was settled is none. */
  async function whatHappened(ctx: TestWorkspace) {
    const rows = new Map((await listHandoffs(ctx)).map((row) => [row.handoffId, row]));
    const sent = (
      await ctx.db.select().from(deliveries).where(eq(deliveries.workspaceId, ctx.workspaceId))
    ).filter(({ handoffId, runAt, kind }) => {
      const row = rows.get(handoffId ?? '');
      const settledAt = kind.startsWith('contact') ? row?.contactedAt : row?.decidedAt;
      return runAt <= ctx.now() && (!settledAt || settledAt > runAt);
    });
    const count = (kind: string, ...recipients: string[]) =>
      sent.filter(
        (one) => one.kind === kind && (recipients.length === 0 || recipients.includes(one.recipientId)),
      ).length;
    const all = [...rows.values()];
    const lapsed = await ctx.db.select().from(turns).where(eq(turns.workspaceId, ctx.workspaceId));
    const managers = count('breach', 'M1');
    const others = count('breach', 'C9');
    return {
      handoffs: all.length,
      reminders: count('reminder'),
      notices: { reps: count('breach') - managers - others, managers, others },
      breaches: all.filter((row) => row.breachNotedAt).length,
      late: all.filter((row) => row.breachNotedAt && row.decidedAt).length,
      never: all.filter((row) => row.breachNotedAt && !row.decidedAt).length,
      handOns: all.reduce((sum, row) => sum + row.handOns, 0),
      contactReminders: all.filter((row) => row.contactRemindedAt).length,
      contactBreaches: all.filter((row) => row.contactBreachNotedAt).length,
      takenFromU0: lapsed.filter((turn) => turn.holderId === 'U0' && turn.ended === 'lapsed').length,
      heldByU0: all.filter((row) => row.breachHolderId === 'U0').length,
    };
  }

  it('counts what the real engine did', async () => {
    await fc.assert(
      fc.asyncProperty(somePolicy, someTeam, someLeads, async (policy, team, leads) => {
        const ctx = await aTeam(policy, team);
        await live(ctx, leads);
        const { tried } = await dryRun(ctx, { period: '2026-01', policies: await currentPolicies(ctx) });
        const { handoffs, reminders, notices, breaches, late, never, handOns, reps = [] } = tried ?? {};
        const { contactReminders, contactBreaches } = tried ?? {};
        const u0 = reps.find(({ userId }) => userId === 'U0');
        expect({
          ...{ handoffs, reminders, notices, breaches, late, never, handOns },
          ...{ contactReminders, contactBreaches },
          ...{ takenFromU0: u0?.takenFrom, heldByU0: u0?.breaches },
        }).toEqual(await whatHappened(ctx));
      }),
      { numRuns: 5 },
    );
    // A month with much to hand on takes half a minute, most take a second.
  }, 400_000);
});
