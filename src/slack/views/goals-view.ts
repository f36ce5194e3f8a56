import type { types } from '@slack/bolt';
import { addMonths } from '../../lib/local-date.ts';
import { formatMonth } from '../../reports/sentences/dates.ts';
import { goalsText } from '../../reports/sentences/goals-sentences.ts';
import { type Goal, type GoalsInput, goalsAt } from '../../team/goals.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { inputField, plainOption } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

const FIELD = { mqls: 'mqls', sqls: 'sqls', fromMonth: 'fromMonth' } as const satisfies Record<
  keyof GoalsInput,
  string
>;
const MONTHS_BACK = 12;
const MONTHS_AHEAD = 24;
const MOST_TOLD = 6;

/** Asks what is promised a month, filled in with what holds in `month` (`YYYY-MM`), the present one. */
export function goalsView(goals: readonly Goal[], month: string): types.ModalView {
  const now = goalsAt(goals, `${month}-01`);
  const months = Array.from({ length: MONTHS_BACK + MONTHS_AHEAD + 1 }, (_, index) => {
    const first = addMonths(`${month}-01`, index - MONTHS_BACK);
    return plainOption(first.slice(0, 7), formatMonth(first));
  });
  return {
    type: 'modal',
    callback_id: VIEW.goals,
    title: { type: 'plain_text', text: say('Set goals') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(say('What marketing and sales promise each month. /funnel goal measures against it.')),
      inputField(FIELD.mqls, say('MQLs a month'), {
        hint: say('Handed over to sales. Empty: no goal.'),
        optional: true,
        element: countInput(FIELD.mqls, now.mqls),
      }),
      inputField(FIELD.sqls, say('SQLs a month'), {
        hint: say('Accepted by sales. Empty: no goal.'),
        optional: true,
        element: countInput(FIELD.sqls, now.sqls),
      }),
      inputField(FIELD.fromMonth, say('{what, select, month {From} other {From}}', { what: 'month' }), {
        hint: say('Earlier months keep the goals that they had.'),
        element: {
          type: 'static_select',
          action_id: FIELD.fromMonth,
          options: months,
          ...(months[MONTHS_BACK] ? { initial_option: months[MONTHS_BACK] } : {}),
        },
      }),
      ...setSoFar(goals),
    ],
  };
}

/** What the form holds; an empty field ends the goal. */
export function readGoalsForm(values: FormValues): GoalsInput {
  const of = (field: keyof GoalsInput) => values[FIELD[field]]?.[FIELD[field]];
  const count = (field: 'mqls' | 'sqls') => {
    const typed = of(field)?.value?.trim();
    return typed ? Number(typed) : null;
  };
  return {
    mqls: count('mqls'),
    sqls: count('sqls'),
    fromMonth: of('fromMonth')?.selected_option?.value ?? '',
  };
}

function countInput(name: string, initial: number | null): types.NumberInput {
  return {
    type: 'number_input',
    action_id: name,
    is_decimal_allowed: false,
    ...(initial === null ? {} : { initial_value: String(initial) }),
  };
}

function setSoFar(goals: readonly Goal[]): types.KnownBlock[] {
  const months = [...new Set(goals.map(({ fromMonth }) => fromMonth))].slice(-MOST_TOLD);
  if (months.length === 0) return [];
  const lines = months.map((month) =>
    say('From {month}: {goals}', { month: formatMonth(month), goals: goalsText(goalsAt(goals, month)) }),
  );
  return [plainSection([say('Set so far:'), ...lines].join('\n'))];
}
