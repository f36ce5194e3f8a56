import type { RepStanding } from '../../team/list-reps.ts';
import { formatWorkingHours } from '../../team/working-hours.ts';
import { context, header, type Message, plainMessage, section, type Wording } from './message.ts';
import { counted, escapeMrkdwn } from './text.ts';
import { timeInWords } from './times.ts';

const ROWS_A_BLOCK = 10;
const MOST_ROWS = 100;

/** Who takes part in the rotation, and on which terms. */
export function repsListMessage(reps: readonly RepStanding[], wording: Wording): Message {
  if (reps.length === 0) return plainMessage('Nobody is in the rotation yet: `/funnel reps add @ada`.');
  const title = `${counted(reps.length, 'rep')} in the rotation`;
  const rows = reps.slice(0, MOST_ROWS).map((rep) => rowOf(rep, wording));
  const more = reps.length - rows.length;
  const blocks = [];
  for (let start = 0; start < rows.length; start += ROWS_A_BLOCK) {
    blocks.push(section(rows.slice(start, start + ROWS_A_BLOCK).join('\n')));
  }
  const notes = [more > 0 ? `${counted(more, 'more rep')} not shown.` : '', `Times in ${wording.timeZone}.`];
  return { text: `${title}.`, blocks: [header(title), ...blocks, context(notes.filter(Boolean).join(' '))] };
}

function rowOf({ member, openLeads, awayUntil }: RepStanding, { timeZone }: Wording): string {
  const { userId, weight, dailyCap, openCap, pausedAt, workingHours, ownTimeZone } = member;
  const hours = workingHours ? formatWorkingHours(workingHours) : '';
  const facts = [
    pausedAt ? '⏸️ paused' : '',
    awayUntil ? `🌴 away until ${timeInWords(awayUntil, timeZone)}` : '',
    `weight ${weight}`,
    openCap === null ? counted(openLeads, 'open lead') : `${openLeads} of at most ${openCap} open leads`,
    dailyCap === null ? '' : `at most ${dailyCap} a day`,
    hours || ownTimeZone ? [hours, ownTimeZone].filter(Boolean).join(' ') : 'the team’s hours',
  ];
  return `<@${userId}> · ${facts.filter(Boolean).map(escapeMrkdwn).join(' · ')}`;
}
