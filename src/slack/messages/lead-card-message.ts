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
    text: isOpen ? openSentence(card, wording) : `${leadName(card)}: ${escapeMrkdwn(resultInWords(card))}.`,
    blocks: [
      header(cut(headline(card), 150)),
      richText([...leadLines(card), ...(isOpen ? deadlineLines(card, wording) : [])]),
      ...(isOpen ? [decisionButtons(card)] : settledBlocks(card, wording)),
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
export function deadlineLines(card: LeadCard, wording: Wording): Line[] {
  const away = spanInWords(Math.abs(card.dueAt.getTime() - wording.now.getTime()));
  const due = when(card.dueAt, wording);
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
  const said = (words: string | null, max: number) => oneLine(words ?? '', max);
  const title = [said(card.title, 200), said(card.company, 200)].filter(Boolean);
  if (title.length > 0) lines.push([text(title.join(' at '))]);
  const email = said(card.email, 200);
  if (email) lines.push([text('E-mail '), link(`mailto:${email}`, email)]);
  const phone = said(card.phone, 60);
  if (phone) lines.push([text('Phone '), link(`tel:${phone.replace(/[^\d+]/g, '')}`, phone)]);
  const source = said(card.source, 100);
  const campaign = said(card.campaign, 100);
  const origin = [
    source && `Source ${source}`,
    campaign && `campaign ${campaign}`,
    card.score !== null && `score ${card.score}`,
  ].filter(Boolean);
  if (origin.length > 0) lines.push([text(origin.join(' · '))]);
  if (card.url) lines.push([link(card.url.trim(), `Open ${oneLine(card.leadId, 60)} in the CRM`)]);
  const why = card.state === 'open' ? said(card.holderWhy, 300) : '';
  if (why) lines.push([text(`${card.holderId ? 'Why me: ' : ''}${why}`)]);
  return lines.length > 0
    ? lines
    : [[text(`Lead ${oneLine(card.leadId, 200)}: nothing else is known of it.`)]];
}

function settledBlocks(card: LeadCard, wording: Wording): types.KnownBlock[] {
  const lines: Line[] = [resultLine(card, wording)];
  const note = oneLine(card.note ?? '', 500);
  if (note) lines.push([text(`“${note}”`)]);
  if (card.corrected) lines.push(correctionLine(card.corrected, card));
  const buttons: types.Button[] = [];
  if (card.state === 'accepted') {
    if (card.contactedAt) lines.push(contactedLine(card, card.contactedAt, wording));
    else {
      const nextStep = oneLine(card.nextStep, 500);
      if (nextStep) lines.push([bold('Next step: '), text(nextStep)]);
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
  withdrawn: '↩️ Withdrawn, a lead again',
  void: '↩️ No longer an MQL: a correction from the CRM took it back',
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

function contactedLine(card: LeadCard, contactedAt: Date, wording: Wording): Line {
  const by = card.contactedBy ? [text(' by '), user(card.contactedBy)] : [];
  return [bold('📞 Contacted'), ...by, text(' '), when(contactedAt, wording)];
}

function when(at: Date, { timeZone }: Wording): types.RichTextElement {
  return instant(at, '{date_short_pretty} at {time}', timeInWords(at, timeZone));
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
