import { findMemberCalendar } from '../../team/find-member-calendar.ts';
import { findMember, type Member } from '../../team/members.ts';
import { setOwnHours } from '../../team/own-hours.ts';
import { readOwnHours } from '../../team/read-own-hours.ts';
import { requireSelfOrManager } from '../../team/require-self-or-manager.ts';
import { workingHoursInWords } from '../../team/working-hours.ts';
import { say } from '../../words/say.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import type { Command, Invocation } from './command.ts';
import { type Named, namedPerson } from './named-person.ts';

const NONE = { workingHours: null, timeZone: null, holidayRegion: null };

export const hoursCommand: Command = {
  name: 'hours',
  usage: 'hours [Mon-Thu 09:00-17:00 Asia/Tokyo | team]',
  summary: () => say('your own working hours, where they differ from the team’s'),
  audience: 'everyone',
  more: [
    {
      audience: 'managers',
      usage: 'hours @ada Mon-Thu 09:00-17:00',
      summary: () => say('the working hours of somebody else'),
    },
  ],
  async run(invocation) {
    const named = await namedPerson(invocation);
    const { ctx, deps } = invocation;
    const { userId } = named.person;
    requireSelfOrManager(ctx, userId, 'see or change the working hours of others');
    const member = await findMember(ctx, userId);
    if (named.rest === '') return describeHours(invocation, named, member);
    const typed =
      named.rest.toLowerCase() === 'team' ? NONE : readOwnHours(escapeMrkdwn(oneLine(named.rest, 500)));
    const after = await setOwnHours(ctx, { ...ownHoursOf(member), ...typed, userId, person: named.person });
    deps.wake();
    return describeHours(invocation, named, after);
  },
};

/** What is not typed stays as it is. */
function ownHoursOf(member: Member | undefined) {
  if (!member) return NONE;
  const { workingHours, ownTimeZone, holidayRegion } = member;
  return { workingHours, timeZone: ownTimeZone, holidayRegion };
}

async function describeHours({ ctx }: Invocation, { person, isSelf }: Named, member: Member | undefined) {
  const { spec } = await findMemberCalendar(ctx, person.userId);
  const { timeZone, holidayRegion: region } = spec;
  const times = workingHoursInWords(spec.hours);
  const who = `<@${person.userId}>`;
  const hours = region
    ? say('{times} ({timeZone}), with the public holidays of {region}', { times, timeZone, region })
    : say('{times} ({timeZone})', { times, timeZone });
  if (member?.workingHours || member?.ownTimeZone || member?.holidayRegion) {
    const name = isSelf ? '' : `@${escapeMrkdwn(oneLine(person.name, 40))} `;
    const command = `\`/funnel hours ${name}team\``;
    return isSelf
      ? say('You work {hours}. {command} takes the team’s hours again.', { hours, command })
      : say('{who} works {hours}. {command} takes the team’s hours again.', { who, hours, command });
  }
  const theirs = isSelf
    ? say('You work the team’s hours: {hours}.', { hours })
    : say('{who} works the team’s hours: {hours}.', { who, hours });
  const how = say(
    'Set your own with `/funnel hours Mon-Thu 09:00-17:00 Asia/Tokyo`; a region such as `DE-BY` brings its public holidays.',
  );
  return `${theirs} ${how}`;
}
