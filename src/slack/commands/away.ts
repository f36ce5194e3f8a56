import type { Context } from '../../context.ts';
import { listQueue } from '../../leads/lead-card.ts';
import { localDateOf } from '../../lib/local-date.ts';
import { isTimeZone } from '../../lib/time-zone.ts';
import { type Absence, listAbsences, sayAway, sayBack } from '../../team/absences.ts';
import { findMemberCalendar } from '../../team/find-member-calendar.ts';
import { nextAtWork } from '../../team/member-calendar.ts';
import { findMember } from '../../team/members.ts';
import { readAbsence } from '../../team/read-absence.ts';
import { requireSelfOrManager } from '../../team/require-self-or-manager.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { absencesMessage } from '../messages/absences-message.ts';
import type { Message } from '../messages/message.ts';
import { counted, escapeMrkdwn, oneLine } from '../messages/text.ts';
import { timeInWords } from '../messages/times.ts';
import type { Command, Invocation } from './command.ts';
import { type Named, namedPerson } from './named-person.ts';

export const awayCommand: Command = {
  name: 'away',
  usage: 'away [until friday | for 3 days | 24 dec to 2 jan]',
  summary: () => say('say when you are away, so that new leads go to others'),
  audience: 'everyone',
  more: [
    {
      audience: 'managers',
      usage: 'away @ada until friday | back @ada',
      summary: () => say('say it for somebody else; `away` alone shows who is away'),
    },
  ],
  async run(invocation) {
    const named = await namedPerson(invocation);
    if (named.rest === '') return showAbsences(invocation, named);
    if (named.rest.toLowerCase() === 'off') return endAbsence(invocation, named);
    return beginAbsence(invocation, named);
  },
};

export const backCommand: Command = {
  name: 'back',
  usage: 'back',
  summary: () => say('end your absence'),
  audience: 'everyone',
  run: async (invocation) => endAbsence(invocation, await namedPerson(invocation)),
};

async function showAbsences({ ctx, text }: Invocation, { person }: Named): Promise<Message> {
  const seesAll = text === '' && ctx.actor.kind === 'person' && ctx.actor.isManager;
  if (!seesAll) requireSelfOrManager(ctx, person.userId, 'see when others are away');
  const { timeZone } = await getWorkspace(ctx);
  const absences = await listAbsences(ctx, seesAll ? {} : { userIds: [person.userId] });
  return absencesMessage(absences, { timeZone, now: ctx.now() });
}

async function beginAbsence({ ctx, deps }: Invocation, { person, isSelf, rest }: Named): Promise<string> {
  const { userId } = person;
  requireSelfOrManager(ctx, userId, 'say that somebody else is away');
  const timeZone = await zoneOf(ctx, person);
  const said = readAbsence(escapeMrkdwn(oneLine(rest, 100)), { now: ctx.now(), timeZone });
  const absence = await sayAway(ctx, { ...said, userId, person });
  deps.wake();
  const isLonger = absence.untilAt > said.untilAt || absence.fromAt < said.fromAt;
  return [
    await awaySentence(ctx, absence, timeZone, isSelf),
    isLonger ? 'This takes in an absence that was said before.' : '',
    absence.fromAt > ctx.now() ? 'New leads go to others then.' : 'New leads go to others until then.',
    await openLeadsSentence(ctx, userId, isSelf),
  ]
    .filter(Boolean)
    .join(' ');
}

async function endAbsence({ ctx, deps }: Invocation, { person, isSelf }: Named): Promise<string> {
  const outcome = await sayBack(ctx, person);
  deps.wake();
  if (outcome === 'cancelled') {
    return isSelf
      ? 'Your planned absence is cancelled.'
      : `The planned absence of <@${person.userId}> is cancelled.`;
  }
  const who = isSelf ? 'You are' : `<@${person.userId}> is`;
  return `${who} back: new leads come again from now on.`;
}

async function awaySentence(ctx: Context, absence: Absence, timeZone: string, isSelf: boolean) {
  const { userId, fromAt, untilAt } = absence;
  const from = fromAt > ctx.now() ? ` from ${timeInWords(fromAt, timeZone)}` : '';
  const who = isSelf ? 'You are' : `<@${userId}> is`;
  const calendar = await findMemberCalendar(ctx, userId);
  const backAt = nextAtWork(calendar, [], untilAt) ?? untilAt;
  const back = `${isSelf ? 'you are ' : ''}back on ${dayInWords(backAt, untilAt, timeZone)}`;
  return `${who} away${from} until ${timeInWords(untilAt, timeZone)}; ${back}.`;
}

/** "Friday", with the date where it is not the day just named. */
function dayInWords(at: Date, named: Date, timeZone: string): string {
  const isNamed = localDateOf(at, timeZone) === localDateOf(named, timeZone);
  const date = isNamed ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', ...date }).format(at).replace(',', '');
}

async function openLeadsSentence(ctx: Context, userId: string, isSelf: boolean): Promise<string> {
  const { total } = await listQueue(ctx, { holderId: userId, limit: 1 });
  if (total === 0) return '';
  const who = isSelf ? 'You hold' : `<@${userId}> holds`;
  const them = total === 1 ? 'it' : 'them';
  return `${who} ${counted(total, 'open lead')}: \`/funnel queue\` shows ${them}, and “Not mine” on a card hands it on.`;
}

/** The zone in which somebody reads the clock. */
async function zoneOf(ctx: Context, person: Named['person']): Promise<string> {
  const own = (await findMember(ctx, person.userId))?.ownTimeZone;
  const known = [own, person.timeZone].find((zone) => zone && isTimeZone(zone));
  return known ?? (await getWorkspace(ctx)).timeZone;
}
