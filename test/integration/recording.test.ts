import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { slaPolicies } from '../../src/db/schema.ts';
import { InvalidInputError } from '../../src/errors.ts';
import type { NewFact } from '../../src/leads/fact.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aContact, aStage, at, hours, minutes } from '../support/facts.ts';
import { ledgerState, listFacts } from '../support/ledger-state.ts';
import { aWorkspace, listDeliveries, listHandoffs, oneHandoff } from '../support/workspaces.ts';

await forEachDatabase('recording', (database) => {
  it('writes lead, handoff and fact, and says what became of each', async () => {
    const ctx = await aWorkspace(database());
    const mql = aStage('mql', at(0), { reported: 'Marketing Qualified', lead: { name: 'Ada', score: 8.5 } });
    expect(await recordStageChanges(ctx, [mql, mql])).toEqual({
      recorded: 1,
      duplicates: 1,
      outcomes: ['recorded', 'duplicate'],
    });
    expect(await recordStageChanges(ctx, [mql])).toMatchObject({ recorded: 0, duplicates: 1 });
    expect(await ledgerState(ctx)).toMatchObject({
      leads: [{ leadId: 'L-1', stage: 'mql', stageSince: at(0), name: 'Ada', score: 8.5 }],
      handoffs: [{ leadId: 'L-1', state: 'open', openedAt: at(0), openingEventId: mql.eventId }],
    });
    expect(await listFacts(ctx)).toMatchObject([{ reported: 'Marketing Qualified', recordedAt: at(0) }]);
  });

  it('of nothing changes nothing', async () => {
    const ctx = await aWorkspace(database());
    expect(await recordStageChanges(ctx, [])).toEqual({ recorded: 0, duplicates: 0, outcomes: [] });
  });

  it('lets the first stand where the same key comes with other content', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', at(0), { eventId: 'e' })]);
    const other = aStage('sql', at(0), { eventId: 'e' });
    expect(await recordStageChanges(ctx, [other])).toMatchObject({ recorded: 0, duplicates: 1 });
    expect((await oneHandoff(ctx)).state).toBe('open');
  });

  it('lets the first stand where the same key comes for another lead, and makes no such lead', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', at(0), { eventId: 'e' })]);
    const stranger = aStage('mql', at(0), { eventId: 'e', leadId: 'L-2' });
    const outcomes = (await recordStageChanges(ctx, [stranger, aStage('mql', at(0), { leadId: 'L-3' })]))
      .outcomes;
    expect(outcomes).toEqual(['duplicate', 'recorded']);
    const state = await ledgerState(ctx);
    expect(state.leads.map((lead) => lead.leadId)).toEqual(['L-1', 'L-3']);
  });

  it('takes the same key from two origins for two facts', async () => {
    const ctx = await aWorkspace(database());
    const facts = ['a', 'b'].map((origin) => aStage('mql', at(0), { eventId: 'e', origin }));
    expect((await recordStageChanges(ctx, facts)).recorded).toBe(2);
  });

  it('keeps workspaces apart, whatever their leads are called', async () => {
    const [one, other] = [await aWorkspace(database()), await aWorkspace(database())];
    await recordStageChanges(one, [aStage('mql')]);
    await recordStageChanges(other, [aStage('mql'), aStage('sql', at(0))]);
    expect((await oneHandoff(one)).state).toBe('open');
    expect((await oneHandoff(other)).state).toBe('accepted');
  });

  it('takes a thousand facts at once', async () => {
    const ctx = await aWorkspace(database());
    const facts = Array.from({ length: 500 }, (_, index) => `L-${index}`).flatMap((leadId) => [
      aStage('mql', at(-1000), { leadId }),
      aStage('sql', at(-500), { leadId }),
    ]);
    expect((await recordStageChanges(ctx, facts)).recorded).toBe(1000);
    const handoffs = await listHandoffs(ctx);
    expect(handoffs.filter((handoff) => handoff.state === 'accepted')).toHaveLength(500);
  });

  it('keeps hostile text as it is', async () => {
    const ctx = await aWorkspace(database());
    const lead = {
      name: `Robert'); drop table leads; --`,
      company: '"\\ \u2028 😀 \u202e <!channel> {{x}} $1 \n\t',
      source: '\\u0000',
      url: 'javascript:alert(1)',
    };
    const leadId = `L'"\\%_$1 \u{1f600}`;
    await recordStageChanges(ctx, [aStage('mql', at(0), { leadId, lead })]);
    expect((await ledgerState(ctx)).leads).toMatchObject([{ leadId, ...lead }]);
    expect((await oneHandoff(ctx, leadId)).source).toBe('\\u0000');
  });

  it('refuses a batch with a fact of the future as a whole, and names the lead', async () => {
    const ctx = await aWorkspace(database());
    const future = aStage('mql', at(minutes(6)), { leadId: 'L-9' });
    await expect(recordStageChanges(ctx, [aStage('mql'), future])).rejects.toThrow(InvalidInputError);
    await expect(recordStageChanges(ctx, [future])).rejects.toThrow(/L-9 .*lies in the future/);
    expect(await listFacts(ctx)).toEqual([]);
  });

  describe('the promise', () => {
    const record = async (fact: NewFact, learntAt: Date) => {
      const ctx = await aWorkspace(database(), { minutesToDecide: 60 });
      ctx.clock.set(learntAt.toISOString());
      await recordStageChanges(ctx, [fact]);
      return { ctx, handoff: await oneHandoff(ctx) };
    };

    it('of a live lead runs from when we learnt of it', async () => {
      const { handoff } = await record(aStage('mql'), at(hours(24)));
      expect(handoff).toMatchObject({
        alerting: true,
        openedAt: at(0),
        clockFrom: at(hours(24)),
        remindAts: [at(hours(24) + minutes(45)).toISOString()],
        dueAt: at(hours(25)),
        nextAlertAt: at(hours(24)),
      });
    });

    it('of history runs from when it happened, and owes no alert', async () => {
      const { handoff } = await record(aStage('mql'), at(hours(24) + 1));
      expect(handoff).toMatchObject({
        alerting: false,
        clockFrom: at(0),
        dueAt: at(hours(1)),
        nextAlertAt: null,
      });
    });

    it('of history that was asked to alert runs from when it happened, and owes its card', async () => {
      const { handoff } = await record({ ...aStage('mql'), alert: true }, at(hours(48)));
      expect(handoff).toMatchObject({
        alerting: true,
        clockFrom: at(0),
        dueAt: at(hours(1)),
        nextAlertAt: at(hours(48)),
      });
    });

    it('once given stands when an earlier mql moves the opening', async () => {
      const { ctx, handoff } = await record(aStage('mql'), at(hours(1)));
      await ctx.db
        .update(slaPolicies)
        .set({ minutesToDecide: 10 })
        .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
      ctx.clock.set(at(hours(2)).toISOString());
      await recordStageChanges(ctx, [aStage('mql', at(-hours(72)))]);
      const { handoffId, dueAt, clockFrom, alerting } = handoff;
      expect(await oneHandoff(ctx)).toMatchObject({
        ...{ handoffId, dueAt, clockFrom, alerting },
        openedAt: at(-hours(72)),
      });
    });

    it('counts the working time to the decision from the opening', async () => {
      const { ctx } = await record(aStage('mql'), at(0));
      ctx.clock.set(at(hours(26)).toISOString());
      await recordStageChanges(ctx, [aStage('sql', at(hours(25)))]);
      expect((await oneHandoff(ctx)).workingSeconds).toBe(9 * 3600);
    });
  });

  it('keeps the first contact beside the decision', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.advance(hours(1));
    await recordStageChanges(ctx, [
      aStage('mql'),
      aStage('sql', at(1)),
      aContact(at(3), { actorId: 'U2' }),
      aContact(at(2), { actorId: 'U1' }),
    ]);
    expect(await oneHandoff(ctx)).toMatchObject({ contactedAt: at(2), contactedBy: 'U1' });
    expect(await listDeliveries(ctx)).toEqual([]);
  });
});
