import { InvalidInputError } from '../../errors.ts';
import { listMembers } from '../../team/members.ts';
import { addRoleGroup, listRoleGroups, removeRoleGroup } from '../../team/role-groups.ts';
import type { Role } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import type { Message } from '../messages/message.ts';
import { rolesMessage } from '../messages/roles-message.ts';
import type { Command, Invocation } from './command.ts';
import { mentionedGroups, withoutMentions } from './mentions.ts';

function usage(): string {
  return say(
    '`/funnel roles add @sales-team as reps`, `as managers` or `as admins`, and `/funnel roles remove @sales-team as reps`',
  );
}

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
        throw new InvalidInputError(say('I do not understand that. Use {usage}.', { usage: usage() }));
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
      people.length === 0
        ? say('Nobody is in it yet')
        : say('{count, plural, one {# person now} other {# people now}}', { count: people.length });
    sentences.push(
      say(
        '{role, select, rep {Whoever is in {group} is a rep: {who}.} manager {Whoever is in {group} is a manager: {who}.} other {Whoever is in {group} is an admin: {who}.}} I look again every five minutes.',
        { role, who, group: `<!subteam^${groupId}>` },
      ),
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
      owed === 0
        ? ''
        : say(
            '{count, plural, one {# open lead goes to others now.} other {# open leads go to others now.}}',
            { count: owed },
          );
    const ended = say(
      '{role, select, rep {{group} makes nobody a rep any more.} manager {{group} makes nobody a manager any more.} other {{group} makes nobody an admin any more.}}',
      { role, group: `<!subteam^${groupId}>` },
    );
    sentences.push([ended, leads].filter(Boolean).join(' '));
  }
  deps.wake();
  return sentences.join('\n');
}

function groupsIn(text: string): string[] {
  const groupIds = mentionedGroups(text);
  if (groupIds.length > 0) return groupIds;
  throw new InvalidInputError(
    say(
      'Name a user group with an @, chosen from the list that Slack shows: {usage}. Single people: reps by `/funnel reps add @ada`, managers in `/funnel settings`.',
      { usage: usage() },
    ),
  );
}

function roleIn(text: string): Role {
  const [, typed = ''] = /\bas\s+(?:an?\s+)?(\w+)\s*$/i.exec(withoutMentions(text)) ?? [];
  const role = ROLES_TYPED[typed.toLowerCase()];
  if (!role) throw new InvalidInputError(say('Say as what: {usage}.', { usage: usage() }));
  return role;
}
