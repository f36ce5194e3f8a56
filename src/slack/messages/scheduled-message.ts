import type { types } from '@slack/bolt';
import type { ScheduleTime } from '../../reports/schedule.ts';
import type { Schedule } from '../../reports/schedules.ts';
import type { ScheduleDays } from '../../vocabulary.ts';
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
export const SCHEDULE_BUTTON = 'Post this regularly…';

const DAYS_IN_WORDS: Record<ScheduleDays, string> = {
  weekdays: 'on weekdays',
  daily: 'every day',
  mondays: 'every Monday',
  monthly: 'on the first of each month',
};

/** "every Monday at 09:00 (Europe/Berlin)". */
export function scheduleInWords({ days, timeOfDay, timeZone }: ScheduleTime): string {
  return `${DAYS_IN_WORDS[days]} at ${timeOfDay} (${timeZone})`;
}

export function isScheduleDays(days: unknown): days is ScheduleDays {
  return typeof days === 'string' && Object.hasOwn(DAYS_IN_WORDS, days);
}

/** The command that asks for the same, as it can be typed. */
export function commandWords({ name, text }: Asked): string {
  return escapeMrkdwn(oneLine(`/funnel ${name} ${text}`, LONGEST_WORDS).replaceAll('`', '’'));
}

/** Under a report that comes by itself. `time` is unknown of what was owed before it was kept. */
export function scheduledFooter(asked: Asked, time: ScheduleTime | undefined): types.ContextBlock {
  const when = time ? scheduleInWords(time) : 'by the calendar';
  return context(
    `Posted ${when}: \`${commandWords(asked)}\`. \`/funnel digest\` lists what this channel gets, and stops it.`,
  );
}

/** To whoever set up a report that can no longer be run. */
export function stoppedReportMessage(
  asked: Asked,
  { channelId, because, time }: { channelId: string; because: string; time: ScheduleTime | undefined },
): Message {
  const why = escapeMrkdwn(oneLine(because, 500));
  const when = time ? `, ${scheduleInWords(time)},` : '';
  return {
    text: 'A report that you set up can no longer be posted, so it is stopped.',
    blocks: [
      section(
        `⏹️ \`${commandWords(asked)}\` in <#${channelId}>${when} can no longer be posted, so it is stopped: ${why}\nAsk for it again and choose *${SCHEDULE_BUTTON}* to set up another.`,
      ),
    ],
  };
}

/** What a channel gets by the calendar, each with a button that stops it for those who may. */
export function schedulesMessage(
  schedules: readonly Schedule[],
  { mayStop, usage }: { mayStop: boolean; usage: string },
): Message {
  return {
    text: `This channel gets ${schedules.length === 1 ? 'one message' : `${schedules.length} messages`} by the calendar.`,
    blocks: [
      section('*What this channel gets*'),
      ...schedules.map((schedule): types.SectionBlock => {
        const stop = button('Stop', ACTION.stopSchedule, schedule.scheduleId);
        return { ...section(scheduleLine(schedule)), ...(mayStop ? { accessory: stop } : {}) };
      }),
      context(usage),
    ],
  };
}

/** "The digest every day at 09:00 (UTC), set up by @ann, next tomorrow." */
function scheduleLine(schedule: Schedule): string {
  const { options, timeZone, nextRunAt, createdBy } = schedule;
  const what = options.report ? `\`${commandWords(options.report)}\`` : 'The digest';
  const cost = options.withCost ? ', with cost' : '';
  const by = createdBy ? `, set up by <@${createdBy}>` : '';
  return `${what} ${scheduleInWords(schedule)}${cost}${by}, next ${dateToken(nextRunAt, timeZone)}.`;
}
