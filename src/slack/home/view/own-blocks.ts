import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import { duration, number, percent, sampleNote } from '../../../reports/sentences/words.ts';
import { ACTION } from '../../action-ids.ts';
import { holdersOptions, MENU, menuOption, row, settledButtons } from '../../messages/lead-buttons.ts';
import { plainLeadName, resultInWords } from '../../messages/lead-card-message.ts';
import { button, header, plainSection, section, type Wording } from '../../messages/message.ts';
import { HOLDER } from '../../messages/reader.ts';
import { bold, richText, text } from '../../messages/rich-text.ts';
import { counted, oneLine } from '../../messages/text.ts';
import { dateToken } from '../../messages/times.ts';
import { deadlineLines, handedOnLines, standingLines, when } from '../../messages/turn-lines.ts';
import type { OwnFigures, OwnPart } from '../home.ts';
import type { HomePages } from '../pages.ts';
import { pagerBlocks, shownBlock } from './pager-blocks.ts';

/** What waits for somebody, what they decided lately, their own figures, and whether they are there. */
export function ownBlocks(own: OwnPart, pages: HomePages, wording: Wording): types.KnownBlock[] {
  return [
    ...queueBlocks(own, pages, wording),
    ...(own.isRep ? [presenceBlock(own, wording)] : []),
    ...(own.isPaused ? [pausedBlock(own)] : []),
    ...decidedBlocks(own.decided, wording),
    plainSection(figuresInWords(own.figures)),
  ];
}

function queueBlocks({ queue, isRep }: OwnPart, pages: HomePages, wording: Wording): types.KnownBlock[] {
  const { counts, cards } = queue;
  if (counts.total === 0) {
    const next = isRep ? ' New MQLs come to you here, and as cards in Messages.' : '';
    return [header('Your leads'), section(`✅ Nothing waits for your decision.${next}`)];
  }
  return [
    header(`Your leads: ${counted(counts.total, 'waits', 'wait')} for your decision`),
    shownBlock(queue, counts.overdue > 0 ? `⏰ ${number(counts.overdue)} overdue.` : ''),
    ...cards.flatMap((card) => [leadBlock(card, wording), leadActions(card, wording)]),
    ...pagerBlocks(queue, pages, 'own'),
  ];
}

function leadBlock(card: LeadCard, wording: Wording): types.RichTextBlock {
  return richText([
    nameLine(card),
    ...deadlineLines(card, wording),
    ...handedOnLines(card, HOLDER),
    ...standingLines(card, wording, HOLDER),
  ]);
}

/** "**Ada Park, Acme** · paid_search". */
export function nameLine(card: LeadCard): types.RichTextElement[] {
  const source = oneLine(card.source ?? '', 60);
  return [bold(plainLeadName(card, 60)), ...(source ? [text(` · ${source}`)] : [])];
}

function leadActions(card: LeadCard, wording: Wording): types.ActionsBlock {
  return row(
    button('Accept', ACTION.accept, card.handoffId, 'primary'),
    button('Reject', ACTION.reject, card.handoffId),
    {
      type: 'overflow',
      action_id: ACTION.leadMenu,
      options: [...holdersOptions(card, wording), menuOption(card, 'Details…', MENU.details)],
    },
  );
}

function presenceBlock({ absence, queue }: OwnPart, { timeZone, now }: Wording): types.SectionBlock {
  const away = button('I am away…', ACTION.goAway, 'away');
  if (!absence) return { ...section('🟢 You are here: new leads come to you.'), accessory: away };
  const until = dateToken(absence.untilAt, timeZone);
  const held = queue.counts.total > 0 ? ' What you hold stays with you.' : '';
  if (absence.fromAt <= now) {
    return {
      ...section(`🌴 You are away until ${until}: new leads go to others.${held}`),
      accessory: button('I am back', ACTION.comeBack, 'back', 'primary'),
    };
  }
  const from = dateToken(absence.fromAt, timeZone);
  return {
    ...section(`🟢 You are here. From ${from} until ${until} you are away.`),
    accessory: button('Cancel absence', ACTION.comeBack, 'back'),
  };
}

function pausedBlock({ userId }: OwnPart): types.SectionBlock {
  return {
    ...section('⏸️ Paused: the rotation passes you over until you resume it.'),
    accessory: button('Resume', ACTION.resume, userId, 'primary'),
  };
}

function decidedBlocks(decided: readonly LeadCard[], wording: Wording): types.KnownBlock[] {
  if (decided.length === 0) return [];
  return [header('Decided lately'), ...decided.flatMap((card) => decidedLead(card, wording))];
}

function decidedLead(card: LeadCard, wording: Wording): types.KnownBlock[] {
  const at = card.decidedAt ? [text(', '), when(card.decidedAt, wording)] : [];
  const buttons = settledButtons(card, wording, HOLDER);
  return [
    richText([
      [bold(plainLeadName(card, 60)), text(`: ${resultInWords(card)}`), ...at],
      ...contactLines(card, wording),
    ]),
    ...(buttons.length > 0 ? [row(...buttons)] : []),
  ];
}

/** Until when to call what was accepted, where that was promised. */
function contactLines(card: LeadCard, wording: Wording): types.RichTextElement[][] {
  const { state, contactDueAt, contactedAt } = card;
  if (state !== 'accepted' || contactDueAt === null || contactedAt !== null) return [];
  const due = when(contactDueAt, wording);
  return wording.now > contactDueAt
    ? [[bold('⏰ The first call was promised by '), due, text('. Press Contacted once you have tried.')]]
    : [[bold('📞 Call by '), due, text(', then press Contacted.')]];
}

/** "January 2026: 12 of 30 MQLs accepted (40.0 %). 25 of 28 decided in time, half of them within 2.1 hours." */
function figuresInWords({ label, row: figures }: OwnFigures): string {
  if (!figures || figures.mqls + figures.late + figures.never === 0) {
    return `${label}: no data of yours yet.`;
  }
  const { mqls, accepted, passRate, decided, withinSla, medianDecisionHours, late, never } = figures;
  const missed = late + never;
  const notInTime = missed > 0 ? `${counted(missed, 'lead')} not decided in time while with you.` : '';
  if (decided === 0)
    return `${label}: ${counted(mqls, 'MQL')} of yours, none decided yet. ${notInTime}`.trim();
  return [
    `${label}: you accepted ${number(accepted)} of ${counted(mqls, 'MQL')} (${percent(passRate)}).`,
    `${number(withinSla)} of ${number(decided)} decided in time; half of your decisions took at most ${duration(medianDecisionHours)}.`,
    notInTime,
    ...sampleNote(mqls),
  ]
    .filter(Boolean)
    .join(' ');
}
