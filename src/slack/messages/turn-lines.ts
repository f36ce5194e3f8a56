import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { whyInWords } from '../../leads/usual-why.ts';
import { say } from '../../words/say.ts';
import { turnEndsAt } from './lead-buttons.ts';
import type { Wording } from './message.ts';
import type { Reader } from './reader.ts';
import { instant, line, user } from './rich-text.ts';
import { oneLine } from './text.ts';
import { dayAndTime, spanInWords, timeInWords } from './times.ts';

type Line = types.RichTextElement[];

const LONGEST_WHY = 300;

export function when(at: Date, { timeZone }: Pick<Wording, 'timeZone'>): types.RichTextElement {
  return instant(at, dayAndTime(), timeInWords(at, timeZone));
}

/** Until when to decide, and how long that is from now; of a later turn also what was promised in the first place. */
export function deadlineLines(card: LeadCard, wording: Wording): Line[] {
  const dueAt = turnEndsAt(card);
  const isOver = card.state === 'open' && wording.now > dueAt;
  const span = spanInWords(Math.abs(dueAt.getTime() - wording.now.getTime()));
  const due = when(dueAt, wording);
  const relative = instant(dueAt, '{ago}', isOver ? say('{span} ago', { span }) : say('in {span}', { span }));
  const deadline = isOver
    ? line('<b>⏰ Overdue: </b>a decision was due {due} ({relative})', { due, relative })
    : line('<b>Decide by </b>{due} ({relative})', { due, relative });
  if (dueAt.getTime() === card.dueAt.getTime()) return [deadline];
  const promised = when(card.dueAt, wording);
  return [
    deadline,
    card.isOverdue
      ? line('Promised by {promised}, which has passed', { promised })
      : line('Promised by {promised}', { promised }),
  ];
}

/** How it came from whoever had it before. Names of reps are for people, and for channels that may have them. */
export function handedOnLines({ before, holderId }: LeadCard, { namesReps }: Reader): Line[] {
  if (!before?.holderId || before.holderId === holderId || !namesReps) return [];
  const who = user(before.holderId);
  const why = oneLine(whyInWords(before.why ?? ''), LONGEST_WHY);
  switch (before.ended) {
    case 'lapsed':
      return [line('Handed on from {who}: not decided in time.', { who })];
    case 'handed-on':
      return [why ? line('Handed on by {who}: {why}.', { who, why }) : line('Handed on by {who}.', { who })];
    case 'removed':
      return [line('Handed on from {who}, who takes no leads any more.', { who })];
    default:
      return [line('Handed on from {who}.', { who })];
  }
}

/** Where it has gone, and why: for whoever had it. */
export function whereItWent({ before, holderId, routedTo }: LeadCard): Line {
  const where = whereItIs(holderId, routedTo);
  const why = before ? endInWords(before) : [];
  return why.length > 0
    ? line('<b>➡️ </b>{where} ({why}).', { where, why })
    : line('<b>➡️ </b>{where}.', { where });
}

function whereItIs(holderId: string | null, routedTo: LeadCard['routedTo']): Line {
  if (holderId !== null) return line('Handed on to {who}', { who: user(holderId) });
  return routedTo === 'pool' ? line('Back in the pool') : line('Waits for somebody to be found');
}

function endInWords(before: NonNullable<LeadCard['before']>): Line {
  const who = before.endedBy ? user(before.endedBy) : undefined;
  switch (before.ended) {
    case 'lapsed':
      return line('not decided in time');
    case 'given':
      return because(who ? line('given by {who}', { who }) : line('given'), before.why);
    case 'handed-on':
      return because(who ? line('handed on by {who}', { who }) : line('handed on'), before.why);
    case 'claimed':
      return line('claimed');
    case 'removed':
      return line('whoever had it takes no leads any more');
    default:
      return [];
  }
}

/** Snoozed, excused: what holds for it besides. */
export function standingLines(card: LeadCard, wording: Wording, { role, namesReps }: Reader): Line[] {
  const lines: Line[] = [];
  if (card.mutedUntil && card.state === 'open' && role === 'holder') {
    const until = when(card.mutedUntil, wording);
    lines.push(line('🔕 Snoozed until {until}; the deadline stays.', { until }));
  }
  if (card.stays && role === 'manager') {
    lines.push(line('Nobody else gets it by itself from here on: give it to somebody if need be.'));
  }
  if (card.excused) {
    const who = card.excused.by && namesReps ? user(card.excused.by) : undefined;
    const excused = who ? line('<b>🕊️ Excused</b> by {who}', { who }) : line('<b>🕊️ Excused</b>');
    lines.push(because(excused, card.excused.reason));
  }
  return lines;
}

/** What somebody did, and what they said why, where they did. */
function because(what: Line, words: string | null): Line {
  const why = oneLine(whyInWords(words ?? ''), LONGEST_WHY);
  return why ? line('{what}: {why}', { what, why }) : what;
}
