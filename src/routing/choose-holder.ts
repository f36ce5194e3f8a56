import type { RoutedTo } from '../vocabulary.ts';
import { type Colleague, passedOver, type Rep, type Roster } from './roster.ts';
import type { AbsentOwner, PassedOver, RouteReason } from './route-reason.ts';

/** Who gets a lead, and why. */
export interface Route {
  routedTo: RoutedTo;
  holderId: string | null;
  why: RouteReason;
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
  ownerNote?: AbsentOwner | undefined;
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
    return { routedTo: 'owner', holderId: owner.userId, why: { is: 'owner' } };
  }
  const reps = roster.reps.length;
  const circumstances = { ...skipped(roster, past), owner: absentOwner(wanted) };
  const holder = nextInRotation(fresh, roster.floor);
  if (holder) {
    const why: RouteReason = { is: 'rotation', reps, isOwed: holder.turnsOwed > 0, ...circumstances };
    return { routedTo: 'rotation', holderId: holder.userId, why };
  }
  if (roster.poolChannelId) {
    return { routedTo: 'pool', holderId: null, why: { is: 'pool', reps, ...circumstances } };
  }
  const again = nextInRotation(
    eligible.filter((rep) => rep.userId !== wanted.present),
    roster.floor,
  );
  if (again) {
    const why: RouteReason = { is: 'again', ...circumstances };
    return { routedTo: 'rotation', holderId: again.userId, why, again: true };
  }
  return {
    routedTo: 'nobody',
    holderId: null,
    why: { is: 'nobody', reps, ...circumstances },
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

function counted(rep: Rep, floor: number): number {
  return Math.max(rep.turns, floor);
}

/** An owner who is not at work is waited for while the promise is young, or when nobody else works sooner. */
function mayWait(owner: Colleague, { ownerUntil }: Wanted, reps: readonly Rep[]): boolean {
  const { worksAt } = owner;
  if (owner.away || worksAt === undefined) return false;
  return worksAt <= ownerUntil || !reps.some((rep) => rep.worksAt && rep.worksAt < worksAt);
}

function absentOwner({ owner, ownerNote, past, now }: Wanted): AbsentOwner | undefined {
  if (ownerNote) return ownerNote;
  if (!owner || past.includes(owner.userId)) return undefined;
  const { name } = owner;
  if (owner.away) return { why: 'away', name };
  return owner.worksAt && owner.worksAt > now ? { why: 'not-at-work', name } : undefined;
}

const MOST_SKIPPED = 3;

function skipped(roster: Roster, past: readonly string[]): { passedOver: PassedOver[]; more: number } {
  const list = roster.reps.flatMap((rep): PassedOver[] => {
    const had = past.includes(rep.userId) ? ({ name: rep.name, why: 'had-it' } as const) : undefined;
    const why = passedOver(rep) ?? had;
    return why ? [why] : [];
  });
  return { passedOver: list.slice(0, MOST_SKIPPED), more: Math.max(0, list.length - MOST_SKIPPED) };
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
