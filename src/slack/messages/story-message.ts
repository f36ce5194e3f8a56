import type { types } from '@slack/bolt';
import { type LeadProgress, moveUndoUntil } from '../../leads/lead-progress.ts';
import type { LeadStory, StoryEntry, StoryMessage } from '../../leads/lead-story.ts';
import type { Stage } from '../../vocabulary.ts';
import { ACTION } from '../action-ids.ts';
import { managersButtons, row } from './lead-buttons.ts';
import { leadName, plainLeadName } from './lead-card-message.ts';
import { leadLines } from './lead-lines.ts';
import { button, context, header, type Message, type Wording } from './message.ts';
import { bold, richText, text, user } from './rich-text.ts';
import { moveButtons, STAGE_NAMES } from './stage-moves.ts';
import { counted, cut, oneLine } from './text.ts';
import { timeInWords } from './times.ts';

type Line = types.RichTextElement[];
type Entry<Kind> = Extract<StoryEntry, { kind: Kind }>;

/** So many lines fit into one answer; the latest are shown. */
const MOST_LINES = 30;
const LONGEST_WORDS = 120;

/** Learnt this much later, it is worth saying when. */
const LATE_MS = 10 * 60_000;

/** Everything that happened with one lead, the latest last, and what its reader may do about it. */
export function storyMessage(
  story: LeadStory,
  wording: Wording,
  reader: { userId: string | null; isManager: boolean },
): Message {
  const { card, entries } = story;
  const about = story.lead;
  const earlier = Math.max(0, entries.length - MOST_LINES);
  const lines = entries
    .slice(-MOST_LINES)
    .map((entry) => [bold(`${timeInWords(entry.at, wording.timeZone)}  `), ...lineOf(entry, wording)]);
  const buttons = buttonsFor(story, wording, reader);
  return {
    text: `The story of ${leadName(about)}, ${counted(entries.length, 'entry', 'entries')}.`,
    blocks: [
      header(cut(plainLeadName(about, 70), 150)),
      ...(earlier > 0
        ? [context(`and ${counted(earlier, 'earlier entry', 'earlier entries')} not shown`)]
        : []),
      ...(card ? [] : [richText(leadLines(about))]),
      richText(lines),
      ...(buttons.length > 0 ? [row(...buttons)] : []),
    ],
  };
}

function buttonsFor(
  { card, progress, mayMove, leadId }: LeadStory,
  wording: Wording,
  { userId, isManager }: { userId: string | null; isManager: boolean },
): types.ActionsBlockElement[] {
  const moves =
    progress && mayMove ? [...undoButton(progress, wording), ...moveButtons(progress.stage, leadId)] : [];
  if (!card || card.state === 'void') return moves;
  const open = button('Open card', ACTION.openCard, card.handoffId);
  if (!isManager) return card.holderId === userId ? [open, ...moves] : moves;
  const give = card.state === 'open' ? [button('Give to…', ACTION.give, card.handoffId)] : [];
  return [open, ...give, ...managersButtons(card, wording), ...moves];
}

function undoButton(progress: LeadProgress, { now }: Wording): types.Button[] {
  const until = moveUndoUntil(progress);
  return until && until > now ? [button('Undo', ACTION.undoMoveHere, progress.leadId)] : [];
}

function lineOf(entry: StoryEntry, wording: Wording): Line {
  switch (entry.kind) {
    case 'fact':
      return factLine(entry, wording);
    case 'turn':
      return turnLine(entry);
    case 'turn-end':
      return [text('Turn of '), whom(entry.holderId), text(' ended: '), ...endWords(entry)];
    case 'message':
      return messageLine(entry.message);
    case 'audit':
      return auditLine(entry, wording);
  }
}

/** The same where somebody clicked. */
const CLICKS: Partial<Record<Stage, string>> = {
  sql: '✅ Accepted',
  rejected: '🚫 Rejected',
  recycled: '♻️ Rejected, back to marketing',
};

function factLine({ fact, reasonLabel }: Entry<'fact'>, wording: Wording): Line {
  const by = fact.actorId ? [text(' by '), user(fact.actorId)] : [text(` from ${said(fact.origin)}`)];
  const isLate = fact.recordedAt.getTime() - fact.occurredAt.getTime() > LATE_MS;
  const learnt = isLate ? [text(` (learnt ${timeInWords(fact.recordedAt, wording.timeZone)})`)] : [];
  switch (fact.kind) {
    case 'undo':
      return [text(fact.origin === 'correction' ? '↩️ Decision voided' : '↩️ Undone'), ...by, ...learnt];
    case 'contacted':
      return [text('📞 Contacted'), ...by, ...learnt];
    case 'excused':
      return [text('🕊️ Excused'), ...by, text(`: ${said(fact.reason)}`), ...learnt];
    case 'unmapped':
      return [text(`❔ Reported “${said(fact.reported)}”, which means no stage here`), ...by, ...learnt];
    case 'stage': {
      const reported = fact.reported === fact.stage ? '' : ` (reported “${said(fact.reported)}”)`;
      const why = [reasonLabel, fact.note].map((words) => said(words ?? '')).filter(Boolean);
      return [
        text(`${(fact.actorId && CLICKS[fact.stage]) || STAGE_NAMES[fact.stage]}${reported}`),
        ...by,
        text(why.length > 0 ? `: ${why.join(', ')}` : ''),
        ...learnt,
      ].filter((element) => element.type !== 'text' || element.text !== '');
    }
  }
}

function turnLine({ turn, routedTo, holderId, why }: Entry<'turn'>): Line {
  const to = routedTo === 'pool' ? [text('the pool')] : [whom(holderId)];
  const words = said(why);
  return [text(`👤 Turn ${turn}: `), ...to, ...(words ? [text(`. ${words}`)] : [])];
}

function endWords({ ended, by, why }: Entry<'turn-end'>): Line {
  const who = by ? [text(' by '), user(by)] : [];
  const reason = said(why ?? '');
  const because = reason ? [text(`: ${reason}`)] : [];
  switch (ended) {
    case 'decided':
      return [text('decided'), ...who];
    case 'lapsed':
      return [text('not decided in time')];
    case 'given':
      return [text('given to somebody else'), ...who, ...because];
    case 'handed-on':
      return [text('handed on'), ...who, ...because];
    case 'claimed':
      return [text('claimed'), ...who];
    case 'removed':
      return [text('takes no leads any more')];
    case 'void':
      return [text('no longer an MQL')];
  }
}

const KINDS = {
  card: 'Card',
  reminder: 'Reminder',
  breach: 'Word of the missed deadline',
  'contact-reminder': 'Reminder of the first call',
  'contact-breach': 'Word of the missed first call',
  'nobody-eligible': 'Word that nobody is there',
  paused: 'Word of a pause',
  bundle: 'Several leads at once',
  digest: 'Digest',
  report: 'Report',
  'report-stopped': 'Word of a report that stopped',
  overspent: 'Word of an overspent budget',
  'new-rep': 'Welcome',
  'first-run': 'First steps',
  'sample-card': 'Sample card',
} as const satisfies Record<StoryMessage['kind'], string>;

function messageLine({ kind, recipientId, state, lastError }: StoryMessage): Line {
  const to: Line = [text(`✉️ ${KINDS[kind]} to `), recipient(recipientId)];
  const because = said(lastError ?? '');
  switch (state) {
    case 'failed':
      return [...to, text(` not delivered${because ? `: ${because}` : ''}`)];
    case 'cancelled':
      return [...to, text(` not sent${because ? `: ${because}` : ''}`)];
    default:
      return to;
  }
}

function auditLine({ action, by, detail }: Entry<'audit'>, wording: Wording): Line {
  const who = by ? [text(' by '), user(by)] : [];
  const why = said(String(detail.why ?? ''));
  switch (action) {
    case 'lead stayed':
      return [text(`Stays where it is: ${why}`)];
    case 'lead snoozed': {
      const until = new Date(String(detail.until));
      return [text('🔕 Snoozed'), ...who, text(` until ${timeInWords(until, wording.timeZone)}`)];
    }
    case 'decision corrected':
      return [
        text('✏️ Corrected'),
        ...who,
        text(` from ${said(String(detail.was))} to ${said(String(detail.to))}: ${why}`),
      ];
    default:
      return [text(said(action)), ...who];
  }
}

function whom(userId: string | null): types.RichTextElement {
  return userId ? user(userId) : text('nobody');
}

function recipient(recipientId: string): types.RichTextElement {
  return /^[UW]/.test(recipientId) ? user(recipientId) : { type: 'channel', channel_id: recipientId };
}

function said(words: string): string {
  return oneLine(words, LONGEST_WORDS);
}
