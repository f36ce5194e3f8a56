import type { types } from '@slack/bolt';
import { filterValue } from '../../reports/filter-value.ts';
import { BREAKDOWNS, type Breakdown, REPORT_NAMES, type ReportName } from '../../reports/report-request.ts';
import { type ReportWords, reportWords } from '../../reports/report-words.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { reportTitle } from '../messages/report-titles.ts';
import { checkboxes, inputField, plainOption, textInput } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

export const REPORT_FIELD = {
  report: 'report',
  period: 'period',
  otherPeriod: 'other_period',
  by: 'by',
  source: 'source',
  campaign: 'campaign',
  rep: 'rep',
  more: 'more',
} as const;

/** The periods that are asked for most, in the words that one would type. */
const PERIODS = [
  'this quarter',
  'last quarter',
  'this month',
  'last month',
  'month to date',
  'last 30 days',
  'this year',
  'last year',
] as const;

function periodLabel(period: (typeof PERIODS)[number]): string {
  switch (period) {
    case 'this quarter':
      return say('This quarter');
    case 'last quarter':
      return say('Last quarter');
    case 'this month':
      return say('This month');
    case 'last month':
      return say('Last month');
    case 'month to date':
      return say('Month to date');
    case 'last 30 days':
      return say('Last 30 days');
    case 'this year':
      return say('This year');
    case 'last year':
      return say('Last year');
  }
}

function reportLabel(name: ReportName): string {
  if (name === 'summary') return say('Summary');
  return name === 'leads' ? say('Leads that became SQLs') : reportTitle(name);
}

function breakdownLabel(by: Breakdown): string {
  switch (by) {
    case 'source':
      return say('Source');
    case 'campaign':
      return say('Campaign');
    case 'rep':
      return say('Rep');
    case 'reason':
      return say('Reason');
  }
}

/** Leads that are asked for by another word, in the place of a report's name. */
const LISTS = { open_leads: 'open', wasted_leads: 'wasted' } as const;
const COMPARE = 'compare';
const DISTINCT = 'distinct';

/** Everything that a manager may ask of a report, without knowing the words. */
export function reportForm(
  channelId: string,
  { mayBeSeeing }: { mayBeSeeing: 'all' | 'own' },
): types.ModalView {
  const isManager = mayBeSeeing === 'all';
  const names = REPORT_NAMES.filter((name) => isManager || name !== 'cost');
  const breakdowns = BREAKDOWNS.filter((by) => isManager || by !== 'rep');
  return {
    type: 'modal',
    callback_id: VIEW.report,
    private_metadata: channelId,
    title: { type: 'plain_text', text: say('Ask for a report') },
    submit: {
      type: 'plain_text',
      text: say('{what, select, report {Show} other {Show}}', { what: 'report' }),
    },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      select(REPORT_FIELD.report, say('Report'), [
        ...names.map((name) => plainOption(name, reportLabel(name))),
        plainOption('open_leads', say('Open leads')),
        plainOption('wasted_leads', say('Leads not decided in time')),
      ]),
      select(
        REPORT_FIELD.period,
        say('Period'),
        PERIODS.map((period) => plainOption(period, periodLabel(period))),
        { isOptional: true },
      ),
      inputField(REPORT_FIELD.otherPeriod, say('Or another period'), {
        optional: true,
        hint: say(
          'Such as q1, 2026-03, last 14 days, or 2026-01-01..2026-03-31. Without any it is the current quarter.',
        ),
        element: textInput(REPORT_FIELD.otherPeriod, '', { example: '2026-01-01..2026-03-31' }),
      }),
      select(
        REPORT_FIELD.by,
        say('One row for each'),
        breakdowns.map((by) => plainOption(by, breakdownLabel(by))),
        { isOptional: true },
      ),
      inputField(REPORT_FIELD.source, say('Only this source'), {
        optional: true,
        hint: say('Write none for leads without one, and "none" in quotes for a source of that name.'),
        element: textInput(REPORT_FIELD.source, ''),
      }),
      inputField(REPORT_FIELD.campaign, say('Only this campaign'), {
        optional: true,
        element: textInput(REPORT_FIELD.campaign, ''),
      }),
      ...(isManager
        ? [
            inputField(REPORT_FIELD.rep, say('Only this rep'), {
              optional: true,
              element: {
                type: 'users_select',
                action_id: REPORT_FIELD.rep,
                placeholder: { type: 'plain_text', text: say('Choose somebody') },
              },
            }),
          ]
        : []),
      inputField(REPORT_FIELD.more, say('{what, select, options {More} other {More}}', { what: 'options' }), {
        optional: true,
        element: checkboxes(
          REPORT_FIELD.more,
          [
            plainOption(COMPARE, say('Compare with the period before and a year ago')),
            plainOption(DISTINCT, say('Count leads instead of handoffs')),
          ],
          [],
        ),
      }),
    ],
  };
}

function select(
  name: string,
  label: string,
  options: types.PlainTextOption[],
  { isOptional = false } = {},
): types.InputBlock {
  const [first] = options;
  return inputField(name, label, {
    optional: isOptional,
    element: {
      type: 'static_select',
      action_id: name,
      options,
      placeholder: { type: 'plain_text', text: say('Choose') },
      ...(first && !isOptional ? { initial_option: first } : {}),
    },
  });
}

/** The form in the words that one types after `/funnel`. */
export function readReportForm(values: FormValues): { name: ReportName; text: string } {
  const chosen = (field: string) => values[field]?.[field]?.selected_option?.value;
  const typed = (field: string) => values[field]?.[field]?.value?.trim() || undefined;
  const filter = (field: string) => {
    const text = typed(field);
    return text === undefined ? undefined : filterValue(text);
  };
  const report = chosen(REPORT_FIELD.report) ?? 'summary';
  const list = Object.hasOwn(LISTS, report) ? LISTS[report as keyof typeof LISTS] : undefined;
  const rep = values[REPORT_FIELD.rep]?.[REPORT_FIELD.rep]?.selected_user ?? undefined;
  const more = (values[REPORT_FIELD.more]?.[REPORT_FIELD.more]?.selected_options ?? []).map(
    ({ value }) => value,
  );
  const words: ReportWords = {
    period: typed(REPORT_FIELD.otherPeriod) ?? chosen(REPORT_FIELD.period),
    by: BREAKDOWNS.find((by: Breakdown) => by === chosen(REPORT_FIELD.by)),
    filters: { source: filter(REPORT_FIELD.source), campaign: filter(REPORT_FIELD.campaign), rep },
    ...(list ? { list } : {}),
    ...(more.includes(COMPARE) ? { compare: true } : {}),
    ...(more.includes(DISTINCT) ? { distinct: true } : {}),
  };
  return { name: REPORT_NAMES.find((name) => name === report) ?? 'leads', text: reportWords(words) };
}
