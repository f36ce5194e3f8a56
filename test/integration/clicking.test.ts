import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { deliveries, handoffs, members, turns } from '../../src/db/schema.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { cardOfStanding, getCards } from '../../src/leads/lead-card.ts';
import { markContacted } from '../../src/leads/mark-contacted.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { readStanding } from '../../src/leads/standing.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { countingStatements } from '../support/counting-statements.ts';
import { embeddedTestDatabase } from '../support/databases.ts';
import { aStage, at, minutes } from '../support/facts.ts';
import { addMember, as, aWorkspace, listDeliveries, oneHandoff } from '../support/workspaces.ts';

const LEASE_MS = 60_000;
const CLICKED = { channelId: 'D1', messageTs: '1.1', leaseMs: LEASE_MS };

const statements = countingStatements();
let database: Database;

beforeAll(async () => {
  database = await embeddedTestDatabase(statements.wrap);
});
afterAll(() => database.close());

/** A lead in the second turn, with U1, whose card and reminder are posted; a manager has a copy. */
async function aPostedCard() {
  const ctx = await aWorkspace(database);
  await addMember(ctx, 'U1', { isRep: true });
  await ctx.db.update(members).set({ lapses: 2 }).where(eq(members.workspaceId, ctx.workspaceId));
  await recordStageChanges(ctx, [aStage('mql', at(0), { lead: { name: 'Ada Park', source: 'paid' } })]);
  await ctx.db
    .update(handoffs)
    .set({ routedTo: 'rotation', holderId: 'U1', handedOverAt: at(0), turn: 2, turnDueAt: at(minutes(60)) })
    .where(eq(handoffs.workspaceId, ctx.workspaceId));
  const { handoffId } = await oneHandoff(ctx);
  const turn = {
    ...{ workspaceId: ctx.workspaceId, handoffId, routedTo: 'rotation' as const, why: '', startedAt: at(0) },
  };
  await ctx.db.insert(turns).values([
    { ...turn, turn: 1, holderId: 'U9', ended: 'lapsed', endedAt: at(0) },
    { ...turn, turn: 2, holderId: 'U1' },
  ]);
  const message = (kind: string, recipientId: string, messageTs: string | null) => ({
    ...{ workspaceId: ctx.workspaceId, deliveryId: crypto.randomUUID(), dedupeKey: `${kind} ${recipientId}` },
    ...{
      kind,
      recipientId,
      handoffId,
      payload: {},
      state: 'settled' as const,
      runAt: at(0),
      createdAt: at(0),
    },
    ...{ channelId: recipientId === 'U1' ? 'D1' : 'D2', messageTs },
  });
  await ctx.db
    .insert(deliveries)
    .values([message('card', 'U1', '1.1'), message('reminder', 'U1', '1.2'), message('card', 'M1', '2.1')]);
  ctx.clock.advance(minutes(30));
  return { ctx, rep: as(ctx, 'U1'), handoffId };
}

describe('a click', () => {
  it('is read by one statement and recorded by another, with all that follows', async () => {
    const { ctx, rep, handoffId } = await aPostedCard();
    let said: Awaited<ReturnType<typeof acceptLead>>;
    const cost = await statements.during(async () => {
      said = await acceptLead(rep, { handoffId, clicked: CLICKED });
    });
    expect(cost).toBe(2);
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', decidedBy: 'U1' });
    const [member] = await ctx.db.select().from(members).where(eq(members.workspaceId, ctx.workspaceId));
    expect(member?.lapses).toBe(0);
    const ended = await ctx.db.select().from(turns).where(eq(turns.workspaceId, ctx.workspaceId));
    expect(ended.map((turn) => turn.ended).sort()).toEqual(['decided', 'lapsed']);
    expect(said).toMatchObject({ claimed: { messageTs: '1.1', attempts: 1, version: 2 }, owesMore: true });
    expect(await statements.during(() => markContacted(rep, { handoffId }))).toBe(2);
  });

  it('is answered by what is at hand as by what is read anew', async () => {
    const { ctx, rep, handoffId } = await aPostedCard();
    const workspace = await getWorkspace(ctx);
    for (const verb of [acceptLead, markContacted]) {
      const said = await verb(rep, { handoffId });
      const shown = said && cardOfStanding(said.standing, workspace, ctx.now());
      expect([shown]).toEqual(await getCards(ctx, [handoffId]));
    }
  });

  it('keeps the clicked message to itself until its lease ends, and leaves the others to whoever comes', async () => {
    const { ctx, rep, handoffId } = await aPostedCard();
    await acceptLead(rep, { handoffId, clicked: CLICKED });
    const now = await claimDeliveries(ctx, { limit: 10, leaseMs: LEASE_MS });
    expect(now.map((delivery) => delivery.messageTs).sort()).toEqual(['1.2', '2.1']);
    ctx.clock.advance(LEASE_MS);
    // The process that was to update it has died.
    const later = await claimDeliveries(ctx, { limit: 10, leaseMs: LEASE_MS });
    expect(later.map((delivery) => delivery.messageTs)).toContain('1.1');
  });

  it('whose update is sent owes it no more, unless something has changed meanwhile', async () => {
    const { ctx, rep, handoffId } = await aPostedCard();
    const said = await acceptLead(rep, { handoffId, clicked: CLICKED });
    const again = await markContacted(rep, { handoffId, clicked: CLICKED });
    expect(again?.claimed).toBeUndefined();
    const claimed = said?.claimed;
    if (!claimed) throw new Error('The clicked message is claimed');
    await settleDelivery(ctx, claimed, { kind: 'posted', channelId: 'D1', messageTs: '1.1' });
    const [card] = (await listDeliveries(ctx)).filter((delivery) => delivery.messageTs === '1.1');
    expect(card).toMatchObject({ state: 'owed', version: 3, runAt: ctx.now(), attempts: 0 });
  });

  it('leaves a message to whoever is at it already', async () => {
    const { ctx, rep, handoffId } = await aPostedCard();
    await ctx.db.update(deliveries).set({ attempts: 1 }).where(eq(deliveries.workspaceId, ctx.workspaceId));
    const said = await acceptLead(rep, { handoffId, clicked: CLICKED });
    expect(said).toMatchObject({ claimed: undefined, owesMore: true });
  });

  it.each([
    ['the lead', (ctx) => recordStageChanges(ctx, [aStage('mql', at(1), { eventId: 'again' })])],
    [
      'its handoff',
      (ctx) =>
        ctx.db
          .update(handoffs)
          .set({ mutedUntil: at(5) })
          .where(eq(handoffs.workspaceId, ctx.workspaceId)),
    ],
    [
      'a message',
      (ctx) =>
        ctx.db
          .update(deliveries)
          .set({ state: 'bundled', bundleId: crypto.randomUUID() })
          .where(eq(deliveries.messageTs, '1.2')),
    ],
  ] as [string, (ctx: Awaited<ReturnType<typeof aWorkspace>>) => Promise<unknown>][])(
    'that finds %s changed after it was read is recorded step by step',
    async (_what, change) => {
      const { ctx, rep, handoffId } = await aPostedCard();
      const { standing: seen } = await readStanding(ctx, handoffId, 'U1');
      await change(ctx);
      expect(await acceptLead(rep, { handoffId, seen, clicked: CLICKED })).toBeUndefined();
      expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', decidedBy: 'U1' });
    },
  );
});
