import { expect, it } from 'vitest';
import { ConflictError, InvalidInputError, NotAllowedError, NotFoundError } from '../../src/errors.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { handOnLead } from '../../src/leads/hand-on-lead.ts';
import { leadStory } from '../../src/leads/lead-story.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { followPerson, isKnownHere } from '../../src/team/follow-person.ts';
import { listReps } from '../../src/team/list-reps.ts';
import { findMember } from '../../src/team/members.ts';
import { pauseRep, resumeRep, setRepTerms } from '../../src/team/rep-terms.ts';
import { removeReps } from '../../src/team/rotation.ts';
import { forEachDatabase } from '../support/databases.ts';
import { hours } from '../support/facts.ts';
import { handedOver } from '../support/handed-over.ts';
import { aPerson, listDeliveries, listHandoffs, oneHandoff } from '../support/workspaces.ts';

await forEachDatabase('a rep', (database) => {
  it('who is removed has every open lead handed on', async () => {
    const { ctx, manager, tick } = await handedOver(database(), { leads: ['L-1', 'L-2', 'L-3'] });
    expect((await listHandoffs(ctx)).map(({ holderId }) => holderId)).toEqual(['U1', 'U2', 'U1']);
    expect(await removeReps(manager, ['U1'])).toBe(2);
    await tick();
    expect((await listHandoffs(ctx)).map(({ holderId }) => holderId)).toEqual(['U2', 'U2', 'U2']);
    expect(await removeReps(manager, ['U1'])).toBe(0);
  });

  it('who leaves Slack or becomes a guest is removed as well, and is else followed by name and zone', async () => {
    const { ctx, tick } = await handedOver(database());
    expect([await isKnownHere(ctx, 'U1'), await isKnownHere(ctx, 'UX1')]).toEqual([true, false]);
    const person = aPerson('U1', { name: 'Una', email: 'una@corp.test', timeZone: 'Asia/Tokyo' });
    expect(await followPerson(ctx, person)).toBe(0);
    expect(await findMember(ctx, 'U1')).toMatchObject({ name: 'Una', timeZone: 'Asia/Tokyo', isRep: true });
    expect(await followPerson(ctx, { ...person, mayAct: false })).toBe(1);
    await tick();
    expect(await oneHandoff(ctx)).toMatchObject({ holderId: 'U2' });
    expect(await findMember(ctx, 'U1')).toMatchObject({ isRep: false });
  });

  it('has a weight and caps, which a manager sets', async () => {
    const { ctx, manager, acting } = await handedOver(database());
    await setRepTerms(manager, 'U1', { weight: 3, openCap: 2 });
    await setRepTerms(manager, 'U1', { dailyCap: 5 });
    expect(await findMember(ctx, 'U1')).toMatchObject({ weight: 3, openCap: 2, dailyCap: 5 });
    await setRepTerms(manager, 'U1', { dailyCap: null, openCap: null });
    expect(await findMember(ctx, 'U1')).toMatchObject({ weight: 3, openCap: null, dailyCap: null });
    for (const weight of [0, -1, 1.5, 11, Number.NaN]) {
      await expect(setRepTerms(manager, 'U1', { weight })).rejects.toThrow(InvalidInputError);
    }
    await expect(setRepTerms(manager, 'UM1', { weight: 2 })).rejects.toThrow(NotFoundError);
    await expect(setRepTerms(acting('U1'), 'U1', { weight: 2 })).rejects.toThrow(NotAllowedError);
  });

  it('whose pause ends changes what was said of it, and nothing that was said of earlier ones', async () => {
    const { ctx, manager, acting } = await handedOver(database());
    const said = async (...keys: string[]) => {
      const about = { kind: 'paused' as const, recipientId: 'U1', payload: { userId: 'U1', lapses: 3 } };
      await enqueueDeliveries(
        ctx,
        keys.map((dedupeKey) => ({ ...about, dedupeKey })),
      );
    };
    await said('paused:U1:1767600000000:U1', 'paused:U1:1767600001000:U1', 'paused:U1:1767600001000:UM1');
    await said('paused:U10:1767600002000:U10', 'paused:U2:1767600003000:UM1');
    const versions = async () =>
      (await listDeliveries(ctx)).filter(({ kind }) => kind === 'paused').map(({ version }) => version);
    await setRepTerms(manager, 'U1', { weight: 2 });
    expect(await versions()).toEqual([1, 1, 1, 1, 1]);
    await pauseRep(manager, 'U1');
    await resumeRep(acting('U1'), 'U1');
    expect(await versions()).toEqual([1, 3, 3, 1, 1]);
  });

  it('is paused by a manager and resumes by themselves; leads that found nobody come then', async () => {
    const { ctx, manager, acting, tick } = await handedOver(database(), { reps: ['U1'] });
    await expect(pauseRep(acting('U1'), 'U1')).rejects.toThrow(NotAllowedError);
    await pauseRep(manager, 'U1');
    await expect(pauseRep(manager, 'U1')).rejects.toThrow(ConflictError);
    expect(await listReps(ctx)).toMatchObject([
      { member: { userId: 'U1', pausedAt: ctx.now() }, openLeads: 1 },
    ]);
    await expect(resumeRep(acting('U2'), 'U1')).rejects.toThrow(NotAllowedError);
    await resumeRep(acting('U1'), 'U1');
    await expect(resumeRep(acting('U1'), 'U1')).rejects.toThrow('is not paused');
    await tick();
    expect(await findMember(ctx, 'U1')).toMatchObject({ pausedAt: null, lapses: 0 });
  });
});

await forEachDatabase('the story of a lead', (database) => {
  it('tells facts, turns and messages in order, to managers and whoever has or had it', async () => {
    const { ctx, manager, acting, directory, handoffId, tick } = await handedOver(database());
    ctx.clock.advance(hours(1));
    await handOnLead(acting('U1'), directory, { handoffId, reason: 'Wrong region' });
    await tick();
    ctx.clock.advance(hours(1));
    await acceptLead(acting('U2'), { handoffId });
    for (const reader of [manager, acting('U1'), acting('U2'), ctx]) {
      const { card, entries } = await leadStory(reader, 'L-1');
      expect(card).toMatchObject({ handoffId, state: 'accepted' });
      expect(entries.map((entry) => entry.at)).toEqual(
        entries.map((entry) => entry.at).toSorted((a, b) => a.getTime() - b.getTime()),
      );
      expect(entries.map((entry) => entry.kind)).toEqual([
        'fact',
        'turn',
        'message',
        'turn-end',
        'turn',
        'message',
        'fact',
      ]);
    }
    await expect(leadStory(acting('U9'), 'L-1')).rejects.toThrow(NotAllowedError);
    await expect(leadStory(acting('U9'), 'L-unknown')).rejects.toThrow(NotAllowedError);
    await expect(leadStory(manager, 'L-unknown')).rejects.toThrow('I know no lead L-unknown');
  });
});
