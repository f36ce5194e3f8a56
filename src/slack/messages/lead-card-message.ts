import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, header, type Message, type Wording } from './message.ts';
import { bold, instant, link, richText, text, user } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';
import { spanInWords, timeInWords } from './times.ts';

type Line = types.RichTextElement[];

/** The card of one lead: open with Accept and Reject, or settled with its result. */
export function leadCardMessage(card: LeadCard, wording: Wording): Message {
  const isOpen = card.state === 'open';
  return {
    text: isOpen ? openSentence(card, wording) : `${leadName(card)}: ${resultInWords(card)}.`,
    blocks: [
      header(cut(headline(card), 150)),
      richText([...leadLines(card), ...(isOpen ? deadlineLines(card, wording) : [])]),
      ...(isOpen ? [decisionButtons(card)] : settledBlocks(card)),
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

export function decisionButtons(card: LeadCard): types.ActionsBlock {
  return actions(
    button('Accept', ACTION.accept, card.handoffId, 'primary'),
    button('Reject', ACTION.reject, card.handoffId),
  );
}

/** When the decision is due, and how long that is from now. */
export function deadlineLines(card: LeadCard, { timeZone, now }: Wording): Line[] {
  const fallback = timeInWords(card.dueAt, timeZone);
  const away = spanInWords(Math.abs(card.dueAt.getTime() - now.getTime()));
  const due = instant(card.dueAt, '{date_short_pretty} at {time}', fallback);
  const relative = instant(card.dueAt, '{ago}', card.isOverdue ? `${away} ago` : `in ${away}`);
  return [
    card.isOverdue
      ? [bold('⏰ Overdue: '), text('a decision was due '), due, text(' ('), relative, text(')')]
      : [bold('Decide by '), due, text(' ('), relative, text(')')],
  ];
}

function headline(card: LeadCard): string {
  return plainLeadName(card, 70);
}

function leadLines(card: LeadCard): Line[] {
  const lines: Line[] = [];
  const title = [card.title, card.company].filter((part) => part !== null).map((part) => oneLine(part, 200));
  if (title.length > 0) lines.push([text(title.join(' at '))]);
  if (card.email)
    lines.push([text('E-mail '), link(`mailto:${card.email.trim()}`, oneLine(card.email, 200))]);
  if (card.phone) {
    lines.push([text('Phone '), link(`tel:${card.phone.replace(/[^\d+]/g, '')}`, oneLine(card.phone, 60))]);
  }
  const origin = [
    card.source && `Source ${oneLine(card.source, 100)}`,
    card.campaign && `campaign ${oneLine(card.campaign, 100)}`,
    card.score !== null && `score ${card.score}`,
  ].filter(Boolean);
  if (origin.length > 0) lines.push([text(origin.join(' · '))]);
  if (card.url) lines.push([link(card.url.trim(), `Open ${oneLine(card.leadId, 60)} in the CRM`)]);
  if (card.holderWhy && card.state === 'open')
    lines.push([text('Why me: '), text(oneLine(card.holderWhy, 300))]);
  return lines.length > 0
    ? lines
    : [[text(`Lead ${oneLine(card.leadId, 200)}: nothing else is known of it.`)]];
}

function settledBlocks(card: LeadCard): types.KnownBlock[] {
  const lines: Line[] = [resultLine(card)];
  if (card.note) lines.push([text(`“${oneLine(card.note, 500)}”`)]);
  if (card.corrected) lines.push(correctionLine(card.corrected, card));
  const buttons: types.Button[] = [];
  if (card.state === 'accepted') {
    if (card.contactedAt) lines.push(contactedLine(card, card.contactedAt));
    else {
      lines.push([bold('Next step: '), text(oneLine(card.nextStep, 500))]);
      buttons.push(button('Contacted', ACTION.contacted, card.handoffId, 'primary'));
    }
  }
  if (card.undoUntil) buttons.push(button('Undo', ACTION.undo, card.handoffId));
  return [richText(lines), ...(buttons.length > 0 ? [actions(...buttons)] : [])];
}

const RESULTS = {
  accepted: '✅ Accepted',
  rejected: '🚫 Rejected',
  recycled: '♻️ Rejected, back to marketing',
  withdrawn: '↩️ Withdrawn: it is a lead again, not an MQL',
  void: '↩️ No longer an MQL: a correction from the CRM took it back',
} as const satisfies Record<Exclude<LeadCard['state'], 'open'>, string>;

function resultLine(card: LeadCard): Line {
  if (card.state === 'open') return [];
  const line: Line = [bold(RESULTS[card.state])];
  if (card.state === 'void') return line;
  line.push(
    text(' by '),
    card.decidedBy ? user(card.decidedBy) : text(`the CRM (${oneLine(card.decidedOrigin ?? '', 60)})`),
  );
  if (card.decidedAt)
    line.push(
      text(' '),
      instant(card.decidedAt, '{date_short_pretty} at {time}', card.decidedAt.toISOString()),
    );
  if (card.reasonLabel) line.push(text(`: ${oneLine(card.reasonLabel, 200)}`));
  return line;
}

/** "accepted", as part of a sentence for a notification. */
export function resultInWords(card: Pick<LeadCard, 'state' | 'reasonLabel'>): string {
  const reason = card.reasonLabel ? ` (${escapeMrkdwn(oneLine(card.reasonLabel, 100))})` : '';
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

function contactedLine(card: LeadCard, contactedAt: Date): Line {
  const by = card.contactedBy ? [text(' by '), user(card.contactedBy)] : [];
  return [
    bold('📞 Contacted'),
    ...by,
    text(' '),
    instant(contactedAt, '{date_short_pretty} at {time}', contactedAt.toISOString()),
  ];
}

function correctionLine(corrected: NonNullable<LeadCard['corrected']>, card: LeadCard): Line {
  const who = corrected.decidedBy ? user(corrected.decidedBy) : text('the CRM');
  const source = card.decidedOrigin === 'slack' ? 'This decision' : 'The CRM’s report';
  return [text(`${source} came first and replaces “${corrected.state}” by `), who, text('.')];
}

function openSentence(card: LeadCard, { timeZone }: Wording): string {
  const due = timeInWords(card.dueAt, timeZone);
  const who = leadName(card);
  if (card.isOverdue) return `${who} is overdue: a decision was due ${due}.`;
  return `New MQL: ${who}. Accept or reject it by ${due}.`;
}
