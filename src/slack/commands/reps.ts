import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { listReps } from '../../team/list-reps.ts';
import { addReps, removeReps } from '../../team/members.ts';
import { pauseRep, type RepTerms, resumeRep, setRepTerms } from '../../team/rep-terms.ts';
import { getWorkspace } from '../../team/workspace.ts';
import type { Message } from '../messages/message.ts';
import { repsListMessage } from '../messages/reps-list-message.ts';
import { counted } from '../messages/text.ts';
import type { Command, Invocation } from './command.ts';
import { readCaps } from './read-caps.ts';
import { runReportCommand } from './report.ts';

const USAGE =
  '`/funnel reps add @ada`, `remove @ada`, `weight @ada 2`, `cap @ada 5 a day`, `cap @ada 10 open`, `cap @ada off`, `pause @ada` or `resume @ada`';

type Verb = (invocation: Invocation, rest: string) => Promise<Message | string>;

const VERBS: Record<string, Verb> = { add, remove, weight, cap, pause, resume, list };

export const repsCommand: Command = {
  name: 'reps',
  usage:
    'reps [PERIOD] | reps list | reps add|remove|pause|resume @ada | reps weight @ada 2 | reps cap @ada 5 a day',
  summary: 'figures by rep; who takes part in the rotation, with which share and caps',
  audience: 'everyone',
  async run(invocation) {
    const [, word = '', rest = ''] = /^([a-z]+)\b\s*(.*)$/is.exec(invocation.text) ?? [];
    const name = word.toLowerCase();
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    return verb ? verb(invocation, rest) : runReportCommand('reps', invocation);
  },
};

async function add(invocation: Invocation, rest: string): Promise<string> {
  const people = await mentioned(rest, invocation);
  await addReps(invocation.ctx, people);
  invocation.deps.wake();
  return `${names(people)} ${people.length === 1 ? 'takes' : 'take'} part in the rotation from now on.`;
}

async function remove(invocation: Invocation, rest: string): Promise<string> {
  const people = await mentioned(rest, invocation);
  const owed = await removeReps(
    invocation.ctx,
    people.map((person) => person.userId),
  );
  invocation.deps.wake();
  const isOne = people.length === 1;
  const leads =
    owed === 0
      ? 'No open lead was with them.'
      : `Their ${counted(owed, 'open lead')} ${owed === 1 ? 'is' : 'are'} handed on now.`;
  return `${names(people)} ${isOne ? 'gets' : 'get'} no new leads from the rotation. ${leads}`;
}

async function weight(invocation: Invocation, rest: string): Promise<string> {
  const typed = withoutMentions(rest);
  if (!/^\d+$/.test(typed)) throw new InvalidInputError(`Give a whole number, such as 2: ${USAGE}.`);
  const people = await setTerms(invocation, rest, { weight: Number(typed) });
  return `${names(people)} ${people.length === 1 ? 'has' : 'have'} weight ${Number(typed)} in the rotation: 1 is the usual share.`;
}

async function cap(invocation: Invocation, rest: string): Promise<string> {
  const terms = readCaps(withoutMentions(rest));
  const people = await setTerms(invocation, rest, terms);
  const { dailyCap, openCap } = terms;
  const most = [
    dailyCap ? `${counted(dailyCap, 'lead')} a day from the rotation` : '',
    openCap ? `${counted(openCap, 'open lead')} at once` : '',
  ].filter(Boolean);
  const limit = most.length > 0 ? `at most ${most.join(' and ')}` : 'as many leads as there are turns';
  return `${names(people)} ${people.length === 1 ? 'gets' : 'get'} ${limit}.`;
}

async function setTerms(invocation: Invocation, rest: string, terms: RepTerms): Promise<Person[]> {
  const people = await mentioned(rest, invocation);
  for (const { userId } of people) await setRepTerms(invocation.ctx, userId, terms);
  invocation.deps.wake();
  return people;
}

async function pause(invocation: Invocation, rest: string): Promise<string> {
  const people = await mentioned(rest, invocation);
  for (const { userId } of people) await pauseRep(invocation.ctx, userId);
  return `${names(people)} ${people.length === 1 ? 'gets' : 'get'} no new leads until you type \`/funnel reps resume\`. What they hold stays with them.`;
}

/** Without a name it is oneself. */
async function resume(invocation: Invocation, rest: string): Promise<string> {
  const people = rest.trim() === '' ? [invocation.person] : await mentioned(rest, invocation);
  for (const { userId } of people) await resumeRep(invocation.ctx, userId);
  invocation.deps.wake();
  return `${names(people)} ${people.length === 1 ? 'takes' : 'take'} part in the rotation again.`;
}

async function list({ ctx }: Invocation): Promise<Message> {
  const { timeZone } = await getWorkspace(ctx);
  return repsListMessage(await listReps(ctx), { timeZone, now: ctx.now() });
}

const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;

function withoutMentions(text: string): string {
  return text.replace(MENTION, ' ').trim().replaceAll(/\s+/g, ' ');
}

function names(people: readonly Person[]): string {
  return people.map((person) => `<@${person.userId}>`).join(', ');
}

/** The people named in a command; the manifest asks Slack to escape them to ids. */
async function mentioned(text: string, { deps }: Invocation): Promise<Person[]> {
  const ids = [...text.matchAll(MENTION)].map((match) => match[1] ?? '');
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
