import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import type { OpenCounts } from '../../../leads/list-queue-page.ts';
import { scorecardSentences } from '../../../reports/sentences/scorecard-sentences.ts';
import { number } from '../../../reports/sentences/words.ts';
import { ACTION } from '../../action-ids.ts';
import { excuse, row } from '../../messages/lead-buttons.ts';
import { whoHasIt } from '../../messages/lead-rows.ts';
import { actions, button, header, plainSection, section, type Wording } from '../../messages/message.ts';
import { richText } from '../../messages/rich-text.ts';
import { counted } from '../../messages/text.ts';
import { deadlineLines } from '../../messages/turn-lines.ts';
import type { TeamPart, TeamScorecard } from '../home.ts';
import type { HomePages } from '../pages.ts';
import { nameLine } from './own-blocks.ts';
import { pagerBlocks, shownBlock } from './pager-blocks.ts';

/** What is open and at risk, the most urgent leads, and who keeps what was agreed. */
export function teamBlocks(
  { queue, scorecard }: TeamPart,
  pages: HomePages,
  wording: Wording,
): types.KnownBlock[] {
  const { counts, cards } = queue;
  const several = button('Give several…', ACTION.giveSeveral, 'home');
  return [
    header('The team'),
    plainSection(scorecardInWords(scorecard)),
    section(countsInWords(counts)),
    actions(
      button('Reports…', ACTION.openReport, 'report'),
      button('Goals…', ACTION.setGoals, 'goals'),
      button('Digest…', ACTION.openDigest, 'digest'),
      ...(counts.total > 0 ? [several] : []),
    ),
    ...(counts.total > 0 ? [shownBlock(queue)] : []),
    ...cards.flatMap((card) => [leadBlock(card, wording), leadActions(card, wording)]),
    ...pagerBlocks(queue, pages, 'team'),
  ];
}

function scorecardInWords({ scorecard, period, asOf }: TeamScorecard): string {
  return [`${period.label}`, ...scorecardSentences(scorecard, { period, asOf })].join('\n');
}

/** "*12 open leads*: 3 overdue, 2 due within 2 working hours, 4 more due today. 1 is with nobody." */
function countsInWords({ total, overdue, dueSoon, dueLaterToday, unheld }: OpenCounts): string {
  if (total === 0) return '✅ No lead of the team waits for a decision.';
  const risks = [
    overdue > 0 ? `⏰ ${number(overdue)} overdue` : '',
    dueSoon > 0 ? `${number(dueSoon)} due within 2 working hours` : '',
    dueLaterToday > 0 ? `${number(dueLaterToday)} ${dueSoon > 0 ? 'more ' : ''}due today` : '',
  ].filter(Boolean);
  const held = unheld > 0 ? ` ${number(unheld)} ${unheld === 1 ? 'is' : 'are'} with nobody.` : '';
  return `*${counted(total, 'open lead')}*: ${risks.join(', ') || 'none is due today'}.${held}`;
}

function leadBlock(card: LeadCard, wording: Wording): types.RichTextBlock {
  return richText([nameLine(card), ...deadlineLines(card, wording), whoHasIt(card)]);
}

function leadActions(card: LeadCard, wording: Wording): types.ActionsBlock {
  return row(
    button('Give to…', ACTION.give, card.handoffId),
    button('Details…', ACTION.showLead, card.handoffId),
    ...excuse(card, wording),
  );
}
