import { goalsChangeSentence } from '../../reports/sentences/goals-sentences.ts';
import { setGoals } from '../../team/goals.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { ACTION } from '../action-ids.ts';
import { openGoals } from '../actions/set-goals.ts';
import { actions, button, type Message } from '../messages/message.ts';
import type { Command, Invocation } from './command.ts';
import { readGoals } from './read-goals.ts';
import { runReportCommand } from './report.ts';

export const goalCommand: Command = {
  name: 'goal',
  usage: 'goal [PERIOD] | goal set 120 mqls 40 sqls [from MONTH]',
  summary: 'what is promised a month, what is there, and where the period ends; managers set it',
  audience: 'everyone',
  async run(invocation) {
    const [, typed] = /^set\b\s*(.*)$/is.exec(invocation.text) ?? [];
    if (typed === undefined) return withSetButton(invocation, await runReportCommand('goal', invocation));
    if (typed !== '') return setTyped(typed, invocation);
    await openGoals(invocation);
    return undefined;
  },
};

async function setTyped(typed: string, { ctx }: Invocation): Promise<string> {
  const { timeZone, fiscalYearStart } = await getWorkspace(ctx);
  return goalsChangeSentence(
    await setGoals(ctx, readGoals(typed, { now: ctx.now(), timeZone, fiscalYearStart })),
  );
}

/** Managers may set what the answer measures against. */
function withSetButton({ ctx }: Invocation, answer: Message): Message {
  if (ctx.actor.kind !== 'person' || !ctx.actor.isManager) return answer;
  const set = button('Set goals…', ACTION.setGoals, 'goals');
  const last = answer.blocks.at(-1);
  if (last?.type !== 'actions') return { ...answer, blocks: [...answer.blocks, actions(set)] };
  return {
    ...answer,
    blocks: [...answer.blocks.slice(0, -1), { ...last, elements: [...last.elements, set] }],
  };
}
