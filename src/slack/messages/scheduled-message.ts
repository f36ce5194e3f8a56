import type { types } from '@slack/bolt';
import type { ScheduleTime } from '../../reports/schedule.ts';
import type { Schedule } from '../../reports/schedules.ts';
import type { ScheduleDays } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { button, context, type Message, section } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';
import { dateToken } from './times.ts';

interface Asked {
  name: string;
  text: string;
}

const LONGEST_WORDS = 200;

/** The button under an answer that has it posted by the calendar. */
export function scheduleButtonLabel(): string {
  return say('Post this regularly…');
}

const SCHEDULE_DAYS: readonly ScheduleDays[] = ['weekdays', 'daily', 'mondays', 'monthly'];

/** "every Monday at 09:00 (Europe/Berlin)". */
export function scheduleInWords({ days, timeOfDay, timeZone }: ScheduleTime): string {
  const at = { time: timeOfDay, zone: timeZone };
  switch (days) {
    case 'weekdays':
      return say('on weekdays at {time} ({zone})', at);
    case 'daily':
      return say('every day at {time} ({zone})', at);
    case 'mondays':
      return say('every Monday at {time} ({zone})', at);
    case 'monthly':
      return say('on the first of each month at {time} ({zone})', at);
  }
}

export function isScheduleDays(days: unknown): days is ScheduleDays {
  return SCHEDULE_DAYS.some((known) => known === days);
}

/** The command that asks for the same, as it can be typed. */
export function commandWords({ name, text }: Asked): string {
  return escapeMrkdwn(oneLine(`/funnel ${name} ${text}`, LONGEST_WORDS).replaceAll('`', '’'));
}

/** Under a report that comes by itself. `time` is unknown of what was owed before it was kept. */
export function scheduledFooter(asked: Asked, time: ScheduleTime | undefined): types.ContextBlock {
  const command = `\`${commandWords(asked)}\``;
  return context(
    [
      time
        ? say('Posted {when}: {command}.', { when: scheduleInWords(time), command })
        : say('Posted by the calendar: {command}.', { command }),
      say('`/funnel digest` lists what this channel gets, and stops it.'),
    ].join(' '),
  );
}

/** To whoever set up a report that can no longer be run. */
export function stoppedReportMessage(
  asked: Asked,
  { channelId, because, time }: { channelId: string; because: string; time: ScheduleTime | undefined },
): Message {
  const what = {
    report: `\`${commandWords(asked)}\``,
    ...{ channel: `<#${channelId}>`, why: escapeMrkdwn(oneLine(because, 500)) },
  };
  const stopped = time
    ? say('⏹️ {report} in {channel}, {when}, can no longer be posted, so it is stopped: {why}', {
        ...{ ...what, when: scheduleInWords(time) },
      })
    : say('⏹️ {report} in {channel} can no longer be posted, so it is stopped: {why}', what);
  const again = say('Ask for it again and choose *{button}* to set up another.', {
    button: scheduleButtonLabel(),
  });
  return {
    text: say('A report that you set up can no longer be posted, so it is stopped.'),
    blocks: [section(`${stopped}\n${again}`)],
  };
}

/** What a channel gets by the calendar, each with a button that stops it for those who may. */
export function schedulesMessage(
  schedules: readonly Schedule[],
  { mayStop, usage }: { mayStop: boolean; usage: string },
): Message {
  return {
    text: say('This channel gets {count, plural, one {one message} other {# messages}} by the calendar.', {
      count: schedules.length,
    }),
    blocks: [
      section(say('*What this channel gets*')),
      ...schedules.map((schedule): types.SectionBlock => {
        const stop = button(say('Stop'), ACTION.stopSchedule, schedule.scheduleId);
        return { ...section(scheduleLine(schedule)), ...(mayStop ? { accessory: stop } : {}) };
      }),
      context(usage),
    ],
  };
}

/** What is posted: the command of a report, or the digest. */
export function scheduledThing(report: Asked | undefined): string {
  return report ? `\`${commandWords(report)}\`` : say('The digest');
}

/** "The digest every day at 09:00 (UTC), set up by @ann, next tomorrow." */
function scheduleLine(schedule: Schedule): string {
  const { options, timeZone, nextRunAt, createdBy } = schedule;
  const figures = {
    ...{ what: scheduledThing(options.report), when: scheduleInWords(schedule) },
    ...{ who: `<@${createdBy}>`, next: dateToken(nextRunAt, timeZone) },
  };
  if (createdBy) {
    return options.withCost
      ? say('{what} {when}, with cost, set up by {who}, next {next}.', figures)
      : say('{what} {when}, set up by {who}, next {next}.', figures);
  }
  return options.withCost
    ? say('{what} {when}, with cost, next {next}.', figures)
    : say('{what} {when}, next {next}.', figures);
}
