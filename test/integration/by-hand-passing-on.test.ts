import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditLog, members } from '../../src/db/schema.ts';
import { ConflictError, InvalidInputError, NotAllowedError } from '../../src/errors.ts';
import { claimLead } from '../../src/leads/claim-lead.ts';
import { AlreadyDecidedError, acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { giveLeads } from '../../src/leads/give-leads.ts';
import { handOnLead } from '../../src/leads/hand-on-lead.ts';
import { HeldByOtherError } from '../../src/leads/held-by-other-error.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { reasonInWords } from '../../src/routing/reason-in-words.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { at, hours } from '../support/facts.ts';
import { handedOver, listTurns } from '../support/handed-over.ts';
import { listDeliveries, listHandoffs, oneHandoff, type TestWorkspace } from '../support/workspaces.ts';

const cardsOf = async (ctx: TestWorkspace) =>
  (await listDeliveries(ctx)).filter(({ kind }) => kind === 'card').map(({ recipientId }) => recipientId);

const turnsOwedTo = async (ctx: TestWorkspace, userId: string) => {
  const [member] = await ctx.db
    .select({ owed: members.turnsOwed })
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
  return member?.owed;
};

await forEachDatabase('giving leads', (database) => {
  it('gives one to a colleague, who gets a card, a turn of their own and the reason', async () => {
    const { ctx, manager, directory, handoffId, acting } = await handedOver(database());
    ctx.clock.advance(hours(1));
    const toUserId = 'U9';
    const { given } = await giveLeads(manager, directory, {
      handoffIds: [handoffId],
      toUserId,
      note: ' knows\nthem ',
    });
    expect(given).toHaveLength(1);
    const handoff = await oneHandoff(ctx);
    expect(reasonInWords(handoff.holderWhy)).toBe('Given by Max: knows them');
    expect(handoff).toMatchObject({
      ...{ holderId: 'U9', routedTo: 'person' },
      ...{ turn: 2, dueAt: at(hours(8)), turnDueAt: at(hours(9)) },
    });
    expect(await listTurns(ctx)).toMatchObject([
      { turn: 1, holderId: 'U1', ended: 'given', endedBy: 'UM1', endedWhy: 'knows them' },
      { turn: 2, holderId: 'U9', startedBy: 'UM1', ended: null },
    ]);
    expect(await cardsOf(ctx)).toEqual(['U1', 'U9']);
    expect(await turnsOwedTo(ctx, 'U1')).toBe(1);
    await expect(acceptLead(acting('U1'), { handoffId })).rejects.toThrow('This lead is with <@U9>');
    await acceptLead(acting('U9'), { handoffId });
  });

  it('gives many at once, and says of each that cannot be given why', async () => {
    const leads = ['L-1', 'L-2', 'L-3', 'L-4'];
    const { ctx, manager, directory } = await handedOver(database(), { reps: ['U1'], leads });
    const ids = (await listHandoffs(ctx)).map(({ handoffId }) => handoffId);
    await acceptLead(manager, { handoffId: ids[0] ?? '' });
    await giveLeads(manager, directory, { handoffIds: [ids[1] ?? ''], toUserId: 'U9' });
    const handoffIds = [...ids, '019b8d4e-7c00-7000-8000-00000000dead'];
    const result = await giveLeads(manager, directory, { handoffIds, toUserId: 'U9' });
    expect(result.given.map(({ leadId }) => leadId)).toEqual(['L-3', 'L-4']);
    expect(result.settled).toMatchObject([{ leadId: 'L-1', state: 'accepted', decidedBy: 'UM1' }]);
    expect(result.heldAlready.map(({ leadId }) => leadId)).toEqual(['L-2']);
    expect(result.unknown).toBe(1);
    expect(await turnsOwedTo(ctx, 'U1')).toBe(3);
  });

  it('is for managers, and to colleagues', async () => {
    const { ctx, manager, acting, directory, handoffId } = await handedOver(database());
    const handoffIds = [handoffId];
    await expect(giveLeads(acting('U1'), directory, { handoffIds, toUserId: 'U2' })).rejects.toThrow(
      NotAllowedError,
    );
    await expect(giveLeads(manager, directory, { handoffIds, toUserId: 'UG1' })).rejects.toThrow(
      'cannot take leads',
    );
    await expect(giveLeads(manager, directory, { handoffIds, toUserId: 'UX1' })).rejects.toThrow(
      InvalidInputError,
    );
    await expect(giveLeads(manager, directory, { handoffIds: [], toUserId: 'U2' })).rejects.toThrow(
      'at least one',
    );
    expect(await oneHandoff(ctx)).toMatchObject({ holderId: 'U1', turn: 1 });
  });

  it('takes a lead out of the pool', async () => {
    const pool = { reps: [], poolChannelId: 'C1' };
    const { ctx, manager, directory, handoffId } = await handedOver(database(), pool);
    await giveLeads(manager, directory, { handoffIds: [handoffId], toUserId: 'U9' });
    expect(await oneHandoff(ctx)).toMatchObject({ holderId: 'U9', routedTo: 'person' });
    expect(await cardsOf(ctx)).toEqual(['C1', 'U9']);
  });
});

await forEachDatabase('a lead that is not mine', (database) => {
  it('goes to somebody who has not had it, and the turn comes back', async () => {
    const { ctx, acting, directory, handoffId, tick } = await handedOver(database());
    await handOnLead(acting('U1'), directory, { handoffId, reason: 'Wrong region' });
    expect(await oneHandoff(ctx)).toMatchObject({
      holderId: 'U2',
      routedTo: 'rotation',
      turn: 2,
      state: 'open',
    });
    expect(await listTurns(ctx)).toMatchObject([
      { holderId: 'U1', ended: 'handed-on', endedBy: 'U1', endedWhy: 'Wrong region' },
      { holderId: 'U2', ended: null },
    ]);
    expect(await turnsOwedTo(ctx, 'U1')).toBe(1);
    await tick();
    expect(await cardsOf(ctx)).toEqual(['U1', 'U2']);
  });

  it('stays where it is when nobody else is free', async () => {
    const { ctx, acting, directory, handoffId } = await handedOver(database(), { reps: ['U1'] });
    const before = await oneHandoff(ctx);
    await expect(handOnLead(acting('U1'), directory, { handoffId, reason: 'No time' })).rejects.toThrow(
      'Nobody else is free',
    );
    expect(await oneHandoff(ctx)).toEqual(before);
    expect(await turnsOwedTo(ctx, 'U1')).toBe(0);
  });

  it('is refused to others, twice, without a reason, once decided, and in the pool', async () => {
    const { acting, directory, handoffId } = await handedOver(database());
    const handOn = (userId: string, reason = 'No time') =>
      handOnLead(acting(userId), directory, { handoffId, reason });
    await expect(handOn('U2')).rejects.toThrow('This lead is with <@U1>');
    await expect(handOn('U1', ' \n ')).rejects.toThrow(InvalidInputError);
    await expect(handOn('U1', 'x'.repeat(301))).rejects.toThrow('at most 300');
    await handOn('U1');
    await expect(handOn('U1')).rejects.toThrow('This lead is with <@U2>');
    await acceptLead(acting('U2'), { handoffId });
    await expect(handOn('U2')).rejects.toThrow(AlreadyDecidedError);
    const pool = await handedOver(database(), { reps: [], poolChannelId: 'C1' });
    await expect(
      handOnLead(pool.manager, pool.directory, { handoffId: pool.handoffId, reason: 'No time' }),
    ).rejects.toThrow('Nobody holds this lead');
  });
});

await forEachDatabase('claiming', (database) => {
  const pool = { reps: [], poolChannelId: 'C1' };

  it('is a turn of its own: the promise stays, and a card comes', async () => {
    const { ctx, acting, handoffId, tick } = await handedOver(database(), pool);
    ctx.clock.advance(hours(2));
    await claimLead(acting('U9'), { handoffId });
    expect(await oneHandoff(ctx)).toMatchObject({
      ...{ holderId: 'U9', routedTo: 'claim', turn: 2, dueAt: at(hours(8)), turnDueAt: at(hours(10)) },
    });
    expect(await listTurns(ctx)).toMatchObject([
      { routedTo: 'pool', holderId: null, ended: 'claimed', endedBy: 'U9' },
      { routedTo: 'claim', holderId: 'U9' },
    ]);
    await tick();
    expect(await cardsOf(ctx)).toEqual(['C1', 'U9']);
  });

  it('is first come first served: the second is told who has it', async () => {
    const { acting, handoffId } = await handedOver(database(), pool);
    await claimLead(acting('U8'), { handoffId });
    const second = claimLead(acting('U9'), { handoffId });
    await expect(second).rejects.toThrow(HeldByOtherError);
    await expect(second).rejects.toMatchObject({ handoff: { holderId: 'U8', handedOverAt: at(0) } });
    await expect(claimLead(acting('U8'), { handoffId })).rejects.toThrow('You have this lead already');
    await expect(acceptLead(acting('U9'), { handoffId })).rejects.toThrow('This lead is with <@U8>');
    await acceptLead(acting('U8'), { handoffId });
    await expect(claimLead(acting('U9'), { handoffId })).rejects.toThrow(AlreadyDecidedError);
  });

  it('is for leads of the pool', async () => {
    const { acting, handoffId } = await handedOver(database(), { reps: [] });
    await expect(claimLead(acting('U9'), { handoffId })).rejects.toThrow(ConflictError);
  });

  it('happens with a decision in the pool too, and undo leaves it with whoever decided', async () => {
    const { ctx, acting, handoffId } = await handedOver(database(), pool);
    await rejectLead(acting('U9'), { handoffId, reason: 'spam' });
    expect(await listTurns(ctx)).toMatchObject([
      { routedTo: 'pool', ended: 'claimed' },
      { routedTo: 'claim', holderId: 'U9', ended: 'decided' },
    ]);
    await undoDecision(acting('U9'), { handoffId });
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'open', holderId: 'U9', routedTo: 'claim' });
    const [audit] = await ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, ctx.workspaceId));
    expect(audit).toMatchObject({ action: 'lead rejected' });
  });
});

await forServerDatabase('two at once', (database) => {
  it.each([1, 2, 3])('claim the same lead: one of them has it (run %i)', async () => {
    const { ctx, acting, handoffId } = await handedOver(database(), { reps: [], poolChannelId: 'C1' });
    const claims = await Promise.allSettled(
      ['U8', 'U9', 'U7', 'U6'].map((userId) => claimLead(acting(userId), { handoffId })),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listTurns(ctx)).toHaveLength(2);
  });

  it.each([1, 2, 3])(
    'give and hand on and decide the same lead: it is in one pair of hands (run %i)',
    async () => {
      const { ctx, manager, acting, directory, handoffId, tick } = await handedOver(database(), {
        reps: ['U1', 'U2', 'U3'],
      });
      await Promise.allSettled([
        giveLeads(manager, directory, { handoffIds: [handoffId], toUserId: 'U9' }),
        giveLeads(manager, directory, { handoffIds: [handoffId], toUserId: 'U8' }),
        handOnLead(acting('U1'), directory, { handoffId, reason: 'No time' }),
        acceptLead(acting('U1'), { handoffId }),
        tick(),
      ]);
      const { state, turn, holderId } = await oneHandoff(ctx);
      const turns = await listTurns(ctx);
      expect(turns.map((row) => row.turn)).toEqual(Array.from({ length: turn }, (_, index) => index + 1));
      expect(turns.at(-1)).toMatchObject({ holderId, ended: state === 'open' ? null : 'decided' });
      expect(turns.slice(0, -1).every((row) => row.ended !== null)).toBe(true);
    },
  );
});
