import { say } from '../words/say.ts';
import { type AbsentOwner, type PassedOver, type RouteReason, readReason } from './route-reason.ts';

/** Why a lead came to whoever holds it, for its card. Empty where nothing is known. */
export function reasonInWords(stored: string | null): string {
  const reason = readReason(stored ?? '');
  return typeof reason === 'string' ? reason : inWords(reason);
}

function inWords(reason: RouteReason): string {
  switch (reason.is) {
    case 'owner':
      return say('You own this lead.');
    case 'rotation':
      return sentences(turnInWords(reason), passedOverInWords(reason), ownerInWords(reason.owner));
    case 'again':
      return sentences(
        say('You had it before: nobody else is free.'),
        passedOverInWords(reason),
        ownerInWords(reason.owner),
      );
    case 'pool':
      return sentences(poolInWords(reason), ownerInWords(reason.owner));
    case 'nobody':
      return sentences(nobodyInWords(reason), ownerInWords(reason.owner));
    case 'lapsed-to-pool':
      return say('Not decided in time: the first to accept gets it.');
    case 'lapsed-to-person':
      return say('The policy hands on to you what was not decided in time.');
    case 'taken-from-pool':
      return say('You took it from the pool.');
    case 'taken-from-nobody':
      return say('You took it while it was with nobody.');
    case 'given':
      return givenInWords(reason);
    case 'opened-again':
      return say('Opened again by {who}: {why}', { who: reason.by ?? say('a manager'), why: reason.note });
    default:
      // What only a later version knows.
      reason satisfies never;
      return '';
  }
}

function turnInWords({ reps, isOwed }: Extract<RouteReason, { is: 'rotation' }>): string {
  if (isOwed) return say('A turn given back to you for an earlier lead.');
  return reps === 1
    ? say('You are the only rep.')
    : say('Your turn in the rotation of {reps, plural, one {# rep} other {# reps}}.', { reps });
}

type Unrouted = Extract<RouteReason, { is: 'pool' | 'nobody' }>;

function poolInWords({ reps, ...who }: Unrouted): string {
  if (reps === 0) return say('Nobody is in the rotation: the first to accept gets it.');
  const others = othersInWords(who);
  return others
    ? say('No rep is free ({others}): the first to accept gets it.', { others })
    : say('No rep is free: the first to accept gets it.');
}

function nobodyInWords({ reps, ...who }: Unrouted): string {
  if (reps === 0) return say('There are no reps and no pool channel.');
  const others = othersInWords(who);
  return others
    ? say('No rep is free ({others}), and there is no pool channel.', { others })
    : say('No rep is free, and there is no pool channel.');
}

function givenInWords({ by, note }: Extract<RouteReason, { is: 'given' }>): string {
  const who = by ?? say('a manager');
  return note ? say('Given by {who}: {note}', { who, note }) : say('Given by {who}.', { who });
}

type Passed = Pick<Unrouted, 'passedOver' | 'more'>;

function passedOverInWords(passed: Passed): string {
  const others = othersInWords(passed);
  return others && say('Passed over: {others}.', { others });
}

function othersInWords({ passedOver, more }: Passed): string {
  const named = passedOver.map(whyPassedOver).join(', ');
  return more > 0 ? say('{named}, and {more, number} more', { named, more }) : named;
}

function whyPassedOver(rep: PassedOver): string {
  const { name } = rep;
  switch (rep.why) {
    case 'paused':
      return say('{name} is paused', { name });
    case 'away':
      return say('{name} is away', { name });
    case 'no-hours':
      return say('{name} has no working hours', { name });
    case 'had-it':
      return say('{name} had it before', { name });
    case 'open-cap':
      return say('{name} has {has} of {cap} open leads', { name, has: rep.has, cap: rep.cap });
    case 'daily-cap':
      return say('{name} had {has} of {cap} leads today', { name, has: rep.has, cap: rep.cap });
  }
}

function ownerInWords(owner: AbsentOwner | undefined): string {
  switch (owner?.why) {
    case 'away':
      return say('{name}, its owner, is away.', { name: owner.name });
    case 'not-at-work':
      return say('{name}, its owner, is not at work.', { name: owner.name });
    case 'unknown':
      return say('Its owner in the CRM, {email}, is not in this Slack.', { email: owner.email });
    case 'outsider':
      return say('Its owner in the CRM, {email}, is a guest or deactivated in Slack.', {
        email: owner.email,
      });
    case undefined:
      return '';
  }
}

function sentences(...said: string[]): string {
  return said.filter(Boolean).join(' ');
}
