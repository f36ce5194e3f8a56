import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import { periodName } from '../../../reports/sentences/period-name.ts';
import { duration, percent, sampleNote } from '../../../reports/sentences/words.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { holdersOptions, MENU, menuOption, row, settledButtons } from '../../messages/lead-buttons.ts';
import { plainLeadName, resultInWords } from '../../messages/lead-card-message.ts';
import { button, header, plainSection, section, type Wording } from '../../messages/message.ts';
import { HOLDER } from '../../messages/reader.ts';
import { bold, line, richText, text } from '../../messages/rich-text.ts';
import { oneLine } from '../../messages/text.ts';
import { dateToken } from '../../messages/times.ts';
import { deadlineLines, handedOnLines, standingLines, when } from '../../messages/turn-lines.ts';
import type { OwnFigures, OwnPart } from '../home.ts';
import type { HomePages } from '../pages.ts';
import { pagerBlocks, shownBlock } from './pager-blocks.ts';
import { poolBlocks } from './pool-blocks.ts';

/** What waits for somebody, what they decided lately, their own figures, and whether they are there. */
export function ownBlocks(own: OwnPart, pages: HomePages, wording: Wording): types.KnownBlock[] {
  return [
    ...queueBlocks(own, pages, wording),
    ...poolBlocks(own.pool, wording),
    ...(own.isRep ? [presenceBlock(own, wording)] : []),
    ...(own.isPaused ? [pausedBlock(own)] : []),
    ...decidedBlocks(own.decided, wording),
    plainSection(figuresInWords(own.figures)),
  ];
}

function queueBlocks({ queue, isRep }: OwnPart, pages: HomePages, wording: Wording): types.KnownBlock[] {
  const { counts, cards } = queue;
  if (counts.total === 0) {
    return [
      header(say('Your leads')),
      section(
        isRep
          ? say('✅ Nothing waits for your decision. New MQLs come to you here, and as cards in Messages.')
          : say('✅ Nothing waits for your decision.'),
      ),
    ];
  }
  return [
    header(
      say('Your leads: {count, plural, one {# waits} other {# wait}} for your decision', {
        count: counts.total,
      }),
    ),
    shownBlock(
      queue,
      counts.overdue > 0 ? say('⏰ {count, number} overdue.', { count: counts.overdue }) : '',
    ),
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
    button(say('Accept'), ACTION.accept, card.handoffId, 'primary'),
    button(say('Reject'), ACTION.reject, card.handoffId),
    {
      type: 'overflow',
      action_id: ACTION.leadMenu,
      options: [...holdersOptions(card, wording), menuOption(card, say('Details…'), MENU.details)],
    },
  );
}

function presenceBlock({ absence, queue }: OwnPart, { timeZone, now }: Wording): types.SectionBlock {
  const away = button(say('I am away…'), ACTION.goAway, 'away');
  if (!absence) return { ...section(say('🟢 You are here: new leads come to you.')), accessory: away };
  const until = dateToken(absence.untilAt, timeZone);
  if (absence.fromAt <= now) {
    const others = say('🌴 You are away until {until}: new leads go to others.', { until });
    const held = queue.counts.total > 0 ? say('What you hold stays with you.') : '';
    return {
      ...section([others, held].filter(Boolean).join(' ')),
      accessory: button(say('I am back'), ACTION.comeBack, 'back', 'primary'),
    };
  }
  const from = dateToken(absence.fromAt, timeZone);
  return {
    ...section(say('🟢 You are here. From {from} until {until} you are away.', { from, until })),
    accessory: button(say('Cancel absence'), ACTION.comeBack, 'back'),
  };
}

function pausedBlock({ userId }: OwnPart): types.SectionBlock {
  return {
    ...section(say('⏸️ Paused: the rotation passes you over until you resume it.')),
    accessory: button(say('Resume'), ACTION.resume, userId, 'primary'),
  };
}

function decidedBlocks(decided: readonly LeadCard[], wording: Wording): types.KnownBlock[] {
  if (decided.length === 0) return [];
  return [header(say('Decided lately')), ...decided.flatMap((card) => decidedLead(card, wording))];
}

function decidedLead(card: LeadCard, wording: Wording): types.KnownBlock[] {
  const decided = { lead: plainLeadName(card, 60), result: resultInWords(card) };
  const buttons = settledButtons(card, wording, HOLDER);
  return [
    richText([
      card.decidedAt
        ? line('<b>{lead}</b>: {result}, {when}', { ...decided, when: when(card.decidedAt, wording) })
        : line('<b>{lead}</b>: {result}', decided),
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
    ? [
        line('<b>⏰ The first call was promised by </b>{due}. Press Contacted once you have tried.', {
          due,
        }),
      ]
    : [line('<b>📞 Call by </b>{due}, then press Contacted.', { due })];
}

/** "January 2026: 12 of 30 MQLs accepted (40.0 %). 25 of 28 decided in time, half of them within 2.1 hours." */
function figuresInWords({ label, row: figures }: OwnFigures): string {
  const period = periodName({ label });
  if (!figures || figures.mqls + figures.late + figures.never === 0) {
    return say('{period}: no data of yours yet.', { period });
  }
  const { mqls, accepted, passRate, decided, withinSla, medianDecisionHours, late, never } = figures;
  const missed = late + never;
  const inTime =
    decided > 0
      ? say(
          '{inTime, number} of {decided, number} decided in time; half of your decisions took at most {duration}.',
          { inTime: withinSla, decided, duration: duration(medianDecisionHours) },
        )
      : '';
  const notInTime =
    missed > 0
      ? say(
          '{count, plural, one {# lead not decided in time while with you.} other {# leads not decided in time while with you.}}',
          { count: missed },
        )
      : '';
  const result =
    decided > 0
      ? say(
          '{period}: you accepted {accepted, number} of {mqls, plural, one {# MQL} other {# MQLs}} ({share}).',
          { period, accepted, mqls, share: percent(passRate) },
        )
      : say('{period}: {mqls, plural, one {# MQL} other {# MQLs}} of yours, none decided yet.', {
          period,
          mqls,
        });
  const sample = decided > 0 ? sampleNote(mqls) : [];
  return [result, inTime, notInTime, ...sample].filter(Boolean).join(' ');
}
