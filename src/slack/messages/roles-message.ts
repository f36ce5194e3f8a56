import { assertNever } from '../../errors.ts';
import type { Member } from '../../team/members.ts';
import type { RoleGroup } from '../../team/role-groups.ts';
import { ROLES, type Role } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { series } from '../../words/series.ts';
import { context, header, type Message, section } from './message.ts';

const MOST_NAMED = 50;

type Roles = Pick<Member, 'userId' | 'isRep' | 'isManager' | 'isAdmin'>;

/** Who has which role, and which user groups give one. */
export function rolesMessage(
  members: readonly Roles[],
  groups: readonly Pick<RoleGroup, 'role' | 'groupId' | 'userIds'>[],
): Message {
  const has: Record<Role, (member: Roles) => boolean> = {
    rep: ({ isRep }) => isRep,
    manager: ({ isManager }) => isManager,
    admin: ({ isAdmin }) => isAdmin,
  };
  const lines = ROLES.map((role) => {
    return roleLine(role, named(members.filter(has[role])));
  });
  const groupLines = groups.map(
    ({ role, groupId, userIds }) =>
      `• ${say(
        '{role, select, rep {{group}: reps} manager {{group}: managers} other {{group}: admins}}, {count, plural, one {# person} other {# people}}',
        { role, group: `<!subteam^${groupId}>`, count: userIds.length },
      )}`,
  );
  return {
    text: say('Here is who has which role.'),
    blocks: [
      header(say('Roles')),
      section(lines.join('\n')),
      ...(groupLines.length > 0
        ? [section(`${say('*Roles through user groups*')}\n${groupLines.slice(0, MOST_NAMED).join('\n')}`)]
        : []),
      context(
        say(
          'Reps: `/funnel reps add @ada`. Managers: `/funnel settings`. A whole user group: `/funnel roles add @sales-team as reps`.',
        ),
      ),
    ],
  };
}

function roleLine(role: Role, people: string): string {
  switch (role) {
    case 'rep':
      return say('*Reps* get leads and decide them: {people}.', { people });
    case 'manager':
      return say('*Managers* also see everybody’s leads and what they cost: {people}.', { people });
    case 'admin':
      return say(
        '*Admins* also change settings and policies: {people}. The admins and owners of this Slack workspace are admins too.',
        { people },
      );
    default:
      return assertNever(role);
  }
}

function named(people: readonly Roles[]): string {
  if (people.length === 0) return say('nobody yet');
  const names = series(people.slice(0, MOST_NAMED).map(({ userId }) => `<@${userId}>`));
  const more = people.length - MOST_NAMED;
  return more > 0 ? say('{names} and {more} more', { names, more }) : names;
}
