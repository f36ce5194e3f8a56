import { say } from '../words/say.ts';

// Who is told no is told whose part it is: one sentence for each deed.

export const ONLY_MANAGERS = {
  'add reps': () => say('Only managers and admins can add reps.'),
  'change how others take part': () => say('Only managers and admins can change how others take part.'),
  'change somebody else’s working hours': () =>
    say('Only managers and admins can change somebody else’s working hours.'),
  'change spend': () => say('Only managers and admins can change spend.'),
  'change who gets how many leads': () => say('Only managers and admins can change who gets how many leads.'),
  'choose who is a rep': () => say('Only managers and admins can choose who is a rep.'),
  'correct a decision': () => say('Only managers and admins can correct a decision.'),
  'delete spend': () => say('Only managers and admins can delete spend.'),
  'excuse a missed deadline': () => say('Only managers and admins can excuse a missed deadline.'),
  'give leads to somebody': () => say('Only managers and admins can give leads to somebody.'),
  'have reports posted in a channel': () =>
    say('Only managers and admins can have reports posted in a channel.'),
  'look at the digest before it is posted': () =>
    say('Only managers and admins can look at the digest before it is posted.'),
  'pause somebody': () => say('Only managers and admins can pause somebody.'),
  'record spend': () => say('Only managers and admins can record spend.'),
  'remove other reps': () => say('Only managers and admins can remove other reps.'),
  'resume somebody else': () => say('Only managers and admins can resume somebody else.'),
  'say that somebody else is away': () => say('Only managers and admins can say that somebody else is away.'),
  'say that somebody else is back': () => say('Only managers and admins can say that somebody else is back.'),
  'see or change the working hours of others': () =>
    say('Only managers and admins can see or change the working hours of others.'),
  'see or record spend': () => say('Only managers and admins can see or record spend.'),
  'see the open leads of others': () => say('Only managers and admins can see the open leads of others.'),
  'see when others are away': () => say('Only managers and admins can see when others are away.'),
  'see who takes part': () => say('Only managers and admins can see who takes part.'),
  'set budgets': () => say('Only managers and admins can set budgets.'),
  'set goals': () => say('Only managers and admins can set goals.'),
  'set up a digest': () => say('Only managers and admins can set up a digest.'),
  'stop a digest': () => say('Only managers and admins can stop a digest.'),
  'stop what a channel gets': () => say('Only managers and admins can stop what a channel gets.'),
  'write to the CRM again': () => say('Only reps, managers and admins can have the CRM written to again.'),
} as const satisfies Record<string, () => string>;

export const ONLY_ADMINS = {
  'connect a CRM': () => say('Only admins can connect a CRM or change how it is connected.'),
  'change the policies': () => say('Only admins can change the policies.'),
  'change the reasons': () => say('Only admins can change the reasons.'),
  'change the settings': () => say('Only admins can change the settings.'),
  'change what stages are called': () => say('Only admins can change what stages are called.'),
  'choose who is a manager': () => say('Only admins can choose who is a manager.'),
  'choose who is an admin': () => say('Only admins can choose who is an admin.'),
  'erase a lead': () => say('Only admins can erase a lead.'),
  'move the deadlines of open leads': () => say('Only admins can move the deadlines of open leads.'),
  'see who has changed what': () => say('Only admins can see who has changed what.'),
  'try policies': () => say('Only admins can try policies.'),
} as const satisfies Record<string, () => string>;

/** What managers do, and admins. */
export type ManagersDeed = keyof typeof ONLY_MANAGERS;

export type AdminsDeed = keyof typeof ONLY_ADMINS;
