import { say } from '../../words/say.ts';

// The journal keeps what was done by its English name. What has none here is told as it was written.

export const ACTIONS: Readonly<Record<string, () => string>> = {
  'absence cancelled': () => say('absence cancelled'),
  'absence ended': () => say('absence ended'),
  'absence said': () => say('absence said'),
  'admin added': () => say('admin added'),
  'admin left the group': () => say('admin left the group'),
  'admin removed': () => say('admin removed'),
  'budget removed': () => say('budget removed'),
  'budget set': () => say('budget set'),
  'connection changed': () => say('connection changed'),
  'connection ended': () => say('connection ended'),
  'connection made': () => say('connection made'),
  'connection secret changed': () => say('connection secret changed'),
  'CRM access given': () => say('CRM access given'),
  'CRM access taken away': () => say('CRM access taken away'),
  'digest scheduled': () => say('digest scheduled'),
  'digest stopped': () => say('digest stopped'),
  'goals changed': () => say('goals changed'),
  'group given a role': () => say('group given a role'),
  'group lost a role': () => say('group lost a role'),
  'handing over started': () => say('handing over started'),
  'handing over stopped': () => say('handing over stopped'),
  'manager added': () => say('manager added'),
  'manager left the group': () => say('manager left the group'),
  'manager removed': () => say('manager removed'),
  'member left': () => say('member left'),
  'member unreachable': () => say('member unreachable'),
  'own hours set': () => say('own hours set'),
  'policies changed': () => say('policies changed'),
  'reasons changed': () => say('reasons changed'),
  'rep added': () => say('rep added'),
  'rep left the group': () => say('rep left the group'),
  'rep paused': () => say('rep paused'),
  'rep removed': () => say('rep removed'),
  'rep resumed': () => say('rep resumed'),
  'rep terms changed': () => say('rep terms changed'),
  'report scheduled': () => say('report scheduled'),
  'report stopped': () => say('report stopped'),
  'retention changed': () => say('retention changed'),
  'settings changed': () => say('settings changed'),
  'spend added': () => say('spend added'),
  'spend changed': () => say('spend changed'),
  'spend deleted': () => say('spend deleted'),
  'stage names changed': () => say('stage names changed'),
  'values mapped': () => say('values mapped'),
  'writing back started': () => say('writing back started'),
  'writing back stopped': () => say('writing back stopped'),
};

const NAMES: Readonly<Record<string, () => string>> = {
  addedBy: () => say('added by'),
  amount: () => say('amount'),
  applyToOpen: () => say('apply to open'),
  because: () => say('because'),
  campaign: () => say('campaign'),
  cards: () => say('cards'),
  channel: () => say('channel'),
  currency: () => say('currency'),
  dailyCap: () => say('daily cap'),
  days: () => say('days'),
  fallbackChannelId: () => say('fallback channel'),
  fallbackUserId: () => say('fallback person'),
  fiscalYearStart: () => say('fiscal year start'),
  fromAt: () => say('from'),
  fromMonth: () => say('from month'),
  fromOn: () => say('from day'),
  groupId: () => say('group'),
  heedsSlackStatus: () => say('heeds Slack status'),
  holidayRegion: () => say('holiday region'),
  holidays: () => say('holidays'),
  inWorkingTime: () => say('in working time'),
  keptMonths: () => say('kept months'),
  language: () => say('language'),
  managerIds: () => say('managers'),
  month: () => say('month'),
  months: () => say('months'),
  mqlDefinition: () => say('what counts as an MQL'),
  mqls: () => say('MQLs'),
  name: () => say('name'),
  namesRepsInChannels: () => say('names reps in channels'),
  nextStep: () => say('next step'),
  openCap: () => say('open cap'),
  overlapHours: () => say('overlap in hours'),
  ownTimeZone: () => say('own time zone'),
  pauseAfterLapses: () => say('pause after lapses'),
  pingsPerHour: () => say('pings per hour'),
  poolChannelId: () => say('pool channel'),
  role: () => say('role'),
  slaHours: () => say('hours to decide'),
  sqls: () => say('SQLs'),
  system: () => say('system'),
  text: () => say('text'),
  timeOfDay: () => say('time of day'),
  timeZone: () => say('time zone'),
  toOn: () => say('to day'),
  untilAt: () => say('until'),
  usesMemberTimeZones: () => say('uses time zones of members'),
  weight: () => say('weight'),
  withCost: () => say('with cost'),
  workingHours: () => say('working hours'),
};

/** What was done. */
export function actionInWords(action: string): string {
  return said(ACTIONS, action) ?? action;
}

/** What it was done to: `timeZone` is "time zone"; the places of a list count from one. */
export function nameInWords(name: string): string {
  if (/^\d+$/.test(name)) return `${Number(name) + 1}.`;
  return said(NAMES, name) ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function said(words: Readonly<Record<string, () => string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name]?.() : undefined;
}
