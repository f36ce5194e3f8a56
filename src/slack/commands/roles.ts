import { InvalidInputError } from '../../errors.ts';
import { listMembers } from '../../team/members.ts';
import { addRoleGroup, listRoleGroups, removeRoleGroup } from '../../team/role-groups.ts';
import type { Role } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import type { Message } from '../messages/message.ts';
import { ROLE_NAMES, rolesMessage } from '../messages/roles-message.ts';
import { counted } from '../messages/text.ts';
import type { Command, Invocation } from './command.ts';
import { mentionedGroups, withoutMentions } from './mentions.ts';

const USAGE =
  '`/funnel roles add @sales-team as reps`, `as managers` or `as admins`, and `/funnel roles remove @sales-team as reps`';

const ROLES_TYPED: Record<string, Role> = {
  ...{ rep: 'rep', reps: 'rep', manager: 'manager', managers: 'manager', admin: 'admin', admins: 'admin' },
};

export const rolesCommand: Command = {
  name: 'roles',
  usage: 'roles',
  summary: () => say('who is a rep, a manager or an admin'),
  audience: 'everyone',
  more: [
    {
      audience: 'admins',
      usage: 'roles add @sales-team as reps | as managers | as admins',
      summary: () =>
        say('a user group of Slack holds a role, for as long as people are in it; `roles remove` ends it'),
    },
  ],
  async run(invocation) {
    const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(invocation.text) ?? [];
    switch (verb.toLowerCase()) {
      case '':
        return list(invocation);
      case 'add':
        return giveRole(invocation, roleIn(rest), rest);
      case 'remove':
        return takeRole(invocation, roleIn(rest), rest);
      default:
        throw new InvalidInputError(`I do not understand that. Use ${USAGE}.`);
    }
  },
};

async function list({ ctx }: Invocation): Promise<Message> {
  return rolesMessage(await listMembers(ctx), await listRoleGroups(ctx));
}

/** Everybody in the user groups named gets the role. */
export async function giveRole({ ctx, deps }: Invocation, role: Role, text: string): Promise<string> {
  const sentences: string[] = [];
  for (const groupId of groupsIn(text)) {
    const people = await addRoleGroup(ctx, deps.directory, { role, groupId });
    const who =
      people.length === 0 ? 'Nobody is in it yet' : `${counted(people.length, 'person', 'people')} now`;
    sentences.push(
      `Whoever is in <!subteam^${groupId}> is ${ROLE_NAMES[role].one}: ${who}. I look again every five minutes.`,
    );
  }
  deps.wake();
  return sentences.join('\n');
}

/** The user groups named give the role no more. */
export async function takeRole({ ctx, deps }: Invocation, role: Role, text: string): Promise<string> {
  const sentences: string[] = [];
  for (const groupId of groupsIn(text)) {
    const owed = await removeRoleGroup(ctx, { role, groupId });
    const leads =
      owed === 0 ? '' : ` ${counted(owed, 'open lead')} ${owed === 1 ? 'goes' : 'go'} to others now.`;
    sentences.push(`<!subteam^${groupId}> makes nobody ${ROLE_NAMES[role].one} any more.${leads}`);
  }
  deps.wake();
  return sentences.join('\n');
}

function groupsIn(text: string): string[] {
  const groupIds = mentionedGroups(text);
  if (groupIds.length > 0) return groupIds;
  throw new InvalidInputError(
    `Name a user group with an @, chosen from the list that Slack shows: ${USAGE}. Single people: reps by \`/funnel reps add @ada\`, managers in \`/funnel settings\`.`,
  );
}

function roleIn(text: string): Role {
  const [, typed = ''] = /\bas\s+(?:an?\s+)?(\w+)\s*$/i.exec(withoutMentions(text)) ?? [];
  const role = ROLES_TYPED[typed.toLowerCase()];
  if (!role) throw new InvalidInputError(`Say as what: ${USAGE}.`);
  return role;
}
