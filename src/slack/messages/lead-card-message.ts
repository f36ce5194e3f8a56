import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { reasonInWords } from '../../routing/reason-in-words.ts';
import { say } from '../../words/say.ts';
import { isLate, isOver, openButtons, row, settledButtons, turnEndsAt } from './lead-buttons.ts';
import { addedLines, leadLines } from './lead-lines.ts';
import { header, type Message, type Wording } from './message.ts';
import { HOLDER, type Reader } from './reader.ts';
import { line, richText, text, user } from './rich-text.ts';
import { stageInWords, stageLine, teller } from './stage-line.ts';
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
function wentOnCard(card: LeadCard, where: Line): Message {
  return {
    text: say('{lead} is in other hands now.', { lead: leadName(card) }),
    blocks: [header(cut(headline(card), 150)), richText([where])],
  };
}

function takenLine({ routedTo, before }: LeadCard, holderId: string): Line {
  const who = user(holderId);
  if (routedTo === 'claim') return line('<b>🙋 Claimed</b> by {who}', { who });
  return before?.ended === 'given' && before.endedBy
    ? line('<b>➡️ Given</b> to {who} by {giver}', { who, giver: user(before.endedBy) })
    : line('<b>➡️ Given</b> to {who}', { who });
}

function settledCard(card: LeadCard, wording: Wording, reader: Reader): Message {
  const buttons = settledButtons(card, wording, reader);
  return {
    text: settledSentence(card),
    blocks: [
      header(cut(headline(card), 150)),
      richText(cardLines(card, reader)),
      richText(settledLines(card, wording, reader)),
      ...(buttons.length > 0 ? [row(...buttons)] : []),
    ],
  };
}

/** "Ada Park, Acme: accepted, now won." */
function settledSentence(card: LeadCard): string {
  const { progress } = card;
  const lead = leadName(card);
  const result = escapeMrkdwn(resultInWords(card));
  return progress?.isBeyond
    ? say('{lead}: {result}, now {stage}.', { lead, result, stage: stageInWords(progress.stage) })
    : say('{lead}: {result}.', { lead, result });
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
  return name || company || say('Lead {id}', { id: oneLine(card.leadId, max) });
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
  if (!namesReps) return routedTo === 'pool' ? [line('In the pool: the first to accept gets it.')] : [];
  const why = oneLine(reasonInWords(holderWhy), 300);
  if (!holderId) return why ? [[text(why)]] : [];
  const who = user(holderId);
  if (role === 'manager')
    return [why ? line('With {who}: {why}', { who, why }) : line('With {who}.', { who })];
  return why ? [line('Why me: {why}', { why })] : [];
}

function settledLines(card: LeadCard, wording: Wording, reader: Reader): Line[] {
  const lines: Line[] = [resultLine(card, wording)];
  const note = oneLine(card.note ?? '', 500);
  if (note) lines.push([text(`“${note}”`)]);
  if (card.corrected) lines.push(correctionLine(card.corrected, card));
  if (card.progress?.isBeyond) lines.push(stageLine(card.progress, wording));
  if (isLate(card, wording.now)) {
    lines.push(line('⏰ Later than promised: it was due {due}.', { due: when(card.dueAt, wording) }));
  }
  lines.push(...standingLines(card, wording, reader));
  if (card.state !== 'accepted') return lines;
  const isTheirs = reader.role !== 'former' && reader.role !== 'channel';
  if (card.contactedAt) return [...lines, contactedLine(card, card.contactedAt, wording)];
  return isTheirs && !isOver(card) ? [...lines, ...contactLines(card, wording)] : lines;
}

function contactLines(card: LeadCard, wording: Wording): Line[] {
  const lines: Line[] = [];
  const step = oneLine(card.nextStep, 500);
  if (step) lines.push(line('<b>Next step: </b>{step}', { step }));
  if (!card.contactDueAt) return lines;
  const due = when(card.contactDueAt, wording);
  lines.push(
    wording.now > card.contactDueAt
      ? line('<b>⏰ The first call was promised by </b>{due}. Press Contacted once you have tried.', { due })
      : line('<b>Call by </b>{due}, then press Contacted.', { due }),
  );
  return lines;
}

/** How a handoff was decided, with its sign. */
export function resultTitle(state: Exclude<LeadCard['state'], 'open'>): string {
  switch (state) {
    case 'accepted':
      return say('✅ Accepted');
    case 'rejected':
      return say('🚫 Rejected');
    case 'recycled':
      return say('♻️ Rejected, back to marketing');
    case 'withdrawn':
      return say('↩️ Withdrawn, a lead again');
    case 'void':
      return say('↩️ No longer an MQL: that was taken back');
  }
}

function resultLine(card: LeadCard, wording: Wording): Line {
  if (card.state === 'open') return [];
  const result = resultTitle(card.state);
  if (card.state === 'void') return line('<b>{result}</b>', { result });
  const who = teller(card.decidedBy, card.decidedOrigin);
  const decision = card.decidedAt
    ? line('<b>{result}</b> by {who} {when}', { result, who, when: when(card.decidedAt, wording) })
    : line('<b>{result}</b> by {who}', { result, who });
  const reason = oneLine(card.reasonLabel ?? '', 200);
  return reason ? line('{decision}: {reason}', { decision, reason }) : decision;
}

/** "accepted", as part of a sentence, unescaped. */
export function resultInWords({ state, reasonLabel }: Pick<LeadCard, 'state' | 'reasonLabel'>): string {
  const result = say(
    '{state, select, accepted {accepted} rejected {rejected} recycled {rejected, back to marketing} withdrawn {withdrawn} void {no longer an MQL} other {still open}}',
    { state },
  );
  const reason = oneLine(reasonLabel ?? '', 100);
  return reason && state !== 'open' && state !== 'void'
    ? say('{result} ({reason})', { result, reason })
    : result;
}

export function contactedLine({ contactedBy }: LeadCard, contactedAt: Date, wording: Wording): Line {
  const at = when(contactedAt, wording);
  return contactedBy
    ? line('<b>📞 Contacted</b> by {who} {at}', { who: user(contactedBy), at })
    : line('<b>📞 Contacted</b> {at}', { at });
}

function correctionLine({ state, decidedBy }: NonNullable<LeadCard['corrected']>, card: LeadCard): Line {
  const values = { state, who: teller(decidedBy) };
  if (card.decidedOrigin === 'correction') {
    return line(
      '✏️ Corrected by a manager: it was “{state, select, accepted {accepted} rejected {rejected} recycled {recycled} other {withdrawn}}” by {who}.',
      values,
    );
  }
  return card.decidedOrigin === 'slack'
    ? line(
        'This decision came first and replaces “{state, select, accepted {accepted} rejected {rejected} recycled {recycled} other {withdrawn}}” by {who}.',
        values,
      )
    : line(
        'The CRM’s report came first and replaces “{state, select, accepted {accepted} rejected {rejected} recycled {recycled} other {withdrawn}}” by {who}.',
        values,
      );
}

function openSentence(card: LeadCard, { timeZone, now }: Wording, { role }: Reader): string {
  const dueAt = turnEndsAt(card);
  const due = timeInWords(dueAt, timeZone);
  const lead = leadName(card);
  if (now > dueAt) return say('{lead} is overdue: a decision was due {due}.', { lead, due });
  if (card.turn <= 1) return say('New MQL: {lead}. Accept or reject it by {due}.', { lead, due });
  switch (role) {
    case 'holder':
      return say('{lead} is with you now. Accept or reject it by {due}.', { lead, due });
    case 'pool':
      return say('{lead} is in the pool now. Accept or reject it by {due}.', { lead, due });
    default:
      return say('{lead} is open now. Accept or reject it by {due}.', { lead, due });
  }
}
