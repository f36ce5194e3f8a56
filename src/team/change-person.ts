import { isDeepStrictEqual } from 'node:util';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { InvalidInputError } from '../errors.ts';
import { ROLES, type Role } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Absence, listAbsences, sayAway, sayBack } from './absences.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { ensureMember } from './ensure-member.ts';
import { type Member, ROLE_COLUMN, saveMember } from './members.ts';
import { type OwnHours, setOwnHours } from './own-hours.ts';
import { requireManager, requireMayGrant } from './permissions.ts';
import { MOST_LEADS, MOST_WEIGHT, pauseRep, resumeRep, setRepTerms } from './rep-terms.ts';
import { addReps, removeReps } from './rotation.ts';
import { lockWorkspace } from './workspace.ts';

/** Everything about a person that can be set; what is left out stays. */
export interface PersonChange {
  roles?: readonly Role[] | undefined;
  weight?: number | undefined;
  dailyCap?: number | null | undefined;
  openCap?: number | null | undefined;
  isPaused?: boolean | undefined;
  hours?: OwnHours | undefined;
  /** In the place of the absence that they are in, or else of the next one; null: none. */
  absence?: { fromAt: Date; untilAt: Date } | null | undefined;
}

export type PersonFaults = Partial<Record<'weight' | 'dailyCap' | 'openCap', string>>;

/** Several fields are wrong: each with its own sentence. */
export class InvalidPersonError extends InvalidInputError {
  readonly faults: PersonFaults;

  constructor(faults: PersonFaults) {
    super(Object.values(faults).join(' '));
    this.faults = faults;
  }
}

/**
 * Changes what somebody is and how they take part, all of it or nothing; each part leaves its own trace. Returns how many
 * open leads are owed to somebody else. The caller wakes whatever hands leads over.
 * @throws {NotAllowedError} unless a manager asks, for managers and admins an admin; {InvalidPersonError}.
 */
export async function changePerson(ctx: Context, person: Person, change: PersonChange): Promise<number> {
  requireManager(ctx, 'change how others take part');
  requireCounts(change);
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      const before = await ensureMember(tx, person.userId, person);
      const owed = await changeRoles(tx, person, before, change.roles ?? rolesOf(before));
      const isRep = (change.roles ?? rolesOf(before)).includes('rep');
      if (isRep) await changeTerms(tx, before, change);
      await changeHours(tx, before, change.hours);
      await changeAbsence(tx, person, change.absence);
      return owed;
    }),
  );
}

export function rolesOf(member: Member): Role[] {
  return ROLES.filter((role) => member[ROLE_COLUMN[role]]);
}

async function changeRoles(
  ctx: Context,
  person: Person,
  before: Member,
  roles: readonly Role[],
): Promise<number> {
  let owed = 0;
  for (const role of ROLES) {
    const has = before[ROLE_COLUMN[role]];
    const gets = roles.includes(role);
    if (has === gets) continue;
    requireMayGrant(ctx, role);
    if (role === 'rep') {
      if (gets) await addReps(ctx, [person]);
      else owed = await removeReps(ctx, [person.userId]);
      continue;
    }
    await saveMember(ctx, person, { [ROLE_COLUMN[role]]: gets });
    await recordAudit(ctx, `${role} ${gets ? 'added' : 'removed'}`, person.userId, {});
  }
  return owed;
}

async function changeTerms(
  ctx: Context,
  { userId, weight, dailyCap, openCap, pausedAt }: Member,
  change: PersonChange,
): Promise<void> {
  const terms = {
    ...(change.weight !== undefined && change.weight !== weight ? { weight: change.weight } : {}),
    ...(change.dailyCap !== undefined && change.dailyCap !== dailyCap ? { dailyCap: change.dailyCap } : {}),
    ...(change.openCap !== undefined && change.openCap !== openCap ? { openCap: change.openCap } : {}),
  };
  if (Object.keys(terms).length > 0) await setRepTerms(ctx, userId, terms);
  if (change.isPaused === undefined || change.isPaused === (pausedAt !== null)) return;
  if (change.isPaused) await pauseRep(ctx, userId);
  else await resumeRep(ctx, userId);
}

async function changeHours(ctx: Context, before: Member, hours: OwnHours | undefined): Promise<void> {
  const { userId, workingHours, ownTimeZone, holidayRegion } = before;
  const had: OwnHours = { workingHours, timeZone: ownTimeZone, holidayRegion };
  if (hours && !isDeepStrictEqual(hours, had)) await setOwnHours(ctx, { ...hours, userId });
}

async function changeAbsence(ctx: Context, person: Person, absence: PersonChange['absence']): Promise<void> {
  if (absence === undefined) return;
  const { userId } = person;
  const [present, ...later] = await listAbsences(ctx, { userIds: [userId] });
  if (isSame(present, absence)) return;
  // What is not the one that was shown stays: ending a planned one takes away those after it, too.
  if (present && (await sayBack(ctx, { userId })) === 'cancelled')
    for (const { fromAt, untilAt } of later) await sayAway(ctx, { userId, person, fromAt, untilAt });
  if (absence) await sayAway(ctx, { userId, person, ...absence });
}

function isSame(present: Absence | undefined, absence: { fromAt: Date; untilAt: Date } | null): boolean {
  if (!present || !absence) return !present && !absence;
  return (
    present.fromAt.getTime() === absence.fromAt.getTime() &&
    present.untilAt.getTime() === absence.untilAt.getTime()
  );
}

function requireCounts({ weight, dailyCap, openCap }: PersonChange): void {
  const faults: PersonFaults = {};
  if (!isWhole(weight, MOST_WEIGHT))
    faults.weight = say('Give a whole number from 1 to {most}.', { most: MOST_WEIGHT });
  for (const [field, cap] of [
    ['dailyCap', dailyCap],
    ['openCap', openCap],
  ] as const) {
    if (!isWhole(cap, MOST_LEADS))
      faults[field] = say('Give a whole number from 1 to {most, number}, or leave it empty.', {
        most: MOST_LEADS,
      });
  }
  if (Object.keys(faults).length > 0) throw new InvalidPersonError(faults);
}

function isWhole(value: number | null | undefined, most: number): boolean {
  if (value === undefined || value === null) return true;
  return Number.isInteger(value) && value >= 1 && value <= most;
}
