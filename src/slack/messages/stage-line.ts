import type { types } from '@slack/bolt';
import type { CardProgress } from '../../leads/lead-progress.ts';
import type { Stage } from '../../vocabulary.ts';
import type { Wording } from './message.ts';
import { bold, text, user } from './rich-text.ts';
import { oneLine } from './text.ts';
import { when } from './turn-lines.ts';

/** How a lead stands, with a sign that is not needed to understand it. */
const STANDS = {
  lead: '👤 A lead, not handed over',
  mql: '📥 MQL',
  sql: '✅ SQL',
  opportunity: '💼 Opportunity',
  won: '🏆 Won',
  recycled: '♻️ Back to marketing',
  rejected: '🚫 Rejected',
  lost: '❌ Lost',
} as const satisfies Record<Stage, string>;

/** "won", as part of a sentence. */
export function stageInWords(stage: Stage): string {
  switch (stage) {
    case 'mql':
    case 'sql':
      return `an ${stage.toUpperCase()}`;
    case 'lead':
    case 'opportunity':
      return stage === 'lead' ? 'a lead' : 'an opportunity';
    case 'recycled':
      return 'back with marketing';
    default:
      return stage;
  }
}

/** "**💼 Opportunity** by @Ada today at 14:00". */
export function stageLine(
  { stage, by, since, origin }: Pick<CardProgress, 'stage' | 'by' | 'since' | 'origin'>,
  wording: Wording,
): types.RichTextElement[] {
  const crm = oneLine(origin, 60);
  return [
    bold(STANDS[stage]),
    text(' by '),
    by ? user(by) : text(crm ? `the CRM (${crm})` : 'the CRM'),
    text(' '),
    when(since, wording),
  ];
}
