import { describe, expect, it } from 'vitest';
import { currentPolicies, savePolicyList } from '../../src/team/policy-list.ts';
import { getSettings, saveSettings } from '../../src/team/save-settings.ts';
import { hours } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import { changeSettings, openSettingsForm } from '../support/settings-form.ts';
import type { Choice } from '../support/slack/elements.ts';
import { isObject, objectsOf, stringOf } from '../support/slack/json.ts';
import type { SlackView } from '../support/slack/world.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

/** Which button of the list leads to which fields. */
const AREAS: Record<string, readonly string[]> = {
  'Calendar…': ['workingHours', 'timeZone', 'holidayRegion', 'holidays'],
  'Promise…': ['slaHours', 'inWorkingTime'],
  'Alerts…': [
    ...['also', 'pauseAfterLapses', 'pingsPerHour', 'poolChannelId', 'fallbackChannelId'],
    ...['fallbackUserId', 'managerIds'],
  ],
  'Texts…': ['mqlDefinition', 'nextStep', 'language'],
  'Year…': ['fiscalYearStart', 'currency'],
};

/** What Slack shows under the fields; what could be saved is saved. */
async function saves(bot: Bot, values: Record<string, Choice>): Promise<unknown> {
  const faults: Record<string, unknown> = {};
  for (const [button, fields] of Object.entries(AREAS)) {
    const some = Object.entries(values).filter(([name]) => fields.includes(name));
    if (some.length > 0) Object.assign(faults, await changeSettings(bot, button, Object.fromEntries(some)));
  }
  return Object.keys(faults).length > 0 ? faults : undefined;
}

async function openOverview(bot: Bot): Promise<SlackView> {
  const admin = bot.slack.user('UADMIN');
  await admin.command('/funnel', 'settings');
  return bot.until(() => admin.modal());
}

/** What every form begins with. */
async function initialValues(bot: Bot): Promise<Record<string, unknown>> {
  const found: [string, unknown][] = [];
  for (const button of Object.keys(AREAS)) {
    const form = await openSettingsForm(bot, button);
    for (const block of objectsOf(form.blocks)) {
      const element = isObject(block.element) ? block.element : {};
      const start = Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1];
      const plain = (value: unknown) => (isObject(value) ? value.value : value);
      if (block.type === 'input')
        found.push([stringOf(block.block_id), Array.isArray(start) ? start.map(plain) : plain(start)]);
    }
    const admin = bot.slack.user('UADMIN');
    for (let open = admin.modal(); open; open = admin.modal()) await admin.close(open);
  }
  return Object.fromEntries(found);
}

describe('the settings form', () => {
  it('opens with what is so now, proposing the zone of the first admin', async () => {
    const bot = await aBot({ database: database() });
    expect(await initialValues(bot)).toMatchObject({
      slaHours: '8',
      inWorkingTime: 'working',
      workingHours: 'Mon–Fri 09:00–17:00',
      timeZone: 'Europe/London',
      fiscalYearStart: '1',
      also: ['heedsSlackStatus'],
      pauseAfterLapses: '3',
      pingsPerHour: '10',
      currency: 'USD',
      language: 'en',
    });
    const changed = {
      slaHours: '1.5',
      inWorkingTime: 'calendar',
      workingHours: 'Mon–Thu 08:00–12:00 and 13:00–17:00',
      timeZone: 'Asia/Kolkata',
      fiscalYearStart: '4',
      holidayRegion: 'DE-BY',
      holidays: '2026-05-04\n2026-12-24..2026-12-31',
      also: ['usesMemberTimeZones', 'namesRepsInChannels'],
      pauseAfterLapses: '0',
      pingsPerHour: '60',
      currency: 'EUR',
      poolChannelId: 'CSALES',
      fallbackChannelId: 'CGENERAL',
      managerIds: ['UMANAGER', 'UREP1'],
      mqlDefinition: 'Score over 80',
      nextStep: 'Call today.',
    };
    expect(await saves(bot, changed)).toBeUndefined();
    expect(await initialValues(bot)).toEqual({ ...changed, fallbackUserId: undefined, language: 'en' });
    expect(await getSettings(bot.ctx)).toMatchObject({ slaHours: 1.5, inWorkingTime: false });
    const list = await openOverview(bot);
    for (const words of ['1.5 hours by the wall clock', 'Asia/Kolkata', 'DE-BY', '<#CSALES>', 'April', 'EUR'])
      expect(wordsOfView(list)).toContain(words);
    const changes = wordsOf(await bot.asks('UADMIN', 'changes'));
    expect(changes).toContain('hours to decide: 8 → 1.5');
    expect(changes).toMatch(/<@UADMIN>: \*settings changed\*(.|\n)*holiday region: .*→ DE-BY/);
  });

  it('says under each field what is wrong, and saves nothing', async () => {
    const bot = await aBot({ database: database() });
    await bot.slack.addChannel({ id: 'COUT', name: 'out', isMember: false });
    const before = await getSettings(bot.ctx);
    expect(
      await saves(bot, {
        slaHours: '0',
        workingHours: 'Mon-Fri 18:00-09:00',
        timeZone: 'Mars/Base',
        holidayRegion: 'DE-XX',
        holidays: '24.12.2026',
        pauseAfterLapses: '21',
        pingsPerHour: '-1',
        currency: 'EURO',
        nextStep: '   ',
      }),
    ).toEqual({
      slaHours: expect.stringContaining('Give hours between'),
      workingHours: expect.any(String),
      timeZone: expect.stringContaining('“Mars/Base” is not a time zone'),
      holidayRegion: expect.stringContaining('“DE-XX” is not known; DE has'),
      holidays: expect.stringContaining('“24.12.2026” is not a date'),
      pauseAfterLapses: 'Give a whole number from 0 to 20.',
      pingsPerHour: 'Give a whole number from 0 to 60.',
      currency: expect.stringContaining('“EURO” is not a currency'),
      nextStep: expect.stringContaining('Say what happens after Accept'),
    });
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    expect(
      await saves(bot, { poolChannelId: 'COUT', fallbackChannelId: 'COUT', fallbackUserId: 'UGUEST' }),
    ).toEqual({
      poolChannelId: expect.stringContaining('/invite'),
      fallbackChannelId: expect.stringContaining('/invite'),
      fallbackUserId: expect.stringContaining('Choose a colleague'),
    });
    expect(await saves(bot, { fallbackChannelId: 'CSALES', fallbackUserId: 'UMANAGER' })).toEqual({
      fallbackUserId: expect.stringContaining('not both'),
    });
    expect(await saves(bot, { pauseAfterLapses: '1.5' })).toEqual({ pauseAfterLapses: expect.any(String) });
    expect(await saves(bot, { slaHours: '1e9' })).toEqual({ slaHours: expect.any(String) });
    expect(await getSettings(bot.ctx)).toEqual(before);
  });

  it('refuses working hours that some promise would take years to fill', async () => {
    const bot = await aBot({ database: database() });
    const workingHours = 'Mon 09:00-10:00';
    expect(await saves(bot, { slaHours: '1440', workingHours, inWorkingTime: 'working' })).toEqual({
      slaHours: expect.stringContaining('With these working hours 1440 hours would take more than 10 years'),
    });
    const years = Array.from({ length: 14 }, (_, index) => `${2026 + index}-01-01..${2026 + index}-12-31`);
    expect(await saves(bot, { holidays: years.join('\n') })).toEqual({
      holidays: expect.stringContaining('too many free days'),
    });
    const [last] = await currentPolicies(bot.ctx);
    if (!last) throw new Error('no policy');
    const wait = { kind: 'wait', minutes: 60_000 } as const;
    await savePolicyList(bot.ctx, [{ ...last, chain: [wait, { kind: 'notify', whom: 'rep' }] }]);
    expect(await saves(bot, { slaHours: '8', workingHours })).toEqual({
      workingHours: expect.stringMatching(/^Policy “.*”: With these working hours 1000 hours would take/),
    });
    expect(await saves(bot, { slaHours: '1440', inWorkingTime: 'calendar' })).toBeUndefined();
    expect(await saves(bot, { workingHours })).toBeUndefined();
    await bot.post(anMql(bot, 'L-1'));
    expect(await listHandoffs(bot.ctx)).toHaveLength(1);
  });

  it('names the fiscal quarters of every answer by the month in which the year starts', async () => {
    const bot = await aBot({ database: database() });
    expect(await saves(bot, { fiscalYearStart: 'April' })).toBeUndefined();
    const titleOf = async (text: string) => wordsOf(await bot.asks('UADMIN', text));
    expect(await titleOf('pass-rate')).toContain('Pass rate, FY2026 Q4 (1 Jan – 31 Mar 2026)');
    expect(await titleOf('q1')).toContain('Funnel summary, FY2026 Q1 (1 Apr – 30 Jun 2025)');
    expect(await titleOf('waste 2027-h1')).toContain('Waste, FY2027 H1 (1 Apr – 30 Sep 2026)');
    expect(await titleOf('goal 2026')).toContain('Goal, FY2026 (1 Apr 2025 – 31 Mar 2026)');
    expect(await titleOf('spend add 10 q1 webinar')).toContain('FY2026 Q1 (1 Apr – 30 Jun 2025)');
    const settings = await getSettings(bot.ctx);
    for (const fiscalYearStart of [0, 13, 4.5, Number.NaN]) {
      await expect(saveSettings(bot.ctx, { ...settings, fiscalYearStart }, [])).rejects.toMatchObject({
        faults: { fiscalYearStart: 'Choose a month, from 1 (January) to 12 (December).' },
      });
    }
  });

  it('does not save for somebody who was an admin when the form opened', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.addUser({ id: 'UTEMP', name: 'Tess Temp', isAdmin: true });
    const tess = bot.slack.user('UTEMP');
    const form = await openSettingsForm(bot, 'Promise…', 'UTEMP');
    bot.slack.changeUser('UTEMP', { isAdmin: false });
    bot.clock.advance(5 * 60_000);
    await tess.submit(form, { slaHours: '1' });
    expect(tess.modal()?.title).toBe('Not saved');
    expect(await getSettings(bot.ctx)).toMatchObject({ slaHours: 8 });
  });

  it('makes a promise that holds for new handoffs, and leaves open ones theirs', async () => {
    const bot = await aBot({ database: database() });
    const rita = bot.slack.user('UREP1');
    await bot.post(anMql(bot, 'L-1', { name: 'Old Promise', ownerEmail: rita.email }));
    await bot.sees(rita.id, 'Old Promise');
    const [before] = await listHandoffs(bot.ctx);
    expect(await saves(bot, { slaHours: '2', inWorkingTime: 'calendar' })).toBeUndefined();
    bot.clock.advance(hours(1));
    await bot.post(anMql(bot, 'L-2', { name: 'New Promise', ownerEmail: rita.email }));
    await bot.sees(rita.id, 'New Promise');
    const [old, young] = await listHandoffs(bot.ctx);
    expect(old).toMatchObject({ dueAt: before?.dueAt, policyId: before?.policyId });
    expect(young?.policyId).not.toBe(before?.policyId);
    expect((young?.dueAt.getTime() ?? 0) - (young?.clockFrom.getTime() ?? 0)).toBe(hours(2));
  });

  it('makes a new edition of every policy when the calendar changes, and changes the promise of the last only', async () => {
    const bot = await aBot({ database: database() });
    const [whole] = await currentPolicies(bot.ctx);
    if (!whole) throw new Error('There is no policy');
    const demos = {
      ...{ name: 'Demos', minutesToDecide: 5, inWorkingTime: false, mostHandOns: 1 },
      conditions: [{ field: 'source', is: 'any-of' as const, values: ['demo'] }],
    };
    await savePolicyList(bot.ctx, [{ ...whole, ...demos }, whole]);
    const before = await currentPolicies(bot.ctx);
    expect(await saves(bot, { slaHours: '2', holidayRegion: 'de', holidays: '2026-12-24' })).toBeUndefined();
    const after = await currentPolicies(bot.ctx);
    const calendar = { timeZone: 'Europe/London', holidayRegion: 'DE', holidays: ['2026-12-24'] };
    expect(after).toMatchObject([
      { ...demos, ...calendar, position: 0, createdBy: 'UADMIN' },
      { name: whole.name, conditions: [], minutesToDecide: 120, ...calendar, position: 1 },
    ]);
    expect(after[0]?.effectiveFrom).toEqual(after[1]?.effectiveFrom);
    expect(after[0]?.effectiveFrom.getTime()).toBeGreaterThan(before[0]?.effectiveFrom.getTime() ?? 0);
    expect(new Set([...before, ...after].map((row) => row.policyId)).size).toBe(4);
    expect(await saves(bot, { fallbackUserId: 'UMANAGER' })).toBeUndefined();
    expect(await currentPolicies(bot.ctx)).toEqual(after);
    expect(await getSettings(bot.ctx)).toMatchObject({ fallbackUserId: 'UMANAGER', fallbackChannelId: null });
  });

  it('begins each edition of the policies later than the one before, in the same millisecond too', async () => {
    const bot = await aBot({ database: database() });
    const ctx = { ...bot.ctx, now: () => new Date('2026-01-05T09:00:00Z') };
    const first = await savePolicyList(ctx, await currentPolicies(ctx));
    const second = await savePolicyList(ctx, first);
    expect(second[0]?.effectiveFrom.getTime()).toBe((first[0]?.effectiveFrom.getTime() ?? 0) + 1);
    expect(await currentPolicies(ctx)).toEqual(second);
    const [only] = second;
    if (!only) throw new Error('There is no policy');
    const narrow = { ...only, conditions: [{ field: 'source', is: 'any-of' as const, values: ['demo'] }] };
    await expect(savePolicyList(ctx, [narrow])).rejects.toThrow('covers every lead');
  });

  it('makes managers, who hear of missed deadlines and see cost, and unmakes them', async () => {
    const bot = await aBot({ database: database() });
    await saves(bot, { managerIds: ['UMANAGER'] });
    expect(wordsOf(await bot.asks('UMANAGER', 'cost'))).toContain('Cost per SQL');
    await saves(bot, { managerIds: [] });
    expect(wordsOf(await bot.asks('UMANAGER', 'cost'))).toContain('for managers and admins');
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    expect(await saves(bot, { managerIds: ['UGUEST'] })).toEqual({
      managerIds: expect.stringContaining('Gus Guest is a guest'),
    });
  });

  it('keeps the currency that spend is recorded in', async () => {
    const bot = await aBot({ database: database() });
    expect(wordsOf(await bot.asks('UADMIN', 'spend add 1,500.50 2026-01 webinar'))).toContain('1,500.50');
    expect(await saves(bot, { currency: 'EUR' })).toEqual({
      currency: expect.stringContaining('Spend is recorded in another currency'),
    });
    expect(await saves(bot, { currency: 'usd' })).toBeUndefined();
  });
});

describe('/funnel spend', () => {
  it('records an amount for a period and a channel, and says which days', async () => {
    const bot = await aBot({ database: database() });
    const say = async (text: string) => (await bot.asks('UADMIN', `spend ${text}`)).text;
    expect(await say('add 1500 2026-01 paid search')).toMatch(
      /1,500.* for paid search, Jan 2026 \(2026-01-01 to 2026-01-31\)/,
    );
    expect(await say('add $99.5 2026-01-05')).toMatch(/99\.50 without a channel.*\(2026-01-05\)/);
    expect(await say('add -100 last month <!here>')).toMatch(/for &lt;!here&gt;, Dec 2025/);
    expect(await say('add lots q1')).toContain('“lots” is not an amount');
    expect(await say('add 100')).toContain('Say for which period');
    expect(await say('add 100 someday')).toContain('Say for which period');
    expect(wordsOf(await bot.asks('UADMIN', 'spend'))).toMatch(/paid search(.|\n)*spend add/);
    bot.clock.set('2026-04-01T00:00:00Z');
    expect(wordsOf(await bot.asks('UADMIN', 'cost 2026-q1'))).toContain('1,599.50');
  });
});
