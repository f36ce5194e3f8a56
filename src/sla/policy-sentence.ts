import type { ChainStep } from '../vocabulary.ts';
import { clockOf, type PolicyTerms, policyClock, type TeamCalendar } from './policy-text.ts';
import { audienceText } from './text/chain.ts';
import { formatConditions } from './text/conditions.ts';
import { type DurationClock, formatDuration } from './text/duration.ts';
import { formatReminder } from './text/reminders.ts';

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
  const leads = policy.conditions.length === 0 ? '' : ` (${quote(formatConditions(policy.conditions))})`;
  const parts = [
    `decide within ${promiseWords(policy, clock)}`,
    reminderWords(policy, clock),
    ...(policy.minutesToContact === null
      ? []
      : [`first contact within ${formatDuration(policy.minutesToContact, clock)} of accepting`]),
    ...chainWords(policy.chain, policy.mostHandOns, clock),
  ];
  return `${quote(policy.name)}${leads}: ${parts.join('; ')}`;
}

function promiseWords(policy: PolicyTerms, clock: DurationClock): string {
  const duration = formatDuration(policy.minutesToDecide, clock);
  switch (policyClock(policy)) {
    case 'wall':
      return `${duration} around the clock`;
    case 'holder':
      return `${duration} of the holder’s own hours`;
    case 'team':
      return duration.includes('working') ? duration : `${duration} of working time`;
  }
}

function reminderWords({ reminders }: PolicyTerms, clock: DurationClock): string {
  if (reminders.length === 0) return 'no reminder';
  const times = reminders.map(
    (reminder) => `${'fraction' in reminder ? 'at ' : ''}${formatReminder(reminder, clock)}`,
  );
  return `remind ${listed(times)}`;
}

/** One part for each moment at which something follows. */
function chainWords(chain: readonly ChainStep[], mostHandOns: number, clock: DurationClock): string[] {
  if (chain.length === 0) return ['then nothing follows'];
  const moments: { when: string; told: string[]; handOn?: string }[] = [];
  let minutes = 0;
  let hasWaited = false;
  for (const step of chain) {
    if (step.kind === 'wait') {
      minutes += step.minutes;
      continue;
    }
    let moment = moments.at(-1);
    if (!moment || minutes > 0) {
      const pause = `after ${hasWaited ? 'another ' : ''}${formatDuration(minutes, clock)}`;
      moment = { when: minutes > 0 ? pause : 'then', told: [] };
      moments.push(moment);
      hasWaited ||= minutes > 0;
      minutes = 0;
    }
    if (step.kind === 'notify') moment.told.push(withArticle(audienceText(step.whom)));
    else moment.handOn = handOnWords(step.to, mostHandOns);
  }
  return moments.map(({ when, told, handOn }) => {
    const acts = [...(told.length > 0 ? [`tell ${listed(told)}`] : []), ...(handOn ? [handOn] : [])];
    return `${when} ${acts.join(' and ')}`;
  });
}

function handOnWords(to: Extract<ChainStep, { kind: 'reassign' }>['to'], mostHandOns: number): string {
  const times = mostHandOns === 1 ? 'once' : mostHandOns === 2 ? 'twice' : `${mostHandOns} times`;
  return `hand on to ${typeof to === 'string' ? `the ${to}` : `<@${to.userId}>`}, at most ${times}`;
}

function withArticle(audience: string): string {
  return audience.startsWith('<') ? audience : `the ${audience}`;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
