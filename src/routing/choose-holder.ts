import type { RoutedTo } from '../vocabulary.ts';
import { type Colleague, passedOver, type Rep, type Roster } from './roster.ts';

/** Who gets a lead, and why, in words that its card shows. */
export interface Route {
  routedTo: RoutedTo;
  holderId: string | null;
  why: string;
  /** When to try again, where nobody could be found. */
  retryAt?: Date | undefined;
  /** It goes back to somebody who has had it, since nobody else is there. */
  again?: boolean;
}

export interface Wanted {
  now: Date;
  /** The owner in the CRM, where Slack knows them and they may take leads. */
  owner?: Colleague | undefined;
  /** What is to be said of an owner who is not there. */
  ownerNote?: string | undefined;
  /** Whoever has had this lead: it returns to none of them while somebody else is there. */
  past: readonly string[];
  /** Whoever has it now, and is to have it no longer. */
  present?: string | null;
  /** Until when an owner who is not at work is waited for; not before now. */
  ownerUntil: Date;
}

/**
 * The owner, when at work soon enough; else of the reps who work first the one who is owed a turn or has had the fewest
 * for their weight; else the pool; else somebody who has had it before; else nobody. Changes nothing: `countTurn` does.
 */
export function chooseHolder(roster: Roster, wanted: Wanted): Route {
  const { owner, past } = wanted;
  const isPast = (userId: string) => past.includes(userId);
  const eligible = roster.reps.filter((rep) => !passedOver(rep));
  const fresh = eligible.filter((rep) => !isPast(rep.userId));
  if (owner && !isPast(owner.userId) && mayWait(owner, wanted, fresh)) {
    return { routedTo: 'owner', holderId: owner.userId, why: 'You own this lead.' };
  }
  const note = ownerNote(wanted);
  const holder = nextInRotation(fresh, roster.floor);
  if (holder)
    return { routedTo: 'rotation', holderId: holder.userId, why: rotationWhy(roster, holder, past) + note };
  if (roster.poolChannelId) {
    const reason =
      roster.reps.length === 0 ? 'Nobody is in the rotation' : `No rep is free${skipped(roster, past)}`;
    return { routedTo: 'pool', holderId: null, why: `${reason}: the first to accept gets it.${note}` };
  }
  const again = nextInRotation(
    eligible.filter((rep) => rep.userId !== wanted.present),
    roster.floor,
  );
  if (again) {
    const why = `You had it before: nobody else is free.${passedOverWords(roster, past)}${note}`;
    return { routedTo: 'rotation', holderId: again.userId, why, again: true };
  }
  const reason =
    roster.reps.length === 0
      ? 'There are no reps and no pool channel.'
      : `No rep is free${skipped(roster, past)}, and there is no pool channel.`;
  return {
    routedTo: 'nobody',
    holderId: null,
    why: reason + note,
    retryAt: someoneFreeAt(roster.reps, roster, wanted.now),
  };
}

/** Of those who work first: whoever is owed a turn, else whoever has had the fewest. */
function nextInRotation(reps: readonly Rep[], floor: number): Rep | undefined {
  const firstAt = Math.min(...reps.map((rep) => rep.worksAt?.getTime() ?? Number.POSITIVE_INFINITY));
  const first = reps.filter((rep) => rep.worksAt?.getTime() === firstAt);
  return first.reduce<Rep | undefined>((next, rep) => {
    if (!next) return rep;
    if (rep.turnsOwed > 0 !== next.turnsOwed > 0) return rep.turnsOwed > 0 ? rep : next;
    return counted(rep, floor) < counted(next, floor) ? rep : next;
  }, undefined);
}

/** Stride scheduling: a turn costs the inverse of the weight, and nobody saves up turns while absent. */
export function countTurn(
  roster: Roster,
  { routedTo, holderId }: Pick<Route, 'routedTo' | 'holderId'>,
): void {
  const rep = roster.reps.find((candidate) => candidate.userId === holderId);
  if (!rep) return;
  rep.open += 1;
  if (routedTo !== 'rotation') return;
  rep.today += 1;
  if (rep.turnsOwed > 0) {
    rep.turnsOwed -= 1;
    return;
  }
  roster.floor = counted(rep, roster.floor);
  rep.turns = roster.floor + 1 / rep.weight;
}

function rotationWhy(roster: Roster, rep: Rep, past: readonly string[]): string {
  const size = roster.reps.length;
  const turn = size === 1 ? 'You are the only rep.' : `Your turn in the rotation of ${size} reps.`;
  const words = rep.turnsOwed > 0 ? 'A turn given back to you for an earlier lead.' : turn;
  return words + passedOverWords(roster, past);
}

function counted(rep: Rep, floor: number): number {
  return Math.max(rep.turns, floor);
}

/** An owner who is not at work is waited for while the promise is young, or when nobody else works sooner. */
function mayWait(owner: Colleague, { ownerUntil }: Wanted, reps: readonly Rep[]): boolean {
  const { worksAt } = owner;
  if (owner.away || worksAt === undefined) return false;
  return worksAt <= ownerUntil || !reps.some((rep) => rep.worksAt && rep.worksAt < worksAt);
}

function ownerNote({ owner, ownerNote: note, past, now }: Wanted): string {
  if (note) return ` ${note}`;
  if (!owner || past.includes(owner.userId)) return '';
  if (owner.away) return ` ${owner.name}, its owner, is away.`;
  return owner.worksAt && owner.worksAt > now ? ` ${owner.name}, its owner, is not at work.` : '';
}

const MOST_SKIPPED = 3;

function passedOverWords(roster: Roster, past: readonly string[]): string {
  const list = skippedReps(roster, past);
  return list.length > 0 ? ` Passed over: ${list.join(', ')}.` : '';
}

function skipped(roster: Roster, past: readonly string[]): string {
  const list = skippedReps(roster, past);
  return list.length > 0 ? ` (${list.join(', ')})` : '';
}

function skippedReps(roster: Roster, past: readonly string[]): string[] {
  const list = roster.reps.flatMap((rep) => {
    const why = passedOver(rep) ?? (past.includes(rep.userId) ? 'had it before' : undefined);
    return why ? [`${rep.name} ${why}`] : [];
  });
  const more = list.length - MOST_SKIPPED;
  return more > 0 ? [...list.slice(0, MOST_SKIPPED), `and ${more} more`] : list;
}

/** When somebody may be free who has not had a lead; undefined: there is nobody else, or they are free now. */
export function othersFreeAt(roster: Roster, past: readonly string[], now: Date): Date | undefined {
  return someoneFreeAt(
    roster.reps.filter((rep) => !past.includes(rep.userId)),
    roster,
    now,
  );
}

/** Nobody says when a lead is decided or a status in Slack ends: it is looked for. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** When the first of those who are away returns, new daily caps begin, or it is time to look again. */
function someoneFreeAt(reps: readonly Rep[], { tomorrowAt }: Roster, now: Date): Date | undefined {
  const lookAgainAt = new Date(now.getTime() + LOOK_AGAIN_MS);
  const instants = reps
    .filter((rep) => !rep.isPaused && rep.worksAt !== undefined)
    .map((rep) => {
      if (rep.away) return rep.away.until ?? lookAgainAt;
      if (rep.openCap !== null && rep.open >= rep.openCap) return lookAgainAt;
      return rep.dailyCap !== null && rep.today >= rep.dailyCap ? tomorrowAt : null;
    })
    .filter((at) => at !== null && at > now);
  return instants.reduce<Date | undefined>(
    (first, at) => (at && (!first || at < first) ? at : first),
    undefined,
  );
}
