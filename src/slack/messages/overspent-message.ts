import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import { say } from '../../words/say.ts';
import { context, type Message, section } from './message.ts';
import { escapeMrkdwn, oneLine } from './text.ts';

/** To managers, once for each budget: more was spent than it allows. */
export function overspentMessage(
  overspent: readonly BudgetState[],
  { currency, recordedBy }: { currency: string | null; recordedBy: string | null },
): Message {
  const sentences = overspentSentences(overspent, currency);
  const who = recordedBy
    ? say('Recorded by {who}.', { who: `<@${recordedBy}>` })
    : say('Recorded by an import.');
  return {
    text: say('Over budget: {count, plural, one {# budget is} other {# budgets are}} overspent.', {
      count: overspent.length,
    }),
    blocks: [
      section([say('💸 *Over budget*'), ...sentences].join('\n')),
      context(`${who} ${say('`/funnel spend` shows the entries and the budgets.')}`),
    ],
  };
}

/** The months and what is over in them, for mrkdwn. */
export function overspentSentences(overspent: readonly BudgetState[], currency: string | null): string[] {
  const shown = overspent.map((state) => ({ ...state, channel: oneLine(state.channel, 60) }));
  const sentences = budgetSentences(shown, currency).map(escapeMrkdwn);
  const hidden = sentences.length - MOST_MONTHS;
  return hidden > 0
    ? [
        ...sentences.slice(0, MOST_MONTHS),
        say('And {count, plural, one {# more month} other {# more months}}.', { count: hidden }),
      ]
    : sentences;
}

const MOST_MONTHS = 12;
