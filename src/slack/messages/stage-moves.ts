import type { types } from '@slack/bolt';
import { movesFrom } from '../../leads/stage-moves.ts';
import { isStage, type Stage } from '../../vocabulary.ts';
import { ACTION } from '../action-ids.ts';
import { button } from './message.ts';

/** The buttons that bring a lead into a stage by hand. */
export const MOVE_ACTIONS: Partial<Record<Stage, string>> = {
  mql: ACTION.makeMql,
  sql: ACTION.makeSql,
  opportunity: ACTION.makeOpportunity,
  won: ACTION.makeWon,
  lost: ACTION.makeLost,
};

/** What a button or a menu calls each stage. */
const LABELS = {
  lead: 'Lead',
  mql: 'Make MQL',
  sql: 'Back to SQL',
  opportunity: 'Opportunity',
  won: 'Won',
  recycled: 'Back to marketing',
  rejected: 'Rejected',
  lost: 'Lost',
} as const satisfies Record<Stage, string>;

/** What each stage is called. */
export const STAGE_NAMES = {
  lead: 'Lead',
  mql: 'MQL',
  sql: 'SQL',
  opportunity: 'Opportunity',
  won: 'Won',
  recycled: 'Back to marketing',
  rejected: 'Rejected',
  lost: 'Lost',
} as const satisfies Record<Stage, string>;

const VERB = /^(\w+)-from-(\w+)$/;

/** What may be made of the lead, as a menu offers it: Slack sends back both stages and the id of the handoff. */
export function moveOptions(stage: Stage, handoffId: string): types.PlainTextOption[] {
  return movesFrom(stage).map((to) => ({
    text: { type: 'plain_text', text: LABELS[to] },
    value: `${to}-from-${stage} ${handoffId}`,
  }));
}

/** The choice in a menu; undefined where it is about something else. */
export function readMove(verb: string): { from: Stage; to: Stage } | undefined {
  const [, to = '', from = ''] = VERB.exec(verb) ?? [];
  return isStage(to) && isStage(from) ? { from, to } : undefined;
}

/** The same as buttons, for a lead that has no handoff too. */
export function moveButtons(stage: Stage, leadId: string): types.Button[] {
  return movesFrom(stage).flatMap((to) => {
    const action = MOVE_ACTIONS[to];
    return action ? [button(LABELS[to], action, `${stage} ${leadId}`)] : [];
  });
}

export function readMoveButton(value: string): { from: Stage; leadId: string } | undefined {
  const [, from = '', leadId = ''] = /^(\w+) (.+)$/s.exec(value) ?? [];
  return isStage(from) && leadId !== '' ? { from, leadId } : undefined;
}
