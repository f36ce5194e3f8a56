import { expect, it } from 'vitest';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { scheduleDigest } from '../../src/reports/digests.ts';
import { publishDigest } from '../../src/reports/publish-digest.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aLeadStory } from '../support/lead-stories.ts';
import { aWorkspace } from '../support/workspaces.ts';

await forEachDatabase('a digest', (database) => {
  async function aChannel() {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-11-20T12:00:00Z');
    const time = { timeOfDay: '09:00', days: 'daily', timeZone: 'UTC' } as const;
    const { scheduleId } = await scheduleDigest(ctx, { ...time, channelId: 'C1', withCost: false });
    const mqls = (from: number, count: number, at: string) =>
      recordStageChanges(
        ctx,
        Array.from({ length: count }, (_, index) => aLeadStory(`L-${from + index}`).mql(at).facts).flat(),
      );
    const publish = async (at: string, composedAt = at) => {
      ctx.clock.set(composedAt);
      const input = { at: new Date(at), timeZone: 'UTC', withCost: false, scheduleId };
      const { yesterday, restatement } = await publishDigest(ctx, input);
      return { mqls: yesterday.mqls, changes: restatement?.changes ?? null };
    };
    return { mqls, publish };
  }

  it('says what has been learnt since the one before, however often it is composed', async () => {
    const { mqls, publish } = await aChannel();
    await mqls(0, 12, '2026-11-20T10:00:00Z');
    expect(await publish('2026-11-21T09:00:00Z')).toEqual({ mqls: 12, changes: null });
    await mqls(100, 3, '2026-11-20T11:00:00Z');
    const restated = { mqls: 0, changes: [{ figure: 'mqls', said: 12, now: 15 }] };
    expect(await publish('2026-11-22T09:00:00Z')).toEqual(restated);
    expect(await publish('2026-11-22T09:00:00Z', '2026-11-22T09:10:00Z')).toEqual(restated);
    expect(await publish('2026-11-23T09:00:00Z')).toEqual({ mqls: 0, changes: null });
  });

  it('composed once more after late facts published the later figures', async () => {
    const { mqls, publish } = await aChannel();
    await mqls(0, 12, '2026-11-20T10:00:00Z');
    await publish('2026-11-21T09:00:00Z');
    await mqls(100, 3, '2026-11-20T11:00:00Z');
    expect(await publish('2026-11-21T09:00:00Z', '2026-11-21T09:05:00Z')).toEqual({
      mqls: 15,
      changes: null,
    });
    expect((await publish('2026-11-22T09:00:00Z')).changes).toBeNull();
  });

  it('composed late says nothing against what a later one said', async () => {
    const { mqls, publish } = await aChannel();
    await mqls(0, 12, '2026-11-20T10:00:00Z');
    await publish('2026-11-21T09:00:00Z');
    await publish('2026-11-22T09:00:00Z');
    await mqls(100, 3, '2026-11-21T11:00:00Z');
    expect((await publish('2026-11-21T09:00:00Z', '2026-11-22T10:00:00Z')).changes).toBeNull();
    expect((await publish('2026-11-23T09:00:00Z')).changes).toEqual([{ figure: 'mqls', said: 0, now: 3 }]);
  });
});
