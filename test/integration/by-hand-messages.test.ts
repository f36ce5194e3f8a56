import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { handoffs } from '../../src/db/schema.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { giveLeads } from '../../src/leads/give-leads.ts';
import { markContacted } from '../../src/leads/mark-contacted.ts';
import { snoozeLead } from '../../src/leads/snooze-lead.ts';
import type { ClaimedDelivery, DeliveryKind } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { renderDelivery } from '../../src/slack/render-delivery.ts';
import { pauseRep, resumeRep } from '../../src/team/rep-terms.ts';
import { at, hours, minutes } from '../support/facts.ts';
import { type HandedOver, handedOver } from '../support/handed-over.ts';
import { embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { listDeliveries } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

type Owed = { kind: DeliveryKind; to: string; payload?: Record<string, unknown> };

/** What an owed message says when it is sent now, or why it says nothing. */
async function says({ ctx, handoffId }: HandedOver, { kind, to, payload = {} }: Owed): Promise<string> {
  const dedupeKey = `test ${kind} ${to} ${ctx.now().getTime()} ${JSON.stringify(payload)}`;
  const about = kind === 'paused' ? {} : { handoffId };
  await enqueueDeliveries(ctx, [{ dedupeKey, kind, recipientId: to, payload, ...about }]);
  const delivery = (await listDeliveries(ctx)).find((row) => row.dedupeKey === dedupeKey);
  const rendering = await renderDelivery(ctx, {
    ...(delivery as object),
    lostSince: null,
  } as ClaimedDelivery);
  return rendering.kind === 'message'
    ? wordsOf(rendering.message as unknown as Parameters<typeof wordsOf>[0])
    : `(${rendering.reason})`;
}

describe('a message that waited to be sent', () => {
  it('is dropped once its turn is over, its reader has another one, or its deadline has passed', async () => {
    const story = await handedOver(database());
    const { ctx, manager, directory, handoffId } = story;
    const reminder: Owed = { kind: 'reminder', to: 'U1', payload: { turn: 1 } };
    expect(await says(story, reminder)).toContain('🔔 Reminder');
    await snoozeLead(story.acting('U1'), { handoffId, until: at(hours(1)) });
    expect(await says(story, reminder)).toBe('(snoozed)');
    ctx.clock.advance(hours(1));
    expect(await says(story, reminder)).toContain('🔔 Reminder');
    await giveLeads(manager, directory, { handoffIds: [handoffId], toUserId: 'U9' });
    expect(await says(story, reminder)).toBe('(handed on before it was sent)');
    expect(await says(story, { ...reminder, kind: 'card' })).toBe('(handed on before it was sent)');
    await giveLeads(manager, directory, { handoffIds: [handoffId], toUserId: 'U1' });
    expect(await says(story, { ...reminder, kind: 'card' })).toBe('(handed on before it was sent)');
    expect(await says(story, { kind: 'card', to: 'U1', payload: { turn: 3 } })).toContain('[Accept]');
    ctx.clock.advance(hours(9));
    expect(await says(story, { ...reminder, payload: { turn: 3 } })).toBe(
      '(its deadline passed before it was sent)',
    );
    await acceptLead(manager, { handoffId });
    expect(await says(story, { kind: 'breach', to: 'UM1', payload: { turn: 3, collect: true } })).toBe(
      '(decided before it was sent)',
    );
  });

  it('offers a manager more than whoever had the lead, and a channel no names', async () => {
    const story = await handedOver(database());
    story.ctx.clock.advance(hours(9));
    expect(await says(story, { kind: 'breach', to: 'UM1', payload: { turn: 1, collect: true } })).toContain(
      '[Excuse…]',
    );
    expect(await says(story, { kind: 'breach', to: 'U1', payload: { turn: 1 } })).toContain('[Not mine…]');
    expect(await says(story, { kind: 'breach', to: 'U2', payload: { turn: 1 } })).not.toContain('[Accept]');
    expect(await says(story, { kind: 'breach', to: 'C9', payload: { turn: 1 } })).not.toContain('U1');
    expect(await says(story, { kind: 'card', to: 'UM1', payload: { asked: true } })).toContain('With <@U1>');
  });

  it('about a first call is dropped once it is made', async () => {
    const story = await handedOver(database());
    const { ctx, handoffId } = story;
    await acceptLead(story.acting('U1'), { handoffId });
    const mine = eq(handoffs.handoffId, handoffId);
    await ctx.db
      .update(handoffs)
      .set({ contactDueAt: at(hours(1)) })
      .where(mine);
    expect(await says(story, { kind: 'contact-reminder', to: 'U1' })).toContain('[Contacted]');
    ctx.clock.advance(hours(1) + minutes(1));
    expect(await says(story, { kind: 'contact-reminder', to: 'U1' })).toContain('its time passed');
    expect(await says(story, { kind: 'contact-breach', to: 'U1' })).toContain('[Contacted]');
    expect(await says(story, { kind: 'contact-breach', to: 'UM1' })).toContain('<@U1>');
    await markContacted(story.acting('U1'), { handoffId });
    expect(await says(story, { kind: 'contact-breach', to: 'UM1' })).toBe('(contacted before it was sent)');
  });

  it('about a pause is dropped once the rep has resumed', async () => {
    const story = await handedOver(database());
    const paused: Owed = { kind: 'paused', to: 'U1', payload: { userId: 'U1', lapses: 3 } };
    await pauseRep(story.manager, 'U1');
    expect(await says(story, paused)).toMatch(/3 leads in a row(.|\n)*\[Resume my turns\]/);
    expect(await says(story, { ...paused, to: 'UM1' })).toContain('[Resume their turns]');
    await resumeRep(story.acting('U1'), 'U1');
    story.ctx.clock.advance(minutes(1));
    expect(await says(story, paused)).toBe('(resumed before it was sent)');
  });
});
