import { InvalidInputError } from '../../errors.ts';
import type { Person } from '../../team/directory.ts';
import { listReps } from '../../team/list-reps.ts';
import { pauseRep, type RepTerms, resumeRep, setRepTerms } from '../../team/rep-terms.ts';
import { addReps, removeReps } from '../../team/rotation.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { formatList } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { series } from '../../words/series.ts';
import type { Message } from '../messages/message.ts';
import { leftSentence } from '../messages/new-rep-message.ts';
import { repsListMessage } from '../messages/reps-list-message.ts';
import type { Command, Invocation } from './command.ts';
import { mentionedGroups, mentionedPeople, withoutMentions } from './mentions.ts';
import { readCaps } from './read-caps.ts';
import { runReportCommand } from './report.ts';
import { giveRole, takeRole } from './roles.ts';

function usage(): string {
  return say(
    '`/funnel reps add @ada`, `remove @ada`, `weight @ada 2`, `cap @ada 5 a day`, `cap @ada 10 open`, `cap @ada off`, `pause @ada` or `resume @ada`, and `/funnel reps leave` for yourself',
  );
}

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
  return say(
    '{count, plural, one {{names} takes part in the rotation from now on.} other {{names} take part in the rotation from now on.}}',
    named(people),
  );
}

async function remove(invocation: Invocation, rest: string): Promise<string> {
  if (mentionedGroups(rest).length > 0) return takeRole(invocation, 'rep', rest);
  const people = await mentioned(rest, invocation);
  const owed = await removeReps(
    invocation.ctx,
    people.map((person) => person.userId),
  );
  invocation.deps.wake();
  const without = say(
    '{count, plural, one {{names} gets no new leads from the rotation.} other {{names} get no new leads from the rotation.}}',
    named(people),
  );
  const leads =
    owed === 0
      ? say('No open lead was with them.')
      : say(
          '{count, plural, one {Their # open lead is handed on now.} other {Their # open leads are handed on now.}}',
          { count: owed },
        );
  return `${without} ${leads}`;
}

/** Oneself. */
async function leave({ ctx, person, deps }: Invocation): Promise<string> {
  const owed = await removeReps(ctx, [person.userId]);
  deps.wake();
  return leftSentence(owed);
}

async function weight(invocation: Invocation, rest: string): Promise<string> {
  const typed = withoutMentions(rest);
  if (!/^\d+$/.test(typed)) {
    throw new InvalidInputError(say('Give a whole number, such as 2: {usage}.', { usage: usage() }));
  }
  const people = await setTerms(invocation, rest, { weight: Number(typed) });
  return say(
    '{count, plural, one {{names} has weight {weight} in the rotation: 1 is the usual share.} other {{names} have weight {weight} in the rotation: 1 is the usual share.}}',
    { ...named(people), weight: Number(typed) },
  );
}

async function cap(invocation: Invocation, rest: string): Promise<string> {
  const terms = readCaps(withoutMentions(rest));
  const people = await setTerms(invocation, rest, terms);
  const { dailyCap, openCap } = terms;
  const most = [
    dailyCap
      ? say('{count, plural, one {# lead a day from the rotation} other {# leads a day from the rotation}}', {
          count: dailyCap,
        })
      : '',
    openCap
      ? say('{count, plural, one {# open lead at once} other {# open leads at once}}', { count: openCap })
      : '',
  ].filter(Boolean);
  return most.length > 0
    ? say('{count, plural, one {{names} gets at most {most}.} other {{names} get at most {most}.}}', {
        ...named(people),
        most: formatList(most),
      })
    : say(
        '{count, plural, one {{names} gets as many leads as there are turns.} other {{names} get as many leads as there are turns.}}',
        named(people),
      );
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
  return say(
    '{count, plural, one {{names} gets no new leads until you type `/funnel reps resume`.} other {{names} get no new leads until you type `/funnel reps resume`.}} What they hold stays with them.',
    named(people),
  );
}

/** Without a name it is oneself. */
async function resume(invocation: Invocation, rest: string): Promise<string> {
  const people = rest.trim() === '' ? [invocation.person] : await mentioned(rest, invocation);
  for (const { userId } of people) await resumeRep(invocation.ctx, userId);
  invocation.deps.wake();
  return say(
    '{count, plural, one {{names} takes part in the rotation again.} other {{names} take part in the rotation again.}}',
    named(people),
  );
}

async function list({ ctx }: Invocation): Promise<Message> {
  const { timeZone } = await getWorkspace(ctx);
  return repsListMessage(await listReps(ctx), { timeZone, now: ctx.now() });
}

function named(people: readonly Person[]) {
  return { count: people.length, names: series(people.map(({ userId }) => `<@${userId}>`)) };
}

function mentioned(text: string, invocation: Invocation): Promise<Person[]> {
  return mentionedPeople(text, invocation, usage());
}
