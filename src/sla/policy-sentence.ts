import type { Audience, ChainStep, ReminderTime } from '../vocabulary.ts';
import { formatList } from '../words/formats.ts';
import { say } from '../words/say.ts';
import { durationInWords } from './duration-in-words.ts';
import { clockOf, type PolicyTerms, policyClock, type TeamCalendar } from './policy-text.ts';
import { formatConditions } from './text/conditions.ts';
import { type DurationClock, durationOf } from './text/duration.ts';
import { percentOf } from './text/reminders.ts';

/**
 * A policy in words: `Demo requests (source = demo): decide within 5 min around the clock; remind at 75%; then tell the
 * rep and the managers; after 30 min hand on to the rotation, at most twice`. People and channels are mentions as Slack
 * writes them; `quote` makes what an admin typed fit for where it is shown.
 */
export function policySentence(
  policy: PolicyTerms & TeamCalendar,
  quote: (text: string) => string = (text) => text,
): string {
  const clock = clockOf(policy, policy);
  const name = quote(policy.name);
  const terms = [
    promiseWords(policy, clock),
    reminderWords(policy, clock),
    ...(policy.minutesToContact === null
      ? []
      : [
          say('first contact within {duration} of accepting', {
            duration: durationInWords(policy.minutesToContact, clock),
          }),
        ]),
    ...chainWords(policy.chain, policy.mostHandOns, clock),
  ].reduce((before, after) => say('{before}; {after}', { before, after }));
  return policy.conditions.length === 0
    ? say('{name}: {terms}', { name, terms })
    : say('{name} ({leads}): {terms}', { name, leads: quote(formatConditions(policy.conditions)), terms });
}

function promiseWords(policy: PolicyTerms, clock: DurationClock): string {
  const duration = durationInWords(policy.minutesToDecide, clock);
  switch (policyClock(policy)) {
    case 'wall':
      return say('decide within {duration} around the clock', { duration });
    case 'holder':
      return say('decide within {duration} of the holder’s own hours', { duration });
    case 'team':
      return durationOf(policy.minutesToDecide, clock).unit.startsWith('working')
        ? say('decide within {duration}', { duration })
        : say('decide within {duration} of working time', { duration });
  }
}

function reminderWords({ reminders }: PolicyTerms, clock: DurationClock): string {
  if (reminders.length === 0) return say('no reminder');
  return say('remind {times}', { times: formatList(reminders.map((time) => reminderTime(time, clock))) });
}

function reminderTime(time: ReminderTime, clock: DurationClock): string {
  return 'fraction' in time
    ? say('at {percent}%', { percent: percentOf(time.fraction) })
    : say('{duration} before', { duration: durationInWords(time.minutesBefore, clock) });
}

interface Moment {
  /** The minutes since the moment before; none since the deadline itself. */
  after: number;
  told: string[];
  handOn?: string;
}

/** One part for each moment at which something follows. */
function chainWords(chain: readonly ChainStep[], mostHandOns: number, clock: DurationClock): string[] {
  if (chain.length === 0) return [say('then nothing follows')];
  const moments: Moment[] = [];
  let after = 0;
  for (const step of chain) {
    if (step.kind === 'wait') {
      after += step.minutes;
      continue;
    }
    let moment = moments.at(-1);
    if (!moment || after > 0) {
      moment = { after, told: [] };
      moments.push(moment);
      after = 0;
    }
    if (step.kind === 'notify') moment.told.push(audienceInWords(step.whom));
    else moment.handOn = handOnWords(step.to, mostHandOns);
  }
  const firstWait = moments.findIndex((moment) => moment.after > 0);
  return moments.map((moment, index) => {
    const acts = actsInWords(moment);
    if (moment.after === 0) return say('then {acts}', { acts });
    const pause = durationInWords(moment.after, clock);
    return index > firstWait
      ? say('after another {pause} {acts}', { pause, acts })
      : say('after {pause} {acts}', { pause, acts });
  });
}

function actsInWords({ told, handOn }: Moment): string {
  const whom = formatList(told);
  if (!handOn) return say('tell {whom}', { whom });
  return told.length > 0 ? say('tell {whom} and {handOn}', { whom, handOn }) : handOn;
}

function handOnWords(to: Extract<ChainStep, { kind: 'reassign' }>['to'], times: number): string {
  if (to === 'rotation') {
    return say(
      'hand on to the rotation, at most {times, plural, =1 {once} =2 {twice} one {# time} other {# times}}',
      { times },
    );
  }
  if (to === 'pool') {
    return say(
      'hand on to the pool, at most {times, plural, =1 {once} =2 {twice} one {# time} other {# times}}',
      { times },
    );
  }
  return say('hand on to {who}, at most {times, plural, =1 {once} =2 {twice} one {# time} other {# times}}', {
    who: `<@${to.userId}>`,
    times,
  });
}

function audienceInWords(whom: Audience): string {
  if (whom === 'rep') return say('the rep');
  if (whom === 'managers') return say('the managers');
  if ('userId' in whom) return `<@${whom.userId}>`;
  return 'channelId' in whom ? `<#${whom.channelId}>` : say('the group {id}', { id: whom.groupId });
}
