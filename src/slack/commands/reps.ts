import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { addReps, removeReps } from '../../team/members.ts';
import type { Command, Invocation } from './command.ts';
import { runReportCommand } from './report.ts';

const USAGE = '`/funnel reps add @ada` or `/funnel reps remove @ada`';

export const repsCommand: Command = {
  name: 'reps',
  usage: 'reps [PERIOD] | reps add @ada | reps remove @ada',
  summary: 'figures by rep; who takes part in the rotation',
  audience: 'everyone',
  async run(invocation) {
    const [, verb, rest = ''] = /^(add|remove)\b\s*(.*)$/is.exec(invocation.text) ?? [];
    if (verb === undefined) return runReportCommand('reps', invocation);
    const people = await mentioned(rest, invocation);
    const names = people.map((person) => `<@${person.userId}>`).join(', ');
    if (verb.toLowerCase() === 'add') {
      await addReps(invocation.ctx, people);
      invocation.deps.wake();
      return `${names} ${people.length === 1 ? 'takes' : 'take'} part in the rotation from now on.`;
    }
    await removeReps(
      invocation.ctx,
      people.map((person) => person.userId),
    );
    return `${names} ${people.length === 1 ? 'gets' : 'get'} no new leads from the rotation. Leads already held stay where they are.`;
  },
};

/** The people named in a command; the manifest asks Slack to escape them to ids. */
async function mentioned(text: string, { deps }: Invocation): Promise<Person[]> {
  const ids = [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? '');
  if (ids.length === 0) throw new InvalidInputError(`Say who, with an @: ${USAGE}.`);
  const people: Person[] = [];
  for (const id of new Set(ids)) {
    const person = await deps.directory.find(id);
    if (!person)
      throw new InvalidInputError(`Slack does not know <@${id}>. Choose somebody from this workspace.`);
    people.push(person);
  }
  return people;
}
