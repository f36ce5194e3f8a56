import type { Actor, Context } from '../context.ts';
import { NotAllowedError } from '../errors.ts';
import type { Role } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import type { Person } from './directory.ts';
import type { Member } from './members.ts';
import { type AdminsDeed, type ManagersDeed, ONLY_ADMINS, ONLY_MANAGERS } from './who-may.ts';

/** What somebody may do here: their roles, and the workspace's own admins are admins. Guests are nobody. */
export function actorOf(person: Person, member: Member | undefined): Actor & { kind: 'person' } {
  const isAdmin = person.mayAct && (person.isWorkspaceAdmin || member?.isAdmin === true);
  return {
    kind: 'person',
    userId: person.userId,
    mayAct: person.mayAct,
    isRep: person.mayAct && member?.isRep === true,
    isManager: isAdmin || (person.mayAct && member?.isManager === true),
    isAdmin,
  };
}

/** @throws {NotAllowedError} unless the actor is a manager, an admin or the system. */
export function requireManager(ctx: Context, deed: ManagersDeed): void {
  if (ctx.actor.kind === 'system' || ctx.actor.isManager) return;
  throw new NotAllowedError(`${ONLY_MANAGERS[deed]()} ${say('Ask one of them, or a workspace admin.')}`);
}

/** @throws {NotAllowedError} unless the actor is an admin or the system. */
export function requireAdmin(ctx: Context, deed: AdminsDeed): void {
  if (ctx.actor.kind === 'system' || ctx.actor.isAdmin) return;
  throw new NotAllowedError(`${ONLY_ADMINS[deed]()} ${say('Workspace admins are admins; ask one of them.')}`);
}

/** @throws {NotAllowedError} unless the actor may decide who has this role: reps are for managers, the others for admins. */
export function requireMayGrant(ctx: Context, role: Role): void {
  if (role === 'rep') requireManager(ctx, 'choose who is a rep');
  else requireAdmin(ctx, role === 'admin' ? 'choose who is an admin' : 'choose who is a manager');
}

/** @throws {NotAllowedError} for guests and people of other organisations. */
export function requireColleague(ctx: Context): void {
  if (ctx.actor.kind === 'system' || ctx.actor.mayAct) return;
  throw new NotAllowedError(say('Guests and people of other organisations cannot use this app.'));
}
