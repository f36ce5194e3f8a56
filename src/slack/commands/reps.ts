import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { listReps } from '../../team/list-reps.ts';
import { pauseRep, type RepTerms, resumeRep, setRepTerms } from '../../team/rep-terms.ts';
import { addReps, removeReps } from '../../team/rotation.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import type { Message } from '../messages/message.ts';
import { leftSentence } from '../messages/new-rep-message.ts';
import { repsListMessage } from '../messages/reps-list-message.ts';
import { counted } from '../messages/text.ts';
import type { Command, Invocation } from './command.ts';
import { mentionedGroups, mentionedPeople, withoutMentions } from './mentions.ts';
import { readCaps } from './read-caps.ts';
import { runReportCommand } from './report.ts';
import { giveRole, takeRole } from './roles.ts';

const USAGE =
  '`/funnel reps add @ada`, `remove @ada`, `weight @ada 2`, `cap @ada 5 a day`, `cap @ada 10 open`, `cap @ada off`, `pause @ada` or `resume @ada`, and `/funnel reps leave` for yourself';

type Verb = (invocation: Invocation, rest: string) => Promise<Message | string>;

const VERBS: Record<string, Verb> = { add, remove, leave, weight, cap, pause, resume, list };

export const repsCommand: Command = {
  name: 'reps',
  usage: 'reps [PERIOD] | reps list',
  summary: () => say('your figures as a rep; who takes part in the rotation, with which share and caps'),
  audience: 'everyone',
  more: [
    {
      audience: 'reps',
      usage: 'reps resume | reps leave',
      summary: () => say('get leads again after a pause; leave the rotation'),
    },
    {
      audience: 'managers',
      usage: 'reps add|remove|pause|resume @ada | reps weight @ada 2 | reps cap @ada 5 a day',
      summary: () =>
        say('who gets leads in turn, with which share and caps; `@sales-team` adds a whole user group'),
    },
  ],
  async run(invocation) {
    const [, word = '', rest = ''] = /^([a-z]+)\b\s*(.*)$/is.exec(invocation.text) ?? [];
    const name = word.toLowerCase();
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    return verb ? verb(invocation, rest) : runReportCommand('reps', invocation);
  },
};

async function add(invocation: Invocation, rest: string): Promise<string> {
  if (mentionedGroups(rest).length > 0) return giveRole(invocation, 'rep', rest);
  const people = await mentioned(rest, invocation);
  await addReps(invocation.ctx, people);
  invocation.deps.wake();
  return `${names(people)} ${people.length === 1 ? 'takes' : 'take'} part in the rotation from now on.`;
}

async function remove(invocation: Invocation, rest: string): Promise<string> {
  if (mentionedGroups(rest).length > 0) return takeRole(invocation, 'rep', rest);
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

/** Oneself. */
async function leave({ ctx, person, deps }: Invocation): Promise<string> {
  const owed = await removeReps(ctx, [person.userId]);
  deps.wake();
  return leftSentence(owed);
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

function names(people: readonly Person[]): string {
  return people.map((person) => `<@${person.userId}>`).join(', ');
}

function mentioned(text: string, invocation: Invocation): Promise<Person[]> {
  return mentionedPeople(text, invocation, USAGE);
}
