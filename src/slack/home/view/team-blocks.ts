import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import type { OpenCounts } from '../../../leads/list-queue-page.ts';
import { periodName } from '../../../reports/sentences/period-name.ts';
import { scorecardSentences } from '../../../reports/sentences/scorecard-sentences.ts';
import { say } from '../../../words/say.ts';
import { series } from '../../../words/series.ts';
import { ACTION } from '../../action-ids.ts';
import { excuse, row } from '../../messages/lead-buttons.ts';
import { whoHasIt } from '../../messages/lead-rows.ts';
import { actions, button, header, plainSection, section, type Wording } from '../../messages/message.ts';
import { richText } from '../../messages/rich-text.ts';
import { deadlineLines } from '../../messages/turn-lines.ts';
import type { TeamPart, TeamScorecard } from '../home.ts';
import type { HomePages } from '../pages.ts';
import { nameLine } from './own-blocks.ts';
import { pagerBlocks, shownBlock } from './pager-blocks.ts';
import { claimButton } from './pool-blocks.ts';

/** What is open and at risk, the most urgent leads, and who keeps what was agreed. */
export function teamBlocks(
  { queue, scorecard }: TeamPart,
  pages: HomePages,
  wording: Wording,
): types.KnownBlock[] {
  const { counts, cards } = queue;
  const several = button(say('Give several…'), ACTION.giveSeveral, 'home');
  return [
    header(say('The team')),
    plainSection(scorecardInWords(scorecard)),
    section(countsInWords(counts)),
    actions(
      button(say('Reports…'), ACTION.openReport, 'report'),
      button(say('Goals…'), ACTION.setGoals, 'goals'),
      button(say('Digest…'), ACTION.openDigest, 'digest'),
      button(say('People…'), ACTION.openPeople, 'people'),
      ...(counts.total > 0 ? [several] : []),
    ),
    ...(counts.total > 0 ? [shownBlock(queue)] : []),
    ...cards.flatMap((card) => [leadBlock(card, wording), leadActions(card, wording)]),
    ...pagerBlocks(queue, pages, 'team'),
  ];
}

function scorecardInWords({ scorecard, period, asOf }: TeamScorecard): string {
  return [periodName(period), ...scorecardSentences(scorecard, { period, asOf })].join('\n');
}

/** "*12 open leads*: 3 overdue, 2 due within 2 working hours, 4 more due today. 1 is with nobody." */
function countsInWords({ total, overdue, dueSoon, dueLaterToday, unheld }: OpenCounts): string {
  if (total === 0) return say('✅ No lead of the team waits for a decision.');
  const risks = [
    overdue > 0 ? say('⏰ {count, number} overdue', { count: overdue }) : '',
    dueSoon > 0 ? say('{count, number} due within 2 working hours', { count: dueSoon }) : '',
    dueLaterToday > 0 ? dueTodayInWords(dueLaterToday, dueSoon > 0) : '',
  ].filter(Boolean);
  const open =
    risks.length > 0
      ? say('*{count, plural, one {# open lead} other {# open leads}}*: {risks}.', {
          count: total,
          risks: series(risks),
        })
      : say('*{count, plural, one {# open lead} other {# open leads}}*: none is due today.', {
          count: total,
        });
  const held =
    unheld > 0
      ? say('{count, plural, one {# is with nobody.} other {# are with nobody.}}', { count: unheld })
      : '';
  return [open, held].filter(Boolean).join(' ');
}

function dueTodayInWords(count: number, isBesides: boolean): string {
  return isBesides
    ? say('{count, number} more due today', { count })
    : say('{count, number} due today', { count });
}

function leadBlock(card: LeadCard, wording: Wording): types.RichTextBlock {
  return richText([nameLine(card), ...deadlineLines(card, wording), whoHasIt(card)]);
}

function leadActions(card: LeadCard, wording: Wording): types.ActionsBlock {
  const isInPool = card.holderId === null && card.routedTo === 'pool';
  return row(
    ...(isInPool ? [claimButton(card)] : []),
    button(say('Give to…'), ACTION.give, card.handoffId),
    button(say('Details…'), ACTION.showLead, card.handoffId),
    ...excuse(card, wording),
  );
}
