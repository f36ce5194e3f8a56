import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, members, slaPolicies } from '../../src/db/schema.ts';
import { ConflictError, InvalidInputError, NotAllowedError } from '../../src/errors.ts';
import { type Correction, correctDecision } from '../../src/leads/correct-decision.ts';
import { AlreadyDecidedError, acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { excuseBreach } from '../../src/leads/excuse-breach.ts';
import { HeldByOtherError } from '../../src/leads/held-by-other-error.ts';
import { getCards } from '../../src/leads/lead-card.ts';
import { loadFacts } from '../../src/leads/ledger.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { nextMorning, snoozeLead } from '../../src/leads/snooze-lead.ts';
import { reasonInWords } from '../../src/routing/reason-in-words.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { type HandedOver, handedOver, listTurns } from '../support/handed-over.ts';
import { listDeliveries, listHandoffs, oneHandoff } from '../support/workspaces.ts';

await forEachDatabase('excusing', (database) => {
  it('marks a missed deadline, says who and why, and is heard of on the card', async () => {
    const { ctx, manager, handoffId, tick } = await handedOver(database());
    ctx.clock.advance(hours(8) + 1);
    await tick();
    await excuseBreach(manager, { handoffId, reason: 'An outage of ours' });
    expect(await oneHandoff(ctx)).toMatchObject({
      ...{ state: 'open', excusedBy: 'UM1', excusedReason: 'An outage of ours' },
    });
    const [card] = await getCards(ctx, [handoffId]);
    expect(card?.excused).toEqual({ by: 'UM1', reason: 'An outage of ours' });
    await expect(excuseBreach(manager, { handoffId, reason: 'Spam' })).rejects.toThrow(
      'excused by <@UM1> already: An outage of ours',
    );
  });

  it('is refused where no deadline was missed, and to reps', async () => {
    const { ctx, manager, acting, handoffId } = await handedOver(database());
    const excuse = (who = manager) => excuseBreach(who, { handoffId, reason: 'Spam' });
    await expect(excuse()).rejects.toThrow('No deadline was missed');
    ctx.clock.advance(hours(7));
    await acceptLead(acting('U1'), { handoffId });
    ctx.clock.advance(hours(7));
    await expect(excuse()).rejects.toThrow('No deadline was missed');
    await expect(excuse(acting('U1'))).rejects.toThrow(NotAllowedError);
  });

  it('holds for a decision that came late', async () => {
    const { ctx, manager, acting, handoffId } = await handedOver(database());
    ctx.clock.advance(hours(9));
    await acceptLead(acting('U1'), { handoffId });
    await excuseBreach(manager, { handoffId, reason: 'Duplicate' });
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', excusedReason: 'Duplicate' });
  });
});

await forEachDatabase('correcting', (database) => {
  const correct = ({ manager, directory, handoffId }: HandedOver, correction: Partial<Correction>) =>
    correctDecision(manager, directory, { handoffId, to: 'open', why: 'A slip', ...correction });

  const turnsOwed = async ({ ctx }: HandedOver) => {
    const mine = and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, 'U1'));
    const [member] = await ctx.db.select({ owed: members.turnsOwed }).from(members).where(mine);
    return member?.owed;
  };

  const accepted = async () => {
    const story = await handedOver(database());
    story.ctx.clock.advance(hours(1));
    await acceptLead(story.acting('U1'), { handoffId: story.handoffId });
    story.ctx.clock.advance(hours(3));
    return story;
  };

  it('makes a rejection of an acceptance, at its instant, for whoever accepted it, audited', async () => {
    const story = await accepted();
    const { ctx, handoffId } = story;
    await correct(story, { to: 'rejected', reason: 'spam', why: 'It was a test' });
    expect(await oneHandoff(ctx)).toMatchObject({
      ...{ handoffId, state: 'rejected', decidedAt: at(hours(1)), decidedBy: 'U1', reason: 'spam' },
      ...{ note: 'It was a test', corrected: { state: 'accepted', decidedBy: 'U1' } },
    });
    const facts = (await loadFacts(ctx, ['L-1'])).get('L-1') ?? [];
    expect(facts.find(({ kind }) => kind === 'undo')).toMatchObject({ origin: 'correction', actorId: 'UM1' });
    const [card] = await getCards(ctx, [handoffId]);
    expect(card).toMatchObject({ decidedOrigin: 'correction', corrected: { state: 'accepted' } });
    expect(await turnsOwed(story)).toBe(1);
    const rows = await ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, ctx.workspaceId));
    expect(rows.find(({ action }) => action === 'decision corrected')).toMatchObject({
      ...{ subject: 'L-1', actorId: 'UM1' },
      detail: { was: 'accepted', wasBy: 'U1', to: 'rejected', why: 'It was a test', reason: 'spam' },
    });
  });

  it('goes back and forth as often as wanted', async () => {
    const story = await accepted();
    const steps = [
      { to: 'rejected', reason: 'spam' },
      { to: 'accepted' },
      { to: 'recycled' },
      { to: 'recycled', reason: 'not_now' },
      { to: 'rejected', reason: 'no_fit' },
      { to: 'rejected', reason: 'spam' },
      { to: 'accepted' },
    ] as const;
    for (const step of steps) {
      story.ctx.clock.advance(minutes(1));
      await correct(story, step);
      const { state, reason, decidedAt, decidedBy } = await oneHandoff(story.ctx);
      expect({ state, reason }).toEqual({ state: step.to, reason: 'reason' in step ? step.reason : null });
      expect(decidedBy).toBe('U1');
      expect((decidedAt?.getTime() ?? 0) - at(hours(1)).getTime()).toBeLessThan(10);
    }
    expect(await turnsOwed(story)).toBe(0);
    expect(await listHandoffs(story.ctx)).toHaveLength(1);
  });

  it('opens a lead again as a new turn of whoever had it, with the promise as it was', async () => {
    const story = await accepted();
    const { ctx, handoffId, tick } = story;
    await correct(story, { to: 'open', why: 'Pressed by mistake' });
    const handoff = await oneHandoff(ctx);
    expect(handoff).toMatchObject({
      ...{ handoffId, state: 'open', holderId: 'U1', turn: 2, dueAt: at(hours(8)), turnDueAt: at(hours(12)) },
    });
    expect(reasonInWords(handoff.holderWhy)).toBe('Opened again by Max: Pressed by mistake');
    await tick();
    const cards = (await listDeliveries(ctx)).filter(({ kind }) => kind === 'card');
    expect(cards.map(({ recipientId, payload }) => [recipientId, payload.turn])).toEqual([
      ['U1', 1],
      ['U1', 2],
    ]);
    await acceptLead(story.acting('U1'), { handoffId });
    ctx.clock.advance(hours(1));
    await correct(story, { to: 'open' });
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'open', turn: 3 });
    expect(await listTurns(ctx)).toHaveLength(3);
  });

  it('of what was decided in time counts no lapse and tells nobody of one', async () => {
    const story = await accepted();
    const { ctx, tick } = story;
    ctx.clock.advance(hours(24));
    await correct(story, { to: 'open' });
    await tick();
    const mine = and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, 'U1'));
    expect(await ctx.db.select({ lapses: members.lapses }).from(members).where(mine)).toEqual([
      { lapses: 0 },
    ]);
    expect((await listDeliveries(ctx)).filter(({ kind }) => kind === 'breach')).toEqual([]);
  });

  it('takes what the CRM echoed with it', async () => {
    const story = await accepted();
    await recordStageChanges(story.ctx, [aStage('sql', at(hours(2)))]);
    await correct(story, { to: 'rejected', reason: 'no_fit' });
    expect(await oneHandoff(story.ctx)).toMatchObject({ state: 'rejected' });
    await correct(story, { to: 'open' });
    expect(await oneHandoff(story.ctx)).toMatchObject({ state: 'open' });
  });

  it('leaves to the CRM what the CRM has said since', async () => {
    const story = await accepted();
    await recordStageChanges(story.ctx, [aStage('opportunity', at(hours(2)))]);
    const before = await oneHandoff(story.ctx);
    await expect(correct(story, { to: 'open' })).rejects.toThrow('More has been said of this lead since');
    expect(await oneHandoff(story.ctx)).toEqual(before);
    await correct(story, { to: 'rejected', reason: 'no_fit' });
    expect(await oneHandoff(story.ctx)).toMatchObject({ state: 'rejected' });
  });

  it('is refused for decisions of the CRM, open leads, to reps, without a reason that is known', async () => {
    const story = await handedOver(database());
    await expect(correct(story, { to: 'accepted' })).rejects.toThrow('This lead is open');
    await recordStageChanges(story.ctx, [aStage('sql', at(1))]);
    await expect(correct(story, { to: 'open' })).rejects.toThrow('came from the CRM');
    const clicked = await accepted();
    await expect(correct(clicked, { to: 'accepted' })).rejects.toThrow('It is so already');
    await expect(correct(clicked, { to: 'rejected', reason: 'not_now' })).rejects.toThrow(InvalidInputError);
    await expect(correct(clicked, { to: 'rejected', reason: 'spam', why: ' ' })).rejects.toThrow('Say why');
    await expect(correct({ ...clicked, manager: clicked.acting('U1') }, {})).rejects.toThrow(NotAllowedError);
    await recordStageChanges(clicked.ctx, [aStage('mql', at(hours(3)))]);
    await expect(correct(clicked, {})).rejects.toThrow('handed over again since');
  });

  it('does not forget a reason that gave the turn back', async () => {
    const story = await handedOver(database());
    await rejectLead(story.acting('U1'), { handoffId: story.handoffId, reason: 'spam' });
    expect(await turnsOwed(story)).toBe(1);
    await correct(story, { to: 'accepted' });
    expect(await turnsOwed(story)).toBe(0);
  });
});

await forEachDatabase('snoozing', (database) => {
  const snoozed = async (until: Date) => {
    const story = await handedOver(database());
    await snoozeLead(story.acting('U1'), { handoffId: story.handoffId, until });
    return story;
  };

  it('puts one reminder at its end in the place of those within it', async () => {
    const { ctx, tick } = await snoozed(at(hours(7)));
    expect(await oneHandoff(ctx)).toMatchObject({
      ...{ mutedUntil: at(hours(7)), dueAt: at(hours(8)), turnDueAt: at(hours(8)) },
      nextAlertAt: at(hours(7)),
    });
    ctx.clock.advance(hours(6.5));
    await tick();
    expect((await listDeliveries(ctx)).map(({ kind }) => kind)).toEqual(['card']);
    ctx.clock.advance(hours(0.5));
    await tick();
    expect((await listDeliveries(ctx)).map(({ kind }) => kind)).toEqual(['card', 'reminder']);
  });

  it('for a shorter time than before brings the reminders back', async () => {
    const story = await handedOver(database());
    const { ctx, acting, handoffId, tick } = story;
    const before = await oneHandoff(ctx);
    await snoozeLead(acting('U1'), { handoffId, until: at(hours(20)) });
    await snoozeLead(acting('U1'), { handoffId, until: at(hours(1)) });
    expect(await oneHandoff(ctx)).toMatchObject({ remindAts: before.remindAts, nextAlertAt: at(hours(1)) });
    for (const passed of [1, 5]) {
      ctx.clock.advance(hours(passed));
      await tick();
    }
    const kinds = (await listDeliveries(ctx)).map(({ kind }) => kind);
    expect(kinds).toEqual(['card', 'reminder', 'reminder']);
  });

  it('leaves the deadline, and the word that it has passed', async () => {
    const { ctx, tick } = await snoozed(at(hours(20)));
    expect((await oneHandoff(ctx)).nextAlertAt).toEqual(at(hours(8)));
    ctx.clock.advance(hours(8));
    await tick();
    const owed = (await listDeliveries(ctx)).map(({ kind, recipientId }) => `${kind} ${recipientId}`);
    expect(owed).toEqual(expect.arrayContaining(['breach U1', 'breach UM1']));
  });

  it('is for the holder of an open lead whose deadline is to come', async () => {
    const { ctx, manager, acting, handoffId, tick } = await handedOver(database());
    const snooze = (who = acting('U1'), until = new Date(ctx.now().getTime() + hours(1))) =>
      snoozeLead(who, { handoffId, until });
    await expect(snooze(manager)).rejects.toThrow(HeldByOtherError);
    await expect(snooze(acting('U1'), ctx.now())).rejects.toThrow(InvalidInputError);
    await expect(snooze(acting('U1'), at(hours(24 * 8)))).rejects.toThrow('at most a week');
    ctx.clock.advance(hours(8));
    await tick();
    await expect(snooze()).rejects.toThrow(ConflictError);
    await acceptLead(acting('U1'), { handoffId });
    await expect(snooze()).rejects.toThrow(AlreadyDecidedError);
  });

  describe('until tomorrow morning', () => {
    it.each([
      ['2026-01-05T15:00:00Z', '2026-01-06T09:00:00.000Z'],
      ['2026-01-09T15:00:00Z', '2026-01-12T09:00:00.000Z'],
      ['2026-01-05T00:30:00Z', '2026-01-06T09:00:00.000Z'],
    ])('asked at %s is %s', async (now, morning) => {
      const { ctx, acting } = await handedOver(database());
      ctx.clock.set(now);
      expect((await nextMorning(acting('U1'))).toISOString()).toBe(morning);
    });

    it('over long holidays is the latest that may be chosen', async () => {
      const { ctx, acting, handoffId } = await handedOver(database());
      const holidays = Array.from({ length: 14 }, (_, day) => `2026-01-${String(6 + day).padStart(2, '0')}`);
      await ctx.db.update(slaPolicies).set({ holidays }).where(eq(slaPolicies.workspaceId, ctx.workspaceId));
      const until = await nextMorning(acting('U1'));
      expect(until).toEqual(new Date(ctx.now().getTime() + hours(24 * 7)));
      await snoozeLead(acting('U1'), { handoffId, until });
      expect(await oneHandoff(ctx)).toMatchObject({ mutedUntil: until });
    });
  });
});
