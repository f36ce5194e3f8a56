import type { types } from '@slack/bolt';
import { movesFrom } from '../../leads/stage-moves.ts';
import { isStage, type Stage } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
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
function moveLabel(stage: Stage): string {
  switch (stage) {
    case 'mql':
      return say('Make MQL');
    case 'sql':
      return say('Back to SQL');
    default:
      return stageName(stage);
  }
}

const VERB = /^(\w+)-from-(\w+)$/;

/** What may be made of the lead, as a menu offers it: Slack sends back both stages and the id of the handoff. */
export function moveOptions(stage: Stage, handoffId: string): types.PlainTextOption[] {
  return movesFrom(stage).map((to) => ({
    text: { type: 'plain_text', text: moveLabel(to) },
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
    return action ? [button(moveLabel(to), action, `${stage} ${leadId}`)] : [];
  });
}

export function readMoveButton(value: string): { from: Stage; leadId: string } | undefined {
  const [, from = '', leadId = ''] = /^(\w+) (.+)$/s.exec(value) ?? [];
  return isStage(from) && leadId !== '' ? { from, leadId } : undefined;
}
