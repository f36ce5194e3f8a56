import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedDays, members } from '../../../src/db/schema.ts';
import type { NewFact } from '../../../src/leads/fact.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { monthMemoOf } from '../../../src/reports/month-memo.ts';
import { runReport } from '../../../src/reports/report.ts';
import type { ReportRequest } from '../../../src/reports/report-request.ts';
import { mergeChangedDays } from '../../../src/sla/changed-days.ts';
import { runSlaTick } from '../../../src/sla/run-sla-tick.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aDirectory } from '../../support/directory.ts';
import { aContact, anUndo, aStage } from '../../support/facts.ts';
import { addMember, aWorkspace, type TestWorkspace } from '../../support/workspaces.ts';

const START = Date.parse('2026-01-20T00:00:00Z');
const MS_PER_HOUR = 3_600_000;

/** What happens next: time passes, and facts of some hours ago are learnt, or somebody's address changes. */
const someSteps = fc.array(
  fc.record({
    hoursLater: fc.constantFrom(0, 1, 5, 30, 200),
    changes: fc.array(
      fc.record({
        lead: fc.integer({ min: 1, max: 5 }),
        what: fc.constantFrom('mql', 'mql', 'sql', 'rejected', 'lost', 'contacted', 'undo'),
        hoursAgo: fc.constantFrom(0, 0, 1, 7, 500, 1500),
        source: fc.constantFrom('ads', 'web'),
        owner: fc.constantFrom(undefined, 'ann@corp.test', 'bob@corp.test'),
      }),
      { maxLength: 4 },
    ),
    ticks: fc.boolean(),
    address: fc.constantFrom(undefined, undefined, 'ann@corp.test', 'bob@corp.test'),
    merges: fc.boolean(),
    asked: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2, maxLength: 3 }),
  }),
  { minLength: 3, maxLength: 7 },
);

const REQUESTS: readonly ReportRequest[] = [
  { name: 'summary', period: 'last 90 days', compare: true },
  { name: 'velocity', period: '2026-q1', by: 'rep' },
  { name: 'reps', period: '2026' },
  { name: 'sources', period: '2026-q1', filters: { rep: 'ANN' } },
  { name: 'reasons', period: '2026-q1', by: 'source', timeZone: 'Asia/Tokyo' },
  { name: 'goal', period: '2026-03' },
];

await forEachDatabase('months that are known', (database) => {
  it('are counted as they are now, whatever has happened since they were asked about', async () => {
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        const ctx = await aWorkspace(database());
        ctx.clock.set(new Date(START).toISOString());
        await addMember(ctx, 'ANN', { isRep: true });
        await addMember(ctx, 'BOB', { isRep: true });
        const known: NewFact[] = [];
        for (const step of steps) {
          ctx.clock.set(new Date(ctx.now().getTime() + step.hoursLater * MS_PER_HOUR).toISOString());
          const facts = step.changes.flatMap((change) => factOf(ctx, change, known));
          known.push(...facts);
          await recordStageChanges(ctx, facts);
          if (step.ticks) await runSlaTick(ctx, aDirectory());
          if (step.address) {
            await ctx.db.update(members).set({ email: step.address }).where(eq(members.userId, 'ANN'));
          }
          if (step.merges) await mergeChangedDays(ctx, { moreThan: 1 });
          const remembered = await answers(ctx, step.asked);
          const memo = monthMemoOf(ctx.db);
          const kept = [...memo.entries()];
          memo.clear();
          expect(remembered).toEqual(await answers(ctx, step.asked));
          for (const [question, month] of kept) memo.set(question, month, { size: 1 });
        }
      }),
      { numRuns: 8 },
    );
  });

  it('are asked about no more', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-03-01T00:00:00Z');
    await recordStageChanges(ctx, [aStage('mql', new Date('2026-02-01T09:00:00Z'))]);
    const request = { name: 'pass-rate', period: '2026-02' } as const;
    const before = await runReport(ctx, request);
    // Behind the back of the one way in, so that nobody notices.
    await ctx.db.execute(
      sql`update handoffs set state = 'withdrawn' where workspace_id = ${ctx.workspaceId}`,
    );
    expect(await runReport(ctx, request)).toEqual(before);
  });

  it('are told apart by rows that become few', async () => {
    const ctx = await aWorkspace(database());
    const rows = () => ctx.db.select().from(changedDays).where(eq(changedDays.workspaceId, ctx.workspaceId));
    for (let index = 0; index < 5; index += 1) {
      await recordStageChanges(ctx, [
        aStage('mql', undefined, { leadId: `L-${index}`, eventId: `${index}` }),
      ]);
    }
    expect(await rows()).toHaveLength(5);
    await mergeChangedDays(ctx, { moreThan: 4 });
    expect(await rows()).toMatchObject([{ changes: 5 }]);
  });
});

interface Change {
  lead: number;
  what: string;
  hoursAgo: number;
  source: string;
  owner: string | undefined;
}

function factOf(ctx: TestWorkspace, change: Change, known: readonly NewFact[]): NewFact[] {
  const { lead, what, hoursAgo, source, owner } = change;
  const at = new Date(ctx.now().getTime() - hoursAgo * MS_PER_HOUR);
  const leadId = `L-${lead}`;
  const eventId = `${known.length} ${what} ${leadId} ${hoursAgo}`;
  if (what === 'contacted') return [{ ...aContact(at, { leadId }), eventId }];
  if (what === 'undo') {
    const decision = known.findLast((fact) => fact.leadId === leadId && fact.kind === 'stage');
    return decision?.kind === 'stage' ? [anUndo(decision, at, { eventId, leadId })] : [];
  }
  const fields = { source, ...(owner !== undefined && { ownerEmail: owner }) };
  return [aStage(what as 'mql', at, { leadId, eventId, lead: fields, actorId: 'ANN' })];
}

async function answers(ctx: TestWorkspace, asked: readonly number[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const index of asked) all.push(await runReport(ctx, REQUESTS[index] ?? { name: 'summary' }));
  return all;
}
