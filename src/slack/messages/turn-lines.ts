import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { turnEndsAt } from './lead-buttons.ts';
import type { Wording } from './message.ts';
import type { Reader } from './reader.ts';
import { bold, instant, text, user } from './rich-text.ts';
import { oneLine } from './text.ts';
import { spanInWords, timeInWords } from './times.ts';

type Line = types.RichTextElement[];

const LONGEST_WHY = 300;

export function when(at: Date, { timeZone }: Pick<Wording, 'timeZone'>): types.RichTextElement {
  return instant(at, '{date_short_pretty} at {time}', timeInWords(at, timeZone));
}

/** Until when to decide, and how long that is from now; of a later turn also what was promised in the first place. */
export function deadlineLines(card: LeadCard, wording: Wording): Line[] {
  const dueAt = turnEndsAt(card);
  const isOver = card.state === 'open' && wording.now > dueAt;
  const away = spanInWords(Math.abs(dueAt.getTime() - wording.now.getTime()));
  const due = when(dueAt, wording);
  const relative = instant(dueAt, '{ago}', isOver ? `${away} ago` : `in ${away}`);
  const line = isOver
    ? [bold('⏰ Overdue: '), text('a decision was due '), due, text(' ('), relative, text(')')]
    : [bold('Decide by '), due, text(' ('), relative, text(')')];
  if (dueAt.getTime() === card.dueAt.getTime()) return [line];
  const promise = [text('Promised by '), when(card.dueAt, wording)];
  return [line, card.isOverdue ? [...promise, text(', which has passed')] : promise];
}

/** How it came from whoever had it before. Names of reps are for people, and for channels that may have them. */
export function handedOnLines({ before, holderId }: LeadCard, { namesReps }: Reader): Line[] {
  if (!before?.holderId || before.holderId === holderId || !namesReps) return [];
  const from = user(before.holderId);
  switch (before.ended) {
    case 'lapsed':
      return [[text('Handed on from '), from, text(': not decided in time.')]];
    case 'handed-on':
      return [[text('Handed on by '), from, ...colon(before.why), text('.')]];
    case 'removed':
      return [[text('Handed on from '), from, text(', who takes no leads any more.')]];
    default:
      return [[text('Handed on from '), from, text('.')]];
  }
}

/** Where it has gone, and why: for whoever had it. */
export function whereItWent({ before, holderId, routedTo }: LeadCard): Line {
  const to =
    holderId !== null
      ? [text('Handed on to '), user(holderId)]
      : [text(routedTo === 'pool' ? 'Back in the pool' : 'Waits for somebody to be found')];
  const why = before ? endInWords(before) : [];
  return [bold('➡️ '), ...to, ...(why.length > 0 ? [text(' ('), ...why, text(')')] : []), text('.')];
}

function endInWords(before: NonNullable<LeadCard['before']>): Line {
  const by = before.endedBy ? [text(' by '), user(before.endedBy)] : [];
  switch (before.ended) {
    case 'lapsed':
      return [text('not decided in time')];
    case 'given':
      return [text('given'), ...by, ...colon(before.why)];
    case 'handed-on':
      return [text('handed on'), ...by, ...colon(before.why)];
    case 'claimed':
      return [text('claimed')];
    case 'removed':
      return [text('whoever had it takes no leads any more')];
    default:
      return [];
  }
}

/** Snoozed, excused: what holds for it besides. */
export function standingLines(card: LeadCard, wording: Wording, { role, namesReps }: Reader): Line[] {
  const lines: Line[] = [];
  if (card.mutedUntil && card.state === 'open' && role === 'holder') {
    lines.push([text('🔕 Snoozed until '), when(card.mutedUntil, wording), text('; the deadline stays.')]);
  }
  if (card.stays && role === 'manager') {
    lines.push([text('Nobody else gets it by itself from here on: give it to somebody if need be.')]);
  }
  if (card.excused) {
    const by = card.excused.by && namesReps ? [text(' by '), user(card.excused.by)] : [];
    lines.push([bold('🕊️ Excused'), ...by, ...colon(card.excused.reason)]);
  }
  return lines;
}

function colon(words: string | null): Line {
  const said = oneLine(words ?? '', LONGEST_WHY);
  return said ? [text(`: ${said}`)] : [];
}
