import { expect, it } from 'vitest';
import { addLead } from '../../src/leads/add-lead.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { KnownLeadError } from '../../src/leads/known-leads.ts';
import { leadStory } from '../../src/leads/lead-story.ts';
import { listOwnLeads } from '../../src/leads/list-own-leads.ts';
import { moveLead } from '../../src/leads/move-lead.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { StageChangedError } from '../../src/leads/stage-changed-error.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { undoMove } from '../../src/leads/undo-move.ts';
import { verifyLedger } from '../../src/leads/verify-ledger.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, minutes } from '../support/facts.ts';
import { listFacts } from '../support/ledger-state.ts';
import { as, aWorkspace, oneHandoff } from '../support/workspaces.ts';

const BOSS = { isManager: true };
const uuid = (n: number) => `019b8d4e-7c00-7000-8000-${String(n).padStart(12, '0')}`;
await forEachDatabase('leads without a CRM', (database) => {
  const accepted = async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', at(0), { leadId: 'L-1' })]);
    const { handoffId } = await oneHandoff(ctx);
    ctx.clock.advance(minutes(1));
    await acceptLead(as(ctx, 'UBOSS', BOSS), { handoffId });
    return { ctx, handoffId, boss: as(ctx, 'UBOSS', BOSS) };
  };
  const stageOf = async (ctx: Awaited<ReturnType<typeof aWorkspace>>) =>
    (await leadStory(ctx, 'L-1')).progress?.stage;

  it('moved by many at once are moved once from each stage', async () => {
    const { ctx, boss } = await accepted();
    const moves = await Promise.allSettled(
      (['won', 'lost', 'opportunity', 'won'] as const).map((to) =>
        moveLead(boss, { leadId: 'L-1', from: 'sql', to }),
      ),
    );
    const refused = moves.flatMap((move) => (move.status === 'rejected' ? [move.reason] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) expect(error).toBeInstanceOf(StageChangedError);
    expect(refused[0].progress.stage).toBe(await stageOf(ctx));
  });

  it('come back by Undo, and can be moved again in the same instant', async () => {
    const { ctx, boss, handoffId } = await accepted();
    for (let round = 0; round < 3; round += 1) {
      await moveLead(boss, { leadId: 'L-1', from: 'sql', to: 'won' });
      await expect(undoDecision(boss, { handoffId })).rejects.toThrow(StageChangedError);
      expect(await stageOf(ctx)).toBe('won');
      await undoMove(boss, { leadId: 'L-1' });
      expect(await stageOf(ctx)).toBe('sql');
    }
    await expect(undoMove(boss, { leadId: 'L-1' })).rejects.toThrow(StageChangedError);
    await undoDecision(boss, { handoffId });
    expect((await oneHandoff(ctx)).state).toBe('open');
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });

  it('follow the CRM where it knows more, and are not undone past it', async () => {
    const { ctx, boss } = await accepted();
    await moveLead(boss, { leadId: 'L-1', from: 'sql', to: 'opportunity' });
    ctx.clock.advance(minutes(1));
    await recordStageChanges(ctx, [aStage('won', ctx.now(), { leadId: 'L-1' })]);
    await expect(undoMove(boss, { leadId: 'L-1' })).rejects.toThrow(StageChangedError);
    await expect(moveLead(boss, { leadId: 'L-1', from: 'opportunity', to: 'lost' })).rejects.toThrow(
      StageChangedError,
    );
    expect(await listOwnLeads(boss, { userId: 'UBOSS', limit: 5 })).toMatchObject({
      total: 1,
      leads: [{ leadId: 'L-1', stage: 'won' }],
    });
    ctx.clock.advance(minutes(60 * 25));
    expect(await listOwnLeads(boss, { userId: 'UBOSS', limit: 5 })).toEqual({ total: 0, leads: [] });
  });

  it('of one e-mail are added one after the other by two people at once', async () => {
    const ctx = await aWorkspace(database());
    const add = (n: number, email: string, knownEmail?: string) =>
      addLead(as(ctx, `U${n}`, { isRep: true }), aDirectory(), {
        ...{ id: uuid(n), name: 'Ada', email, knownEmail, handOver: n % 2 === 0 },
      });
    const both = await Promise.allSettled([add(1, 'Ada@acme.test'), add(2, 'ADA@Acme.test')]);
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(KnownLeadError);
    await add(3, 'ada@acme.test', 'ada@acme.test');
    await add(3, 'ADA@acme.test', 'ada@acme.test');
    expect(await listFacts(ctx)).toHaveLength(2);
  });
});
