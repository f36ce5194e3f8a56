import { InvalidInputError } from '../../errors.ts';
import { isTimeZone } from '../../lib/time-zone.ts';
import { composeDigest } from '../../reports/compose-digest.ts';
import { findDigest, scheduleDigest, stopDigest } from '../../reports/digests.ts';
import { listSchedules, type Schedule } from '../../reports/schedules.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import type { ScheduleDays } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { requirePostable } from '../channels.ts';
import { digestMessage } from '../messages/digest-message.ts';
import type { Message } from '../messages/message.ts';
import { scheduleInWords, schedulesMessage } from '../messages/scheduled-message.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';
import { dateToken } from '../messages/times.ts';
import type { Command, Invocation } from './command.ts';

export const digestCommand: Command = {
  name: 'digest',
  usage: 'digest here 09:00 weekdays | digest off | digest preview',
  summary: () => say('what this channel gets; post the morning digest here, stop it, or look at it'),
  audience: 'managers',
  async run(invocation) {
    const [verb = '', ...words] = invocation.text.split(/\s+/);
    switch (verb.toLowerCase()) {
      case 'here':
        return startDigest(words, invocation);
      case 'off':
        return stopped(await stopDigest(invocation.ctx, invocation.channelId));
      case 'preview':
        return preview(invocation);
      case '':
        return describe(invocation);
      default:
        throw notUnderstood(verb);
    }
  },
};

async function startDigest(words: readonly string[], invocation: Invocation): Promise<string> {
  const { ctx, deps, channelId } = invocation;
  requireManager(ctx, 'set up a digest');
  const schedule = readSchedule(words, (await getWorkspace(ctx)).timeZone);
  await requirePostable(deps.client, channelId);
  const saved = await scheduleDigest(ctx, { ...schedule, channelId });
  deps.wake();
  const first = dateToken(saved.nextRunAt, saved.timeZone);
  const when = scheduleInWords(saved);
  return [
    schedule.withCost
      ? say('This channel gets the digest {when}, with cost per SQL, first {first}.', { when, first })
      : say('This channel gets the digest {when}, first {first}.', { when, first }),
    say('`/funnel digest preview` shows it now.'),
  ].join(' ');
}

function stopped({ timeOfDay, days, timeZone, options }: Schedule): string {
  const words = [timeOfDay, days, timeZone, ...(options.withCost ? ['with cost'] : [])].join(' ');
  return say('The digest of this channel is off. {command} starts it again.', {
    command: `\`/funnel digest here ${words}\``,
  });
}

async function preview({ ctx, channelId }: Invocation) {
  requireManager(ctx, 'look at the digest before it is posted');
  const schedule = await findDigest(ctx, channelId);
  const timeZone = schedule?.timeZone ?? (await getWorkspace(ctx)).timeZone;
  const mayseeCost = ctx.actor.kind === 'person' && ctx.actor.isManager;
  const withCost = mayseeCost && (schedule?.options.withCost ?? false);
  return digestMessage(await composeDigest(ctx, { at: ctx.now(), timeZone, withCost }));
}

async function describe({ ctx, channelId }: Invocation): Promise<Message | string> {
  const schedules = await listSchedules(ctx, channelId);
  if (schedules.length === 0) return say('This channel has no digest. Use {usage}.', { usage: usage() });
  const mayStop = ctx.actor.kind === 'person' && ctx.actor.isManager;
  return schedulesMessage(schedules, { mayStop, usage: say('The digest: {usage}.', { usage: usage() }) });
}

function readSchedule(words: readonly string[], workspaceZone: string) {
  const schedule = {
    timeOfDay: '09:00',
    days: 'weekdays' as ScheduleDays,
    timeZone: workspaceZone,
    withCost: false,
  };
  const rest = words.join(' ').replace(/\bwith cost\b/i, () => {
    schedule.withCost = true;
    return '';
  });
  for (const word of rest.split(/\s+/).filter(Boolean)) {
    const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(word);
    if (time) schedule.timeOfDay = `${(time[1] ?? '').padStart(2, '0')}:${time[2]}`;
    else if (/^weekdays?$/i.test(word)) schedule.days = 'weekdays';
    else if (/^(daily|every|everyday|day)$/i.test(word)) schedule.days = 'daily';
    else if (/^mondays?$/i.test(word)) schedule.days = 'mondays';
    else if (/^monthly$/i.test(word)) schedule.days = 'monthly';
    else if (isTimeZone(word)) schedule.timeZone = word;
    else throw notUnderstood(word);
  }
  return schedule;
}

function notUnderstood(word: string): InvalidInputError {
  return new InvalidInputError(
    [
      say('I do not understand “{words}”.', { words: escapeMrkdwn(oneLine(word, 40)) }),
      say('Use {usage}.', { usage: usage() }),
    ].join(' '),
  );
}

function usage(): string {
  return say(
    '`/funnel digest here 09:00 weekdays`, with a zone such as `Europe/Berlin` and `with cost` if you like; `/funnel digest off`; `/funnel digest preview`',
  );
}
