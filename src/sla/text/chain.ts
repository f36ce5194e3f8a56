import { InvalidInputError } from '../../errors.ts';
import type { Audience, ChainStep } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { type DurationClock, formatDuration, LONGEST_MINUTES, parseDuration } from './duration.ts';

const USER = /^<?@?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?$/;
const CHANNEL = /^<?#?([CG][A-Z0-9]{2,})(?:\|[^>]*)?>?$/;
const GROUP = /^(?:(?:[Tt]he\s+)?[Gg]roup\s+|<!subteam\^)(S[A-Z0-9]{2,})(?:\|[^>]*)?>?$/;
const EXAMPLE =
  'tell rep, tell managers, tell <@U123>, tell <#C123>, tell group S123, wait 30 min, hand on to the rotation';
const MOST_STEPS = 20;

/**
 * Reads what follows a missed deadline, one step a line or separated by commas. At most one step hands the lead on, and
 * it is the last.
 * @throws {InvalidInputError} that names the step and gives an example.
 */
export function parseChain(text: string, clock: DurationClock): ChainStep[] {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const steps = parts.flatMap((part) => parseStep(part, clock));
  if (steps.length > MOST_STEPS) {
    throw new InvalidInputError(
      say('These are {count} steps; a policy takes {most}.', { count: steps.length, most: MOST_STEPS }),
    );
  }
  const handOn = steps.findIndex((step) => step.kind === 'reassign');
  if (handOn >= 0 && handOn < steps.length - 1) {
    throw new InvalidInputError(
      say(
        'Handing the lead on comes last: what follows belongs to whoever gets it, under the same policy. Move it to the end.',
      ),
    );
  }
  if (steps.at(-1)?.kind === 'wait') {
    throw new InvalidInputError(
      say('Nothing follows “{part}”. Leave it out, or say what comes then, such as {example}.', {
        part: parts.at(-1) ?? '',
        example: 'hand on to the rotation',
      }),
    );
  }
  return steps;
}

/** One step each, as `parseChain` reads them back. */
export function formatChain(chain: readonly ChainStep[], clock: DurationClock): string[] {
  return chain.map((step) => stepText(step, clock));
}

function stepText(step: ChainStep, clock: DurationClock): string {
  switch (step.kind) {
    case 'wait':
      return `wait ${formatDuration(step.minutes, clock)}`;
    case 'notify':
      return `tell ${audienceText(step.whom)}`;
    case 'reassign':
      return `hand on to ${typeof step.to === 'string' ? `the ${step.to}` : `<@${step.to.userId}>`}`;
  }
}

/** `rep`, `managers`, or a mention as Slack writes it; a group by its id. */
function audienceText(whom: Audience): string {
  if (typeof whom === 'string') return whom;
  if ('userId' in whom) return `<@${whom.userId}>`;
  return 'channelId' in whom ? `<#${whom.channelId}>` : `group ${whom.groupId}`;
}

function parseStep(part: string, clock: DurationClock): ChainStep[] {
  const [, verb = '', rest = ''] =
    /^(tell|wait|hand\s+on\s+to|hand\s+on|pass\s+on\s+to)\s+(.+)$/is.exec(part) ?? [];
  switch (verb.toLowerCase().split(/\s/)[0]) {
    case 'tell':
      return rest
        .split(/\s+and\s+/i)
        .map((whom) => ({ kind: 'notify', whom: audienceOf(whom.trim(), part) }));
    case 'wait':
      return [{ kind: 'wait', minutes: parseWait(rest, part, clock) }];
    case 'hand':
    case 'pass':
      return [{ kind: 'reassign', to: nextHolderOf(rest.trim(), part) }];
    default:
      throw new InvalidInputError(
        say('“{part}” is not a step. Write it like {example}.', { part, example: EXAMPLE }),
      );
  }
}

function parseWait(duration: string, part: string, clock: DurationClock): number {
  const minutes = parseDuration(duration, clock);
  if (minutes <= LONGEST_MINUTES) return minutes;
  throw new InvalidInputError(
    say('“{part}” is too long: wait at most {hours} hours.', { part, hours: LONGEST_MINUTES / 60 }),
  );
}

function audienceOf(whom: string, part: string): Audience {
  if (/^(the\s+)?(rep|holder)$/i.test(whom)) return 'rep';
  if (/^(the\s+)?managers?$/i.test(whom)) return 'managers';
  const [, userId] = USER.exec(whom) ?? [];
  if (userId) return { userId };
  const [, channelId] = CHANNEL.exec(whom) ?? [];
  if (channelId) return { channelId };
  const [, groupId] = GROUP.exec(whom) ?? [];
  if (groupId) return { groupId };
  throw new InvalidInputError(
    say('“{part}” does not say whom to tell. Write it like {example}.', { part, example: EXAMPLE }),
  );
}

function nextHolderOf(to: string, part: string): 'rotation' | 'pool' | { userId: string } {
  if (/^(the\s+)?rotation$/i.test(to)) return 'rotation';
  if (/^(the\s+)?pool$/i.test(to)) return 'pool';
  const [, userId] = USER.exec(to) ?? [];
  if (userId) return { userId };
  throw new InvalidInputError(
    say('“{part}” does not say to whom. Write {rotation}, {pool}, or {person}.', {
      ...{ part, rotation: 'hand on to the rotation', pool: 'to the pool', person: 'to <@U123>' },
    }),
  );
}
