import type { Member } from '../../team/members.ts';
import type { RoleGroup } from '../../team/role-groups.ts';
import { ROLES, type Role } from '../../vocabulary.ts';
import { context, header, type Message, section } from './message.ts';
import { counted } from './text.ts';

const MOST_NAMED = 50;

export const ROLE_NAMES = {
  rep: { one: 'a rep', many: 'Reps', may: 'get leads and decide them' },
  manager: { one: 'a manager', many: 'Managers', may: 'also see everybody’s leads and what they cost' },
  admin: { one: 'an admin', many: 'Admins', may: 'also change settings and policies' },
} as const satisfies Record<Role, { one: string; many: string; may: string }>;

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
    const { many, may } = ROLE_NAMES[role];
    const others = role === 'admin' ? ' The admins and owners of this Slack workspace are admins too.' : '';
    return `*${many}* ${may}: ${named(members.filter(has[role]))}.${others}`;
  });
  const groupLines = groups.map(
    ({ role, groupId, userIds }) =>
      `• <!subteam^${groupId}>: ${ROLE_NAMES[role].many.toLowerCase()}, ${counted(userIds.length, 'person', 'people')}`,
  );
  return {
    text: 'Here is who has which role.',
    blocks: [
      header('Roles'),
      section(lines.join('\n')),
      ...(groupLines.length > 0
        ? [section(`*Roles through user groups*\n${groupLines.slice(0, MOST_NAMED).join('\n')}`)]
        : []),
      context(
        'Reps: `/funnel reps add @ada`. Managers: `/funnel settings`. A whole user group: `/funnel roles add @sales-team as reps`.',
      ),
    ],
  };
}

function named(people: readonly Roles[]): string {
  if (people.length === 0) return 'nobody yet';
  const names = people.slice(0, MOST_NAMED).map(({ userId }) => `<@${userId}>`);
  const more = people.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
