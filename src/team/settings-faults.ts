import { count, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { spend } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { LANGUAGES } from '../words/languages.ts';
import { say } from '../words/say.ts';
import type { Person } from './directory.ts';
import { parseHolidays } from './holiday-dates.ts';
import { holidayRegionFault, holidayRegionNamed } from './holidays.ts';
import { currentPolicies } from './policy-list.ts';
import { requireReach } from './require-reach.ts';
import type { Settings, SettingsFaults } from './save-settings.ts';
import { compileCalendar, type WorkingCalendar } from './working-calendar.ts';
import { parseWorkingHours } from './working-hours.ts';
import { getWorkspace } from './workspace.ts';

const LONGEST_SLA_HOURS = 24 * 60;
const MOST_LAPSES = 20;
const MOST_PINGS = 60;

/** What is wrong with each field, in words. */
export async function findSettingsFaults(
  ctx: Context,
  settings: Settings,
  managers: readonly Person[],
): Promise<SettingsFaults> {
  const faults: SettingsFaults = {};
  const { slaHours, timeZone, holidayRegion, nextStep } = settings;
  if (!(slaHours > 0) || slaHours > LONGEST_SLA_HOURS || Math.round(slaHours * 60) < 1) {
    faults.slaHours = say('Give hours between 0.02 (a minute) and 1440, such as 8 or 0.5.');
  }
  Object.assign(faults, {
    ...readingFault('workingHours', () => parseWorkingHours(settings.workingHours)),
    ...readingFault('holidays', () => parseHolidays(settings.holidays)),
    ...countFault('pauseAfterLapses', settings.pauseAfterLapses, MOST_LAPSES),
    ...countFault('pingsPerHour', settings.pingsPerHour, MOST_PINGS),
  });
  if (!isMonthOfYear(settings.fiscalYearStart))
    faults.fiscalYearStart = say('Choose a month, from 1 (January) to 12 (December).');
  const regionFault = holidayRegion === '' ? undefined : holidayRegionFault(holidayRegion);
  if (regionFault) faults.holidayRegion = regionFault;
  if (settings.fallbackChannelId && settings.fallbackUserId)
    faults.fallbackUserId = say('Choose a channel or a person, not both.');
  if (!isTimeZone(timeZone))
    faults.timeZone = say('“{timeZone}” is not a time zone. Write it like Europe/Berlin.', { timeZone });
  const currency = settings.currency.trim().toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(currency)) {
    faults.currency = say('“{currency}” is not a currency. Give its three letters, such as EUR.', {
      currency: settings.currency,
    });
  } else if (await wouldRelabelSpend(ctx, currency)) {
    faults.currency = say(
      'Spend is recorded in another currency already, and changing the name would not convert it.',
    );
  }
  const isCalendarRead = !(faults.workingHours || faults.holidays || faults.holidayRegion || faults.timeZone);
  if (isCalendarRead) Object.assign(faults, { ...(await reachFaults(ctx, settings)), ...faults });
  if (nextStep.trim() === '') faults.nextStep = say('Say what happens after Accept, in one sentence.');
  if (settings.language !== null && !LANGUAGES.includes(settings.language))
    faults.language = say('Choose one of the languages listed.');
  const guest = managers.find((person) => !person.mayAct);
  if (guest)
    faults.managerIds = say('{name} is a guest or deactivated and cannot be a manager.', {
      name: guest.name,
    });
  return faults;
}

/** Every policy takes the calendar typed, and the last one the promise typed: deadlines that it cannot hold. */
async function reachFaults(ctx: Context, settings: Settings): Promise<SettingsFaults> {
  const policies = await currentPolicies(ctx);
  const last = policies.at(-1);
  const others = policies.flatMap((policy) => {
    if (!(policy === last ? settings.inWorkingTime : policy.inWorkingTime)) return [];
    const { name, minutesToDecide, minutesToContact, chain } = policy;
    const waits = chain.map((step) => (step.kind === 'wait' ? step.minutes : null));
    return [policy === last ? null : minutesToDecide, minutesToContact, ...waits]
      .filter((minutes) => minutes !== null)
      .map((minutes) => ({ name, minutes }));
  });
  return {
    ...readingFault('workingHours', () => {
      const calendar = calendarTyped(settings);
      for (const { name, minutes } of others) requireReach(minutes, ctx.now(), calendar, name);
    }),
    ...readingFault('slaHours', () => {
      if (settings.inWorkingTime) requireReach(settings.slaHours * 60, ctx.now(), calendarTyped(settings));
    }),
  };
}

function calendarTyped({ timeZone, workingHours, holidays, holidayRegion }: Settings): WorkingCalendar {
  return compileCalendar({
    timeZone,
    hours: parseWorkingHours(workingHours),
    holidays: parseHolidays(holidays),
    holidayRegion: holidayRegionNamed(holidayRegion),
  });
}

function readingFault(field: keyof Settings, read: () => unknown): SettingsFaults {
  try {
    read();
    return {};
  } catch (error) {
    if (error instanceof InvalidInputError) return { [field]: error.message };
    throw error;
  }
}

function countFault(field: keyof Settings, count: number, most: number): SettingsFaults {
  return Number.isInteger(count) && count >= 0 && count <= most
    ? {}
    : { [field]: say('Give a whole number from 0 to {most}.', { most }) };
}

function isMonthOfYear(month: number): boolean {
  return Number.isInteger(month) && month >= 1 && month <= 12;
}

async function wouldRelabelSpend(ctx: Context, currency: string): Promise<boolean> {
  const workspace = await getWorkspace(ctx);
  if ((workspace.currency ?? currency) === currency) return false;
  const [recorded] = await ctx.db
    .select({ entries: count() })
    .from(spend)
    .where(eq(spend.workspaceId, ctx.workspaceId));
  return (recorded?.entries ?? 0) > 0;
}
