import { ACTION } from '../action-ids.ts';
import { actions, button, type Message } from './message.ts';

/** An answer about goals for whoever may set them: with a button beside the others. */
export function withSetGoals({ text, blocks }: Message): Message {
  const set = button('Set goals…', ACTION.setGoals, 'goals');
  const last = blocks.at(-1);
  if (last?.type !== 'actions') return { text, blocks: [...blocks, actions(set)] };
  return { text, blocks: [...blocks.slice(0, -1), { ...last, elements: [...last.elements, set] }] };
}
