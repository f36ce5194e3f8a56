import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { say } from '../../words/say.ts';
import type { Invocation } from './command.ts';

export interface Named {
  person: Person;
  isSelf: boolean;
  /** What follows the name. */
  rest: string;
}

/** Whom a command is about: the person named first, else whoever typed it. */
export async function namedPerson({ text, person, deps }: Invocation): Promise<Named> {
  const [, userId, named = ''] = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*(.*)$/s.exec(text) ?? [];
  if (userId === undefined) {
    if (!text.startsWith('@')) return { person, isSelf: true, rest: text };
    throw new InvalidInputError(say('Choose the person from the list that Slack shows after the @.'));
  }
  const found = userId === person.userId ? person : await deps.directory.find(userId);
  if (!found)
    throw new InvalidInputError(
      say('Slack does not know {who}. Choose somebody from this workspace.', { who: `<@${userId}>` }),
    );
  return { person: found, isSelf: userId === person.userId, rest: named };
}
