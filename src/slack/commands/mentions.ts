import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { say } from '../../words/say.ts';
import type { Invocation } from './command.ts';

const PERSON = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;
const GROUP = /<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/g;

/** The people named in a command; the manifest asks Slack to escape them to ids. `usage` follows where nobody is named. */
export async function mentionedPeople(
  text: string,
  { deps }: Pick<Invocation, 'deps'>,
  usage: string,
): Promise<Person[]> {
  const ids = [...text.matchAll(PERSON)].map((match) => match[1] ?? '');
  if (ids.length === 0) throw new InvalidInputError(say('Say who, with an @: {usage}.', { usage }));
  const people: Person[] = [];
  for (const id of new Set(ids)) {
    const person = await deps.directory.find(id);
    if (!person)
      throw new InvalidInputError(
        say('Slack does not know {who}. Choose somebody from this workspace.', { who: `<@${id}>` }),
      );
    people.push(person);
  }
  return people;
}

/** The user groups named in a command, by id. */
export function mentionedGroups(text: string): string[] {
  return [...new Set([...text.matchAll(GROUP)].map((match) => match[1] ?? ''))];
}

/** What is left of a command without the people and groups that it names. */
export function withoutMentions(text: string): string {
  return text.replace(PERSON, ' ').replace(GROUP, ' ').trim().replaceAll(/\s+/g, ' ');
}
