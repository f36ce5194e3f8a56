import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { isLate, isOver, openButtons, row, settledButtons, turnEndsAt } from './lead-buttons.ts';
import { addedLines, leadLines } from './lead-lines.ts';
import { header, type Message, type Wording } from './message.ts';
import { HOLDER, type Reader } from './reader.ts';
import { bold, richText, text, user } from './rich-text.ts';
import { stageInWords, stageLine } from './stage-line.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';
import { timeInWords } from './times.ts';
import { deadlineLines, handedOnLines, standingLines, when, whereItWent } from './turn-lines.ts';

type Line = types.RichTextElement[];

/** The card of one lead, as its reader may act on it: open with Accept and Reject, handed on, or settled with its result. */
export function leadCardMessage(card: LeadCard, wording: Wording, reader: Reader = HOLDER): Message {
  if (card.state !== 'open') return settledCard(card, wording, reader);
  if (reader.role === 'former') return wentOnCard(card, whereItWent(card));
  if (reader.role === 'pool' && card.holderId) return wentOnCard(card, takenLine(card, card.holderId));
  const buttons = openButtons(card, wording, reader);
  return {
    text: openSentence(card, wording, reader),
    blocks: [
      header(cut(headline(card), 150)),
      richText([
        ...cardLines(card, reader),
        ...(card.turn > 1 ? handedOnLines(card, reader) : []),
        ...deadlineLines(card, wording),
        ...standingLines(card, wording, reader),
      ]),
      ...(buttons ? [buttons] : []),
    ],
  };
}

/** It is in other hands: what remains of the card says whose, and offers nothing. */
function wentOnCard(card: LeadCard, line: Line): Message {
  return {
    text: `${leadName(card)} is in other hands now.`,
    blocks: [header(cut(headline(card), 150)), richText([line])],
  };
}

function takenLine({ routedTo, before }: LeadCard, holderId: string): Line {
  if (routedTo === 'claim') return [bold('🙋 Claimed'), text(' by '), user(holderId)];
  const by = before?.ended === 'given' && before.endedBy ? [text(' by '), user(before.endedBy)] : [];
  return [bold('➡️ Given'), text(' to '), user(holderId), ...by];
}

function settledCard(card: LeadCard, wording: Wording, reader: Reader): Message {
  const buttons = settledButtons(card, wording, reader);
  return {
    text: `${leadName(card)}: ${escapeMrkdwn(resultInWords(card))}${beyondInWords(card)}.`,
    blocks: [
      header(cut(headline(card), 150)),
      richText(cardLines(card, reader)),
      richText(settledLines(card, wording, reader)),
      ...(buttons.length > 0 ? [row(...buttons)] : []),
    ],
  };
}

/** Name and company for a notification, escaped. */
export function leadName(card: Pick<LeadCard, 'name' | 'company' | 'leadId'>): string {
  return escapeMrkdwn(plainLeadName(card, 60));
}

/** Name and company on one line, as plain text. */
export function plainLeadName(card: Pick<LeadCard, 'name' | 'company' | 'leadId'>, max: number): string {
  const name = card.name && oneLine(card.name, max);
  const company = card.company && oneLine(card.company, max);
  if (name && company) return `${name}, ${company}`;
  return name || company || `Lead ${oneLine(card.leadId, max)}`;
}

function headline(card: LeadCard): string {
  return plainLeadName(card, 70);
}

function cardLines(card: LeadCard, reader: Reader): Line[] {
  const lines = [...leadLines(card), ...addedLines(card, reader)];
  return card.state === 'open' ? [...lines, ...whyLines(card, reader)] : lines;
}

/** Why it came to its holder, for whoever reads of it. */
function whyLines({ holderId, holderWhy, routedTo }: LeadCard, { role, namesReps }: Reader): Line[] {
  // The reason names who is away or has enough to do: that is for people, not for a channel.
  if (!namesReps) return routedTo === 'pool' ? [[text('In the pool: the first to accept gets it.')]] : [];
  const why = oneLine(holderWhy ?? '', 300);
  if (!holderId) return why ? [[text(why)]] : [];
  if (role === 'manager') return [[text('With '), user(holderId), text(why ? `: ${why}` : '.')]];
  return why ? [[text(`Why me: ${why}`)]] : [];
}

function settledLines(card: LeadCard, wording: Wording, reader: Reader): Line[] {
  const lines: Line[] = [resultLine(card, wording)];
  const note = oneLine(card.note ?? '', 500);
  if (note) lines.push([text(`“${note}”`)]);
  if (card.corrected) lines.push(correctionLine(card.corrected, card));
  if (card.progress?.isBeyond) lines.push(stageLine(card.progress, wording));
  if (isLate(card, wording.now)) {
    lines.push([text('⏰ Later than promised: it was due '), when(card.dueAt, wording), text('.')]);
  }
  lines.push(...standingLines(card, wording, reader));
  if (card.state !== 'accepted') return lines;
  const isTheirs = reader.role !== 'former' && reader.role !== 'channel';
  if (card.contactedAt) return [...lines, contactedLine(card, card.contactedAt, wording)];
  return isTheirs && !isOver(card) ? [...lines, ...contactLines(card, wording)] : lines;
}

function contactLines(card: LeadCard, wording: Wording): Line[] {
  const lines: Line[] = [];
  const nextStep = oneLine(card.nextStep, 500);
  if (nextStep) lines.push([bold('Next step: '), text(nextStep)]);
  if (!card.contactDueAt) return lines;
  const due = when(card.contactDueAt, wording);
  lines.push(
    wording.now > card.contactDueAt
      ? [bold('⏰ The first call was promised by '), due, text('. Press Contacted once you have tried.')]
      : [bold('Call by '), due, text(', then press Contacted.')],
  );
  return lines;
}

const RESULTS = {
  accepted: '✅ Accepted',
  rejected: '🚫 Rejected',
  recycled: '♻️ Rejected, back to marketing',
  withdrawn: '↩️ Withdrawn, a lead again',
  void: '↩️ No longer an MQL: that was taken back',
} as const satisfies Record<Exclude<LeadCard['state'], 'open'>, string>;

function resultLine(card: LeadCard, wording: Wording): Line {
  if (card.state === 'open') return [];
  const line: Line = [bold(RESULTS[card.state])];
  if (card.state === 'void') return line;
  const origin = oneLine(card.decidedOrigin ?? '', 60);
  const crm = origin ? `the CRM (${origin})` : 'the CRM';
  line.push(text(' by '), card.decidedBy ? user(card.decidedBy) : text(crm));
  if (card.decidedAt) line.push(text(' '), when(card.decidedAt, wording));
  const reason = oneLine(card.reasonLabel ?? '', 200);
  if (reason) line.push(text(`: ${reason}`));
  return line;
}

/** "accepted", as part of a sentence, unescaped. */
export function resultInWords(card: Pick<LeadCard, 'state' | 'reasonLabel'>): string {
  const label = oneLine(card.reasonLabel ?? '', 100);
  const reason = label ? ` (${label})` : '';
  switch (card.state) {
    case 'open':
      return 'still open';
    case 'recycled':
      return `rejected, back to marketing${reason}`;
    case 'void':
      return 'no longer an MQL';
    default:
      return `${card.state}${reason}`;
  }
}

/** ", now won": what has become of it since. */
function beyondInWords({ progress }: LeadCard): string {
  return progress?.isBeyond ? `, now ${stageInWords(progress.stage)}` : '';
}

export function contactedLine(card: LeadCard, contactedAt: Date, wording: Wording): Line {
  const by = card.contactedBy ? [text(' by '), user(card.contactedBy)] : [];
  return [bold('📞 Contacted'), ...by, text(' '), when(contactedAt, wording)];
}

function correctionLine(corrected: NonNullable<LeadCard['corrected']>, card: LeadCard): Line {
  const who = corrected.decidedBy ? user(corrected.decidedBy) : text('the CRM');
  if (card.decidedOrigin === 'correction') {
    return [text(`✏️ Corrected by a manager: it was “${corrected.state}” by `), who, text('.')];
  }
  const source = card.decidedOrigin === 'slack' ? 'This decision' : 'The CRM’s report';
  return [text(`${source} came first and replaces “${corrected.state}” by `), who, text('.')];
}

function openSentence(card: LeadCard, { timeZone, now }: Wording, { role }: Reader): string {
  const dueAt = turnEndsAt(card);
  const due = timeInWords(dueAt, timeZone);
  const who = leadName(card);
  if (now > dueAt) return `${who} is overdue: a decision was due ${due}.`;
  if (card.turn <= 1) return `New MQL: ${who}. Accept or reject it by ${due}.`;
  const where = { holder: 'with you', pool: 'in the pool' }[role as string] ?? 'open';
  return `${who} is ${where} now. Accept or reject it by ${due}.`;
}
