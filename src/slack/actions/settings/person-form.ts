import type { Context } from '../../../context.ts';
import { InvalidInputError, NotFoundError } from '../../../errors.ts';
import { localDateOf } from '../../../lib/local-date.ts';
import { isTimeZone } from '../../../lib/time-zone.ts';
import type { PersonChange } from '../../../team/change-person.ts';
import { type PersonStanding, standingOf } from '../../../team/list-people.ts';
import { findMember } from '../../../team/members.ts';
import { readAbsence } from '../../../team/read-absence.ts';
import { getWorkspace } from '../../../team/workspace.ts';
import { ROLES, type Role } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { type AbsenceDays, PERSON_FIELD } from '../../views/settings/person-view.ts';

export interface PersonForm {
  standing: PersonStanding;
  /** The absence as days of the zone in which they read the clock. */
  absence: AbsenceDays;
  timeZone: string;
}

/** @throws {NotFoundError} for somebody who takes no part here. */
export async function personForm(ctx: Context, userId: string): Promise<PersonForm> {
  const member = await findMember(ctx, userId);
  if (!member) throw new NotFoundError(say('This person takes no part here any more. Open the list again.'));
  const standing = await standingOf(ctx, member);
  const known = [member.ownTimeZone, member.timeZone].find((zone) => zone && isTimeZone(zone));
  const timeZone = known ?? (await getWorkspace(ctx)).timeZone;
  const { absence } = standing;
  return {
    ...{ standing, timeZone },
    absence: {
      fromOn: absence ? localDateOf(absence.fromAt, timeZone) : null,
      lastOn: absence ? localDateOf(new Date(absence.untilAt.getTime() - 1), timeZone) : null,
    },
  };
}

/** Whose roles somebody may decide on: managers on reps, admins on all. */
export function grantableRoles({ actor }: Context): readonly Role[] {
  return actor.kind === 'system' || actor.isAdmin ? ROLES : ['rep'];
}

/** The roles ticked, and those that whoever edits could not tick. */
export function rolesWanted(ctx: Context, before: readonly Role[], ticked: readonly Role[]): Role[] {
  const mayGrant = grantableRoles(ctx);
  return ROLES.filter((role) => (mayGrant.includes(role) ? ticked : before).includes(role));
}

/** What the days typed change, compared with those that were shown. */
export function absenceWanted(
  { absence, timeZone }: PersonForm,
  days: AbsenceDays,
  now: Date,
): { absence: PersonChange['absence'] } | { errors: Record<string, string> } {
  const { fromOn, lastOn } = days;
  if (fromOn === absence.fromOn && lastOn === absence.lastOn) return { absence: undefined };
  if (!fromOn || !lastOn) return { absence: null };
  try {
    return { absence: readAbsence(`${fromOn}..${lastOn}`, { now, timeZone }) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { errors: { [PERSON_FIELD.last]: error.message } };
  }
}
