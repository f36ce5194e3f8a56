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
import { dateFormat } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import { absencesMessage } from '../messages/absences-message.ts';
import type { Message } from '../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
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
    isLonger ? say('This takes in an absence that was said before.') : '',
    absence.fromAt > ctx.now()
      ? say('New leads go to others then.')
      : say('New leads go to others until then.'),
    await openLeadsSentence(ctx, userId, isSelf),
  ]
    .filter(Boolean)
    .join(' ');
}

async function endAbsence({ ctx, deps }: Invocation, { person, isSelf }: Named): Promise<string> {
  const outcome = await sayBack(ctx, person);
  deps.wake();
  const who = `<@${person.userId}>`;
  if (outcome === 'cancelled') {
    return isSelf
      ? say('Your planned absence is cancelled.')
      : say('The planned absence of {who} is cancelled.', { who });
  }
  return isSelf
    ? say('You are back: new leads come again from now on.')
    : say('{who} is back: new leads come again from now on.', { who });
}

async function awaySentence(ctx: Context, absence: Absence, timeZone: string, isSelf: boolean) {
  const { userId, fromAt, untilAt } = absence;
  const calendar = await findMemberCalendar(ctx, userId);
  const backAt = nextAtWork(calendar, [], untilAt) ?? untilAt;
  const about = {
    who: `<@${userId}>`,
    from: timeInWords(fromAt, timeZone),
    until: timeInWords(untilAt, timeZone),
    day: dayInWords(backAt, untilAt, timeZone),
  };
  if (fromAt > ctx.now()) {
    return isSelf
      ? say('You are away from {from} until {until}; you are back on {day}.', about)
      : say('{who} is away from {from} until {until}; back on {day}.', about);
  }
  return isSelf
    ? say('You are away until {until}; you are back on {day}.', about)
    : say('{who} is away until {until}; back on {day}.', about);
}

/** "Friday", with the date where it is not the day just named. */
function dayInWords(at: Date, named: Date, timeZone: string): string {
  const isNamed = localDateOf(at, timeZone) === localDateOf(named, timeZone);
  const date = isNamed ? {} : ({ day: 'numeric', month: 'short' } as const);
  return dateFormat({ timeZone, weekday: 'long', ...date })
    .format(at)
    .replace(',', '');
}

async function openLeadsSentence(ctx: Context, userId: string, isSelf: boolean): Promise<string> {
  const { total: count } = await listQueue(ctx, { holderId: userId, limit: 1 });
  if (count === 0) return '';
  return isSelf
    ? say(
        '{count, plural, one {You hold # open lead: `/funnel queue` shows it, and “Not mine” on a card hands it on.} other {You hold # open leads: `/funnel queue` shows them, and “Not mine” on a card hands it on.}}',
        { count },
      )
    : say(
        '{count, plural, one {{who} holds # open lead: `/funnel queue` shows it, and “Not mine” on a card hands it on.} other {{who} holds # open leads: `/funnel queue` shows them, and “Not mine” on a card hands it on.}}',
        { count, who: `<@${userId}>` },
      );
}

/** The zone in which somebody reads the clock. */
async function zoneOf(ctx: Context, person: Named['person']): Promise<string> {
  const own = (await findMember(ctx, person.userId))?.ownTimeZone;
  const known = [own, person.timeZone].find((zone) => zone && isTimeZone(zone));
  return known ?? (await getWorkspace(ctx)).timeZone;
}
