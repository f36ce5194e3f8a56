import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, type Message } from './message.ts';

/** Slack takes 2,000 characters in a button. */
const LONGEST_ASKED = 1500;

/** An answer about goals for whoever may set them: with a button beside the others. */
export function withSetGoals({ text, blocks }: Message, asked: string): Message {
  const set = button(
    say('Set goals…'),
    ACTION.setGoals,
    JSON.stringify({ asked: asked.slice(0, LONGEST_ASKED) }),
  );
  const last = blocks.at(-1);
  if (last?.type !== 'actions') return { text, blocks: [...blocks, actions(set)] };
  return { text, blocks: [...blocks.slice(0, -1), { ...last, elements: [...last.elements, set] }] };
}
