import type { types } from '@slack/bolt';
import type { CardProgress } from '../../leads/lead-progress.ts';
import type { Stage } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import type { Wording } from './message.ts';
import { line, text, user } from './rich-text.ts';
import { oneLine } from './text.ts';
import { when } from './turn-lines.ts';

/** Signs that are not needed to understand how a lead stands. */
const SIGNS = {
  mql: '📥',
  sql: '✅',
  opportunity: '💼',
  won: '🏆',
  recycled: '♻️',
  rejected: '🚫',
  lost: '❌',
} as const satisfies Record<Exclude<Stage, 'lead'>, string>;

/** How a lead stands, with a sign. */
function standing(stage: Stage): string {
  return stage === 'lead' ? say('👤 A lead, not handed over') : `${SIGNS[stage]} ${stageName(stage)}`;
}

/** "won", as part of a sentence. */
export function stageInWords(stage: Stage): string {
  return say(
    '{stage, select, lead {a lead} mql {an MQL} sql {an SQL} opportunity {an opportunity} won {won} recycled {back with marketing} rejected {rejected} other {lost}}',
    { stage },
  );
}

/** Whoever says how a lead stands: somebody here, or the CRM by the name that it reports under. */
export function teller(userId: string | null, origin?: string | null): types.RichTextElement {
  if (userId) return user(userId);
  const crm = oneLine(origin ?? '', 60);
  return text(crm ? say('the CRM ({name})', { name: crm }) : say('the CRM'));
}

/** "**💼 Opportunity** by @Ada today at 14:00". */
export function stageLine(
  { stage, by, since, origin }: Pick<CardProgress, 'stage' | 'by' | 'since' | 'origin'>,
  wording: Wording,
): types.RichTextElement[] {
  const who = teller(by, origin);
  return line('<b>{stage}</b> by {who} {when}', { stage: standing(stage), who, when: when(since, wording) });
}
