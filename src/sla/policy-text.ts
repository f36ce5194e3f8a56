import { AppError, InvalidInputError } from '../errors.ts';
import { requireReach } from '../team/require-reach.ts';
import { say } from '../words/say.ts';
import { calendarOf, type SlaPolicy } from './policy.ts';
import { formatChain, parseChain } from './text/chain.ts';
import { formatConditions, parseConditions } from './text/conditions.ts';
import {
  type DurationClock,
  formatDuration,
  LONGEST_MINUTES,
  parseDuration,
  WALL_CLOCK,
  workingClock,
} from './text/duration.ts';
import { formatReminders, parseReminders } from './text/reminders.ts';

export const POLICY_CLOCKS = ['team', 'holder', 'wall'] as const;

/** What counts: the team's working hours, the holder's own, or every hour. */
export type PolicyClock = (typeof POLICY_CLOCKS)[number];

/** A policy as a person writes it. */
export interface PolicyText {
  name: string;
  /** Which leads; blank: all of them. */
  when: string;
  decideWithin: string;
  clock: PolicyClock;
  /** Blank: never. */
  remind: string;
  /** After Accept; null: nothing is promised. */
  contactWithin: string | null;
  /** What follows a missed deadline, step by step. */
  chain: string[];
  /** How many times one lead is handed on. */
  atMost: number;
}

/** What a policy says, without its place in the list and the team's calendar. */
export type PolicyTerms = Pick<
  SlaPolicy,
  | 'name'
  | 'conditions'
  | 'minutesToDecide'
  | 'inWorkingTime'
  | 'inHoldersTime'
  | 'reminders'
  | 'minutesToContact'
  | 'chain'
  | 'mostHandOns'
>;

export type TeamCalendar = Parameters<typeof calendarOf>[0];

export type PolicyFaults = Partial<Record<keyof PolicyText, string>>;

/** Several parts of a policy cannot be read: each with its own sentence. */
export class InvalidPolicyError extends InvalidInputError {
  readonly faults: PolicyFaults;

  constructor(faults: PolicyFaults) {
    super(Object.values(faults).join(' '));
    this.faults = faults;
  }
}

export const LONGEST_NAME = 75;
export const MOST_HAND_ONS = 20;

/**
 * A working day is the team's, also where the holder's own hours count. Every deadline is tried from `effectiveFrom`.
 * @throws {InvalidPolicyError} naming each part that cannot be.
 */
export function readPolicy(
  text: PolicyText,
  calendar: TeamCalendar & Pick<SlaPolicy, 'effectiveFrom'>,
): PolicyTerms {
  const faults: PolicyFaults = {};
  const clock = clockOf({ inWorkingTime: text.clock !== 'wall' }, calendar);
  const read = <Value>(part: keyof PolicyText, parse: () => Value, otherwise: Value): Value => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults[part] = error.message;
      return otherwise;
    }
  };
  const within = (minutes: number): number => {
    if (text.clock !== 'wall') requireReach(minutes, calendar.effectiveFrom, calendarOf(calendar));
    return minutes;
  };
  const minutesToDecide = read(
    'decideWithin',
    () => within(parsePromise(text.decideWithin, clock)),
    LONGEST_MINUTES,
  );
  const terms: PolicyTerms = {
    name: read('name', () => parseName(text.name), ''),
    conditions: read('when', () => parseConditions(text.when), []),
    minutesToDecide,
    inWorkingTime: text.clock !== 'wall',
    inHoldersTime: text.clock === 'holder',
    reminders: read('remind', () => parseReminders(text.remind, clock, minutesToDecide), []),
    minutesToContact: read(
      'contactWithin',
      () => (text.contactWithin?.trim() ? within(parsePromise(text.contactWithin, clock)) : null),
      null,
    ),
    chain: read('chain', () => {
      const chain = parseChain(text.chain.join('\n'), clock);
      for (const step of chain) if (step.kind === 'wait') within(step.minutes);
      return chain;
    }, []),
    mostHandOns: read('atMost', () => parseAtMost(text.atMost), 1),
  };
  if (Object.keys(faults).length > 0) throw new InvalidPolicyError(faults);
  return terms;
}

/** As `readPolicy` reads it back. */
export function writePolicy(terms: PolicyTerms, calendar: TeamCalendar): PolicyText {
  const clock = clockOf(terms, calendar);
  return {
    name: terms.name,
    when: formatConditions(terms.conditions),
    decideWithin: formatDuration(terms.minutesToDecide, clock),
    clock: policyClock(terms),
    remind: formatReminders(terms.reminders, clock),
    contactWithin: terms.minutesToContact === null ? null : formatDuration(terms.minutesToContact, clock),
    chain: formatChain(terms.chain, clock),
    atMost: terms.mostHandOns,
  };
}

export function policyClock(terms: Pick<PolicyTerms, 'inWorkingTime' | 'inHoldersTime'>): PolicyClock {
  if (!terms.inWorkingTime) return 'wall';
  return terms.inHoldersTime ? 'holder' : 'team';
}

/** What a day and a week are under this policy. */
export function clockOf(
  { inWorkingTime }: Pick<PolicyTerms, 'inWorkingTime'>,
  calendar: TeamCalendar,
): DurationClock {
  return inWorkingTime ? workingClock(calendarOf(calendar)) : WALL_CLOCK;
}

function parseName(text: string): string {
  const name = text.replace(/[\p{Cc}\s]+/gv, ' ').trim();
  if (name === '') throw new InvalidInputError(say('Give the policy a name, such as Demo requests.'));
  if (name.length <= LONGEST_NAME) return name;
  throw new InvalidInputError(
    say('“{text}…” is longer than {most} characters.', { text: name.slice(0, 30), most: LONGEST_NAME }),
  );
}

function parsePromise(text: string, clock: DurationClock): number {
  const minutes = parseDuration(text, clock);
  if (minutes <= LONGEST_MINUTES) return minutes;
  throw new InvalidInputError(
    say('“{text}” is too long for a promise: give at most {hours} hours.', {
      text: text.trim(),
      hours: LONGEST_MINUTES / 60,
    }),
  );
}

function parseAtMost(times: number): number {
  if (Number.isInteger(times) && times >= 1 && times <= MOST_HAND_ONS) return times;
  throw new InvalidInputError(say('Give a whole number of times from 1 to {most}.', { most: MOST_HAND_ONS }));
}
