import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { handoffs } from '../../src/db/schema.ts';
import { AlreadyDecidedError, acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import type { Handoff } from '../../src/leads/handoff.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { forServerDatabase } from '../support/databases.ts';
import { aStage, at, minutes } from '../support/facts.ts';
import { listFacts } from '../support/ledger-state.ts';
import { as, aWorkspace, listHandoffs, oneHandoff } from '../support/workspaces.ts';

const LEADS = Array.from({ length: 100 }, (_, index) => `L-${index}`);

await forServerDatabase('people who decide at once', (database) => {
  const setUp = async (leadIds: readonly string[], held: Partial<Handoff> = { routedTo: 'pool' }) => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(
      ctx,
      leadIds.map((leadId) => aStage('mql', at(0), { leadId })),
    );
    const mine = eq(handoffs.workspaceId, ctx.workspaceId);
    await ctx.db
      .update(handoffs)
      .set({ handedOverAt: at(0), ...held })
      .where(mine);
    ctx.clock.advance(minutes(1));
    return { ctx, handoffs: await listHandoffs(ctx) };
  };

  it('on a hundred cards are one first and one second each', async () => {
    const { ctx, handoffs: open } = await setUp(LEADS);
    for (const { handoffId, leadId } of open) {
      const clicks = await Promise.allSettled([
        acceptLead(as(ctx, 'U1'), { handoffId }),
        rejectLead(as(ctx, 'U2'), { handoffId, reason: 'spam' }),
      ]);
      const refused = clicks.flatMap((click) => (click.status === 'rejected' ? [click.reason] : []));
      expect(refused).toHaveLength(1);
      expect(refused[0]).toBeInstanceOf(AlreadyDecidedError);
      const decided = await oneHandoff(ctx, leadId);
      const winner = clicks[0].status === 'fulfilled' ? 'U1' : 'U2';
      expect(decided).toMatchObject({ decidedBy: winner, holderId: winner });
      expect(refused[0].handoff.decidedBy).toBe(winner);
    }
    expect(await listFacts(ctx)).toHaveLength(200);
  });

  it('of which a rep holds each and a manager decides too are one first and one second each', async () => {
    const { ctx, handoffs: open } = await setUp(LEADS.slice(0, 50), { routedTo: 'rotation', holderId: 'U1' });
    const manager = as(ctx, 'M1', { isManager: true });
    for (const { handoffId, leadId } of open) {
      const clicks = await Promise.allSettled([
        acceptLead(as(ctx, 'U1'), { handoffId }),
        rejectLead(manager, { handoffId, reason: 'no_fit' }),
        recordStageChanges(ctx, [aStage('mql', at(1), { leadId, eventId: `again ${leadId}` })]),
      ]);
      const refused = clicks.flatMap((click) => (click.status === 'rejected' ? [click.reason] : []));
      expect(refused).toEqual([expect.any(AlreadyDecidedError)]);
      const { decidedBy } = await oneHandoff(ctx, leadId);
      expect(decidedBy).toBe(clicks[0].status === 'fulfilled' ? 'U1' : 'M1');
    }
    expect(await listFacts(ctx)).toHaveLength(150);
  });

  it('with a CRM that decides too come to one decision, and no error but the refusal', async () => {
    const { ctx, handoffs: open } = await setUp(LEADS.slice(0, 30));
    const crm = open.map(({ leadId }) => aStage('lost', at(minutes(1)), { leadId }));
    const [, ...clicks] = await Promise.allSettled([
      recordStageChanges(ctx, crm),
      ...open.map(({ handoffId }) => acceptLead(as(ctx, 'U1'), { handoffId })),
    ]);
    for (const click of clicks) {
      if (click.status === 'rejected') expect(click.reason).toBeInstanceOf(AlreadyDecidedError);
    }
    expect(await listHandoffs(ctx)).toHaveLength(30);
    const facts = await listFacts(ctx);
    expect(facts.filter((fact) => fact.origin === 'crm' && fact.stage === 'lost')).toHaveLength(30);
  });

  it('and undo at once leave one open handoff or one decision', async () => {
    const { ctx, handoffs: open } = await setUp(['L-1']);
    const handoffId = open[0]?.handoffId ?? '';
    const manager = as(ctx, 'M1', { isManager: true });
    for (let round = 0; round < 20; round += 1) {
      await Promise.allSettled([
        acceptLead(manager, { handoffId }),
        undoDecision(manager, { handoffId }),
        rejectLead(manager, { handoffId, reason: 'spam' }),
        recordStageChanges(ctx, [aStage('mql', at(round), { eventId: `again ${round}` })]),
      ]);
      ctx.clock.advance(1000);
      const rows = await listHandoffs(ctx);
      expect(rows.filter((row) => row.state === 'open').length).toBeLessThanOrEqual(1);
    }
    const mine = and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId));
    expect(await ctx.db.select().from(handoffs).where(mine)).toHaveLength(1);
  });
});
