import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { NotAllowedError } from '../errors.ts';
import type { Role } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { ROLE_COLUMN, saveMember } from './members.ts';
import { requireMayGrant } from './permissions.ts';
import { addReps } from './rotation.ts';

/**
 * Gives people roles beside those that they have. The caller wakes whatever hands leads over.
 * @throws {NotAllowedError} unless a manager asks, for managers and admins an admin; or when somebody is a guest.
 */
export async function addPeople(
  ctx: Context,
  people: readonly Person[],
  roles: readonly Role[],
): Promise<void> {
  for (const role of roles) requireMayGrant(ctx, role);
  const guest = people.find((person) => !person.mayAct);
  if (guest && !roles.includes('rep')) {
    throw new NotAllowedError(
      say('{name} is a guest or deactivated and can have no role here.', { name: guest.name }),
    );
  }
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      if (roles.includes('rep')) await addReps(tx, people);
      for (const role of roles.filter((each) => each !== 'rep')) {
        for (const person of people) {
          await saveMember(tx, person, { [ROLE_COLUMN[role]]: true });
          await recordAudit(tx, `${role} added`, person.userId, {});
        }
      }
    }),
  );
}
