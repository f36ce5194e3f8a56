import { goalsChangeSentence } from '../../reports/sentences/goals-sentences.ts';
import { setGoals } from '../../team/goals.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { openGoals } from '../actions/set-goals.ts';
import { withSetGoals } from '../messages/with-set-goals.ts';
import type { Command, Invocation } from './command.ts';
import { readGoals } from './read-goals.ts';
import { runReportCommand } from './report.ts';

export const goalCommand: Command = {
  name: 'goal',
  usage: 'goal [PERIOD]',
  summary: () => say('what is promised a month, what is there, and where the period ends'),
  audience: 'everyone',
  more: [
    {
      audience: 'managers',
      usage: 'goal set 120 mqls 40 sqls [from MONTH]',
      summary: () => say('promise so many a month'),
    },
  ],
  async run(invocation) {
    const [, typed] = /^set\b\s*(.*)$/is.exec(invocation.text) ?? [];
    if (typed === undefined) {
      const answer = await runReportCommand('goal', invocation);
      const { actor } = invocation.ctx;
      return actor.kind === 'person' && actor.isManager ? withSetGoals(answer, invocation.text) : answer;
    }
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
