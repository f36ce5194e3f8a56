import type { RepStanding } from '../../team/list-reps.ts';
import { workingHoursInWords } from '../../team/working-hours.ts';
import { say } from '../../words/say.ts';
import { context, header, type Message, plainMessage, section, type Wording } from './message.ts';
import { escapeMrkdwn } from './text.ts';
import { timeInWords } from './times.ts';

const ROWS_A_BLOCK = 10;
const MOST_ROWS = 100;

/** Who takes part in the rotation, and on which terms. */
export function repsListMessage(reps: readonly RepStanding[], wording: Wording): Message {
  if (reps.length === 0) return plainMessage(say('Nobody is in the rotation yet: `/funnel reps add @ada`.'));
  const title = say('{count, plural, one {# rep in the rotation} other {# reps in the rotation}}', {
    count: reps.length,
  });
  const rows = reps.slice(0, MOST_ROWS).map((rep) => rowOf(rep, wording));
  const more = reps.length - rows.length;
  const blocks = [];
  for (let start = 0; start < rows.length; start += ROWS_A_BLOCK) {
    blocks.push(section(rows.slice(start, start + ROWS_A_BLOCK).join('\n')));
  }
  const notes = [
    more > 0
      ? say('{count, plural, one {# more rep not shown.} other {# more reps not shown.}}', { count: more })
      : '',
    say('Times in {timeZone}.', { timeZone: wording.timeZone }),
  ];
  return {
    text: say('{sentence}.', { sentence: title }),
    blocks: [header(title), ...blocks, context(notes.filter(Boolean).join(' '))],
  };
}

function rowOf({ member, openLeads, awayUntil }: RepStanding, { timeZone }: Wording): string {
  const { userId, weight, dailyCap, openCap, pausedAt, workingHours, ownTimeZone } = member;
  const hours = workingHours ? workingHoursInWords(workingHours) : '';
  const facts = [
    pausedAt ? say('⏸️ paused') : '',
    awayUntil ? say('🌴 away until {until}', { until: timeInWords(awayUntil, timeZone) }) : '',
    say('weight {weight}', { weight }),
    openCap === null
      ? say('{count, plural, one {# open lead} other {# open leads}}', { count: openLeads })
      : say('{count} of at most {most} open leads', { count: openLeads, most: openCap }),
    dailyCap === null ? '' : say('at most {count} a day', { count: dailyCap }),
    hours || ownTimeZone ? [hours, ownTimeZone].filter(Boolean).join(' ') : say('the team’s hours'),
  ];
  return `<@${userId}> · ${facts.filter(Boolean).map(escapeMrkdwn).join(' · ')}`;
}
