import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog } from '../../src/db/schema.ts';
import { ConflictError, InvalidInputError, NotAllowedError, NotFoundError } from '../../src/errors.ts';
import { absencesByUser, listAbsences, sayAway, sayBack } from '../../src/team/absences.ts';
import { findMemberCalendar } from '../../src/team/find-member-calendar.ts';
import { findMember } from '../../src/team/members.ts';
import { setOwnHours } from '../../src/team/own-hours.ts';
import { parseWorkingHours } from '../../src/team/working-hours.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { hours, START } from '../support/facts.ts';
import { aBot, anMql, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { addMember, aPerson, as, aWorkspace, type TestWorkspace } from '../support/workspaces.ts';

const at = (hour: number) => new Date(START.getTime() + hours(hour));
const NONE = { workingHours: null, timeZone: null, holidayRegion: null };

async function audited(ctx: TestWorkspace) {
  return ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, ctx.workspaceId));
}

await forEachDatabase('an absence', (database) => {
  async function aTeam() {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    const own = as(ctx, 'U1', { isRep: true });
    return { ctx, own, manager: as(ctx, 'U9', { isManager: true }) };
  }

  it('is said by oneself, listed until it has ended, and audited', async () => {
    const { ctx, own } = await aTeam();
    await sayAway(own, { userId: 'U1', fromAt: at(-1), untilAt: at(5) });
    await sayAway(own, { userId: 'U1', fromAt: at(48), untilAt: at(72) });
    const known = { userId: 'U1', fromAt: at(-1), untilAt: at(5) };
    const later = { userId: 'U1', fromAt: at(48), untilAt: at(72) };
    expect(await listAbsences(ctx)).toEqual([known, later]);
    expect(await listAbsences(ctx, { userIds: ['U2'] })).toEqual([]);
    expect(await absencesByUser(ctx)).toEqual(new Map([['U1', [known, later]]]));
    ctx.clock.advance(hours(5));
    expect(await listAbsences(ctx, { userIds: ['U1'] })).toEqual([later]);
    expect(await audited(ctx)).toMatchObject([
      { action: 'absence said', subject: 'U1', actorId: 'U1', detail: { untilAt: at(5).toISOString() } },
      { action: 'absence said', subject: 'U1', actorId: 'U1' },
    ]);
  });

  it('takes in those that it overlaps or touches, and nobody else’s', async () => {
    const { ctx, own, manager } = await aTeam();
    const say = (from: number, until: number) =>
      sayAway(own, { userId: 'U1', fromAt: at(from), untilAt: at(until) });
    await sayAway(manager, { userId: 'U2', person: aPerson('U2'), fromAt: at(0), untilAt: at(100) });
    await say(0, 4);
    await say(10, 12);
    await say(20, 30);
    expect(await say(4, 11)).toEqual({ userId: 'U1', fromAt: at(0), untilAt: at(12) });
    expect(await say(1, 2)).toEqual({ userId: 'U1', fromAt: at(0), untilAt: at(12) });
    expect((await absencesByUser(ctx)).get('U1')).toEqual([
      { userId: 'U1', fromAt: at(0), untilAt: at(12) },
      { userId: 'U1', fromAt: at(20), untilAt: at(30) },
    ]);
    expect((await absencesByUser(ctx)).get('U2')).toHaveLength(1);
  });

  it('of others is the business of managers', async () => {
    const { ctx, own, manager } = await aTeam();
    const away = { userId: 'U2', person: aPerson('U2', { name: 'Ben' }), fromAt: at(0), untilAt: at(4) };
    await expect(sayAway(own, away)).rejects.toThrow(NotAllowedError);
    await sayAway(manager, away);
    expect(await findMember(ctx, 'U2')).toMatchObject({ name: 'Ben', isRep: false });
    await expect(sayBack(own, away)).rejects.toThrow(NotAllowedError);
    await sayBack(manager, away);
    await expect(sayAway(as(ctx, 'U3', { mayAct: false }), { ...away, userId: 'U3' })).rejects.toThrow(
      'Guests',
    );
  });

  it('is refused for strangers and guests, and when it ends before it begins or has ended', async () => {
    const { ctx, own, manager } = await aTeam();
    const say = (untilAt: Date) => sayAway(own, { userId: 'U1', fromAt: at(-4), untilAt });
    await expect(say(at(-5))).rejects.toThrow(InvalidInputError);
    await expect(say(at(0))).rejects.toThrow('not in the past');
    const away = { fromAt: at(0), untilAt: at(1) };
    await expect(sayAway(manager, { userId: 'U7', ...away })).rejects.toThrow(NotFoundError);
    const person = aPerson('U7', { mayAct: false, name: 'Gus' });
    await expect(sayAway(manager, { userId: 'U7', person, ...away })).rejects.toThrow('Gus is a guest');
    expect(await listAbsences(ctx)).toEqual([]);
    expect(await findMember(ctx, 'U7')).toBeUndefined();
  });

  it('ends with the word back, once, and leaves those to come', async () => {
    const { ctx, own, manager } = await aTeam();
    await sayAway(own, { userId: 'U1', fromAt: at(0), untilAt: at(50) });
    await sayAway(own, { userId: 'U1', fromAt: at(100), untilAt: at(150) });
    ctx.clock.advance(hours(2));
    await sayBack(own, { userId: 'U1' });
    expect(await listAbsences(ctx)).toEqual([{ userId: 'U1', fromAt: at(100), untilAt: at(150) }]);
    expect(await sayBack(own, { userId: 'U1' })).toBe('cancelled');
    expect(await listAbsences(ctx)).toEqual([]);
    await expect(sayBack(own, { userId: 'U1' })).rejects.toThrow(ConflictError);
    await expect(sayBack(own, { userId: 'U1' })).rejects.toThrow('You are not away, now or later');
    await expect(sayBack(manager, { userId: 'U1' })).rejects.toThrow('<@U1> is not away, now or later');
  });

  it('and own hours stay within their workspace', async () => {
    const { own } = await aTeam();
    const other = await aTeam();
    await sayAway(own, { userId: 'U1', fromAt: at(0), untilAt: at(50) });
    await setOwnHours(own, { ...NONE, userId: 'U1', timeZone: 'Asia/Tokyo' });
    expect(await listAbsences(other.ctx)).toEqual([]);
    await expect(sayBack(other.own, { userId: 'U1' })).rejects.toThrow(ConflictError);
    expect(await findMember(other.ctx, 'U1')).toMatchObject({ ownTimeZone: null });
  });

  it('has nothing to do with own hours, which are set whole, by oneself or a manager', async () => {
    const { ctx, own, manager } = await aTeam();
    const workingHours = parseWorkingHours('Mon-Thu 9-17');
    const tokyo = { workingHours, timeZone: 'Asia/Tokyo', holidayRegion: 'jp' };
    expect(await setOwnHours(own, { userId: 'U1', ...tokyo })).toMatchObject({ holidayRegion: 'JP' });
    expect((await findMemberCalendar(ctx, 'U1')).spec).toMatchObject({
      ...{ hours: workingHours, timeZone: 'Asia/Tokyo', holidayRegion: 'JP' },
    });
    await expect(setOwnHours(own, { userId: 'U2', person: aPerson('U2'), ...tokyo })).rejects.toThrow(
      NotAllowedError,
    );
    await setOwnHours(manager, { userId: 'U1', ...NONE });
    expect(await findMember(ctx, 'U1')).toMatchObject({ workingHours: null, ownTimeZone: null, isRep: true });
    expect((await findMemberCalendar(ctx, 'U1')).spec.timeZone).toBe('UTC');
    expect(await audited(ctx)).toMatchObject([
      { action: 'own hours set', subject: 'U1', actorId: 'U1' },
      { action: 'own hours set', actorId: 'U9', detail: { before: { ownTimeZone: 'Asia/Tokyo' } } },
    ]);
    for (const wrong of [{ timeZone: 'Mars/Base' }, { holidayRegion: 'XX' }, { workingHours: [] }])
      await expect(setOwnHours(own, { userId: 'U1', ...NONE, ...wrong })).rejects.toThrow(InvalidInputError);
  });
});

await forServerDatabase('absences said at the same moment', (database) => {
  it('become one', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    const said = Array.from({ length: 8 }, (_, index) =>
      sayAway(ctx, { userId: 'U1', fromAt: at(index), untilAt: at(index + 2) }),
    );
    await Promise.all(said);
    expect(await listAbsences(ctx)).toEqual([{ userId: 'U1', fromAt: at(0), untilAt: at(9) }]);
  });
});

describe('/funnel away', () => {
  const database = embeddedDatabaseOfSuite();

  it('says until when, what follows, and which leads stay; back ends it', async () => {
    const bot = await aBot({ database: database() });
    bot.clock.set('2026-11-25T15:00:00Z');
    const say = async (text: string, userId = 'UREP1') => (await bot.asks(userId, text)).text;
    expect(await say('away until friday')).toBe(
      'You are away until Fri 27 Nov, 00:00 GMT; you are back on Friday. New leads go to others until then.',
    );
    expect(await say('away for 3 days')).toContain(
      'until Sat 28 Nov, 00:00 GMT; you are back on Monday 30 Nov. This takes in an absence that was said before.',
    );
    expect(await say('away 24 dec to 2 jan')).toContain(
      'from Thu 24 Dec, 00:00 GMT until Sun 3 Jan, 00:00 GMT; you are back on Monday 4 Jan. New leads go to others then.',
    );
    expect(wordsOf(await bot.asks('UREP1', 'away'))).toMatch(/1 away now(.|\n)*<@UREP1>: until(.|\n)*from/);
    expect(await say('back')).toBe('You are back: new leads come again from now on.');
    expect(await say('away off')).toBe('Your planned absence is cancelled.');
    expect(await say('away off')).toContain('You are not away, now or later');
    expect(wordsOf(await bot.asks('UREP1', 'away'))).toContain('No absence is known');
    expect(await say('away lunch <!here>')).toMatch(/“lunch &.*” is not a time that I understand/);
  });

  it('counts the open leads of whoever goes', async () => {
    const bot = await aBot({ database: database() });
    const rita = bot.slack.user('UREP1');
    await bot.post(['L-1', 'L-2'].map((leadId) => anMql(bot, leadId, { ownerEmail: rita.email })));
    await bot.sees(rita.id, 'Accept');
    await bot.until(async () => (await bot.slack.messages(rita.id)).length === 2);
    expect((await bot.asks('UREP1', 'away tomorrow')).text).toContain(
      'You hold 2 open leads: `/funnel queue`',
    );
    expect((await bot.asks('UADMIN', 'away <@UREP1|rita> tomorrow')).text).toContain(
      '<@UREP1> holds 2 open leads',
    );
  });

  it('of others is for managers, who see the whole team', async () => {
    const bot = await aBot({ database: database() });
    const say = async (userId: string, text: string) => (await bot.asks(userId, text)).text;
    expect(await say('UREP1', 'away <@UREP2> tomorrow')).toContain('Only managers and admins');
    expect(await say('UREP1', 'away <@UREP2>')).toContain('Only managers and admins');
    expect(await say('UREP1', 'away @ron tomorrow')).toContain('Choose the person from the list');
    expect(await say('UADMIN', 'away <@UNOBODY> tomorrow')).toContain('Slack does not know <@UNOBODY>');
    expect(await say('UADMIN', 'away <@UREP2> tomorrow')).toContain('<@UREP2> is away from');
    expect(wordsOf(await bot.asks('UADMIN', 'away'))).toContain('<@UREP2>: from');
    expect(wordsOf(await bot.asks('UREP1', 'away'))).toContain('No absence is known');
    expect(await say('UADMIN', 'back <@UREP2>')).toBe('The planned absence of <@UREP2> is cancelled.');
    expect(await say('UADMIN', 'back <@UREP2>')).toContain('<@UREP2> is not away, now or later');
  });
});

describe('/funnel hours', () => {
  const database = embeddedDatabaseOfSuite();

  it('shows and sets what differs from the team’s, part by part, until the team’s are taken again', async () => {
    const bot = await aBot({ database: database() });
    const say = async (text: string, userId = 'UREP1') => (await bot.asks(userId, `hours ${text}`)).text;
    expect(await say('')).toContain('You work the team’s hours: Mon–Fri 09:00–17:00 (UTC).');
    expect(await say('Mon-Thu 09:00-17:00 Asia/Tokyo')).toContain(
      'You work Mon–Thu 09:00–17:00 (Asia/Tokyo).',
    );
    expect(await say('DE-BY')).toContain(
      'You work Mon–Thu 09:00–17:00 (Asia/Tokyo), with the public holidays of DE-BY.',
    );
    expect(await say('<@UREP1>', 'UADMIN')).toContain('<@UREP1> works Mon–Thu');
    expect(await say('Mon-Fri 8-12 &lt;', 'UREP1')).toContain('Cannot read');
    expect(await say('Mars/Base')).toContain('“Mars/Base” is not a time zone');
    expect(await say('<@UREP1> team', 'UREP2')).toContain('Only managers and admins');
    expect(await say('<@UREP1> team', 'UADMIN')).toContain('<@UREP1> works the team’s hours: Mon–Fri');
  });
});
