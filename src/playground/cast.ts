export type PlaygroundPerson = {
  /** Handle, as in `@ada`; lower-case letters and digits. */
  name: string;
  realName: string;
  title: string;
  email: string;
  /** IANA zone. */
  timeZone: string;
  isAdmin?: boolean;
  /** A guest of the workspace (`is_restricted`). */
  isGuest?: boolean;
};

export type PlaygroundChannel = { name: string; topic: string; isShared?: boolean };

export const PLAYGROUND_PEOPLE = [
  {
    name: 'ada',
    realName: 'Ada Okafor',
    title: 'Sales rep, Berlin',
    email: 'ada@corp.test',
    timeZone: 'Europe/Berlin',
  },
  {
    name: 'ben',
    realName: 'Ben Castillo',
    title: 'Sales rep, Lisbon',
    email: 'ben@corp.test',
    timeZone: 'Europe/Lisbon',
  },
  {
    name: 'kira',
    realName: 'Kira Sato',
    title: 'Sales rep, Vienna',
    email: 'kira@corp.test',
    timeZone: 'Europe/Vienna',
  },
  {
    name: 'mara',
    realName: 'Mara Lindqvist',
    title: 'Sales manager and admin',
    email: 'mara@corp.test',
    timeZone: 'Europe/Stockholm',
    isAdmin: true,
  },
  {
    name: 'olga',
    realName: 'Olga Novak',
    title: 'Guest from an agency',
    email: 'olga@agency.test',
    timeZone: 'Europe/Prague',
    isGuest: true,
  },
] as const satisfies readonly PlaygroundPerson[];

export const PLAYGROUND_CHANNELS = [
  { name: 'sales', topic: 'Sales, every day' },
  { name: 'marketing', topic: 'Campaigns and the leads they bring' },
  { name: 'lead-pool', topic: 'Leads that anybody may claim' },
] as const satisfies readonly PlaygroundChannel[];
