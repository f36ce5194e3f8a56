import type { PolicyContent } from '../../src/team/policy-list.ts';
import { DEFAULT_WORKING_HOURS } from '../../src/team/working-calendar.ts';
import type { Audience, ChainStep, ReminderTime, WorkingHours } from '../../src/vocabulary.ts';
import type { Random } from './random.ts';

export interface SimPerson {
  userId: string;
  name: string;
  email: string;
  isRep: boolean;
  isManager: boolean;
  /** An admin of the Slack workspace. */
  isWorkspaceAdmin: boolean;
  weight: number;
  dailyCap: number | null;
  openCap: number | null;
  workingHours: WorkingHours[] | null;
  ownTimeZone: string | null;
  slackTimeZone: string;
  /** How soon they usually act on a card, and how likely at all. */
  speedMs: number;
  diligence: number;
}

/** Everything about a run that is settled before it begins. */
export interface World {
  startMs: number;
  endMs: number;
  replicas: number;
  timeZone: string;
  workingHours: WorkingHours[];
  holidays: string[];
  usesMemberTimeZones: boolean;
  pingsPerHour: number;
  pauseAfterLapses: number;
  poolChannelId: string | null;
  fallbackId: string | null;
  channelIds: string[];
  groups: Map<string, string[]>;
  people: SimPerson[];
  policies: PolicyContent[];
  /** The list that takes its place in the middle, and whether it is applied to what is open. */
  edit: { atMs: number; policies: PolicyContent[]; applyToOpen: boolean } | null;
  /** How bad Slack and the machines are. */
  faultRate: number;
  kills: number;
  leadsPerDay: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'] as const;
const STARTS = ['2026-01-05', '2026-03-23', '2026-05-11', '2026-10-19', '2026-12-21'] as const;

export interface WorldOptions {
  weeks?: number | undefined;
  replicas?: number | undefined;
  /** Fewer leads and people, for a short run. */
  small?: boolean | undefined;
}

export function createWorld(random: Random, options: WorldOptions = {}): World {
  const weeks = options.weeks ?? random.int(1, 3);
  const startMs = Date.parse(`${random.pick(STARTS)}T06:00:00Z`);
  const timeZone = random.pick(ZONES);
  const workingHours = someHours(random);
  const people = somePeople(random, options.small === true);
  const channelIds = ['C1POOL', 'C2SALES', 'C3OLD'];
  const groups = new Map([['S1TEAM', people.slice(0, 2).map((person) => person.userId)]]);
  const holidays = random.chance(0.3)
    ? [new Date(startMs + random.int(1, 9) * DAY).toISOString().slice(0, 10)]
    : [];
  const calendar = { timeZone, workingHours, holidays, holidayRegion: null };
  const policies = somePolicies(random, people, calendar);
  const edit = random.chance(0.35)
    ? {
        atMs: startMs + random.int(2 * 24, weeks * 5 * 24) * HOUR,
        policies: somePolicies(random, people, calendar),
        applyToOpen: random.chance(0.5),
      }
    : null;
  return {
    startMs,
    endMs: startMs + weeks * 7 * DAY,
    replicas: options.replicas ?? random.int(1, 4),
    ...{ timeZone, workingHours, holidays, channelIds, groups, people, policies, edit },
    usesMemberTimeZones: random.chance(0.3),
    pingsPerHour: random.pick([0, 2, 5, 10]),
    pauseAfterLapses: random.pick([0, 2, 3, 3]),
    poolChannelId: random.chance(0.4) ? 'C1POOL' : null,
    fallbackId: random.chance(0.4) ? random.pick(['C2SALES', people[0]?.userId ?? 'C2SALES']) : null,
    faultRate: random.pick([0, 0.01, 0.03, 0.08]),
    kills: random.chance(0.7) ? random.int(1, 4 * weeks) : 0,
    leadsPerDay: options.small ? random.int(3, 6) : random.pick([4, 10, 25]),
  };
}

function someHours(random: Random): WorkingHours[] {
  if (random.chance(0.5)) return DEFAULT_WORKING_HOURS;
  const from = random.pick(['07:00', '08:30', '10:15']);
  const to = random.pick(['15:00', '18:45', '22:00', '24:00']);
  const days = random.chance(0.2) ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5].slice(0, random.int(3, 5));
  const hasLunch = random.chance(0.3);
  return days.flatMap((weekday) =>
    hasLunch
      ? [
          { weekday, from, to: '12:00' },
          { weekday, from: '13:00', to },
        ]
      : [{ weekday, from, to }],
  );
}

function somePeople(random: Random, small: boolean): SimPerson[] {
  const reps = random.chance(0.05) ? 0 : random.int(1, small ? 4 : 8);
  const managers = random.int(0, 2);
  const people: SimPerson[] = [];
  for (let index = 0; index < reps; index += 1) {
    const hasOwnHours = random.chance(0.3);
    people.push({
      ...aPerson(random, `UREP${index}`),
      isRep: true,
      weight: random.pick([1, 1, 1, 2, 3]),
      dailyCap: random.chance(0.15) ? random.int(1, 6) : null,
      openCap: random.chance(0.15) ? random.int(1, 8) : null,
      workingHours: hasOwnHours ? someHours(random) : null,
      ownTimeZone: random.chance(0.2) ? random.pick(ZONES) : null,
    });
  }
  for (let index = 0; index < managers; index += 1) {
    const rep = random.chance(0.3) ? people[index] : undefined;
    if (rep) rep.isManager = true;
    else people.push({ ...aPerson(random, `UMAN${index}`), isManager: true });
  }
  people.push({ ...aPerson(random, 'UBOSS'), isWorkspaceAdmin: true });
  people.push(aPerson(random, 'UELSE'));
  return people;
}

function aPerson(random: Random, userId: string): SimPerson {
  return {
    ...{ userId, name: userId, email: `${userId.toLowerCase()}@corp.test` },
    ...{ isRep: false, isManager: false, isWorkspaceAdmin: false },
    ...{ weight: 1, dailyCap: null, openCap: null, workingHours: null, ownTimeZone: null },
    slackTimeZone: random.pick(ZONES),
    speedMs: random.pick([10 * MINUTE, HOUR, 5 * HOUR, 20 * HOUR]),
    diligence: random.pick([0, 0.3, 0.7, 0.95]),
  };
}

function somePolicies(
  random: Random,
  people: readonly SimPerson[],
  calendar: Pick<PolicyContent, 'timeZone' | 'workingHours' | 'holidays' | 'holidayRegion'>,
): PolicyContent[] {
  const sources = random.some(['demo', 'webinar'], random.int(0, 2));
  return [...sources, null].map((source) => ({
    ...calendar,
    name: source ?? 'Every lead',
    conditions: source ? [{ field: 'source', is: 'any-of' as const, values: [source] }] : [],
    minutesToDecide: random.pick([5, 30, 60, 240, 480, 480, 960, 2400]),
    inWorkingTime: random.chance(0.65),
    inHoldersTime: random.chance(0.3),
    reminders: random.pick<ReminderTime[]>([
      [],
      [{ fraction: 0.75 }],
      [{ fraction: 0.5 }, { fraction: 0.9 }],
      [{ minutesBefore: 15 }, { fraction: 0.5 }],
    ]),
    minutesToContact: random.pick([null, null, 60, 300]),
    chain: someChain(random, people),
    mostHandOns: random.int(0, 3),
  }));
}

function someChain(random: Random, people: readonly SimPerson[]): ChainStep[] {
  const steps: ChainStep[] = [];
  const audiences: Audience[] = [
    ...['rep' as const, 'rep' as const, 'managers' as const, 'managers' as const],
    { channelId: 'C2SALES' },
    { groupId: 'S1TEAM' },
    { userId: 'UELSE' },
  ];
  for (let round = random.int(0, 2); round >= 0; round -= 1) {
    for (let count = random.int(0, 2); count > 0; count -= 1) {
      steps.push({ kind: 'notify', whom: random.pick(audiences) });
    }
    if (random.chance(0.6)) steps.push({ kind: 'wait', minutes: random.pick([1, 10, 30, 120, 480]) });
  }
  if (random.chance(0.65)) {
    const userId = random.pick(people).userId;
    steps.push({
      kind: 'reassign',
      to: random.pick<'rotation' | 'pool' | { userId: string }>([
        'rotation',
        'rotation',
        'rotation',
        'pool',
        { userId },
      ]),
    });
  }
  return steps;
}
