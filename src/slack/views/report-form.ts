import type { types } from '@slack/bolt';
import { filterValue } from '../../reports/filter-value.ts';
import { BREAKDOWNS, type Breakdown, REPORT_NAMES, type ReportName } from '../../reports/report-request.ts';
import { type ReportWords, reportWords } from '../../reports/report-words.ts';
import { VIEW } from '../action-ids.ts';
import { REPORT_TITLES } from '../messages/report-titles.ts';
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

const REPORT_LABEL: Record<ReportName, string> = {
  ...REPORT_TITLES,
  summary: 'Summary',
  leads: 'Leads that became SQLs',
};

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
    title: { type: 'plain_text', text: 'Ask for a report' },
    submit: { type: 'plain_text', text: 'Show' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      select(REPORT_FIELD.report, 'Report', [
        ...names.map((name) => plainOption(name, REPORT_LABEL[name])),
        plainOption('open_leads', 'Open leads'),
        plainOption('wasted_leads', 'Leads not decided in time'),
      ]),
      select(
        REPORT_FIELD.period,
        'Period',
        PERIODS.map((period) => plainOption(period, `${period.charAt(0).toUpperCase()}${period.slice(1)}`)),
        { isOptional: true },
      ),
      inputField(REPORT_FIELD.otherPeriod, 'Or another period', {
        optional: true,
        hint: 'Such as q1, 2026-03, last 14 days, or 2026-01-01..2026-03-31. Without any it is the current quarter.',
        element: textInput(REPORT_FIELD.otherPeriod, '', { example: '2026-01-01..2026-03-31' }),
      }),
      select(
        REPORT_FIELD.by,
        'One row for each',
        breakdowns.map((by) => plainOption(by, by.charAt(0).toUpperCase() + by.slice(1))),
        { isOptional: true },
      ),
      inputField(REPORT_FIELD.source, 'Only this source', {
        optional: true,
        hint: 'Write none for leads without one, and "none" in quotes for a source of that name.',
        element: textInput(REPORT_FIELD.source, ''),
      }),
      inputField(REPORT_FIELD.campaign, 'Only this campaign', {
        optional: true,
        element: textInput(REPORT_FIELD.campaign, ''),
      }),
      ...(isManager
        ? [
            inputField(REPORT_FIELD.rep, 'Only this rep', {
              optional: true,
              element: {
                type: 'users_select',
                action_id: REPORT_FIELD.rep,
                placeholder: { type: 'plain_text', text: 'Choose somebody' },
              },
            }),
          ]
        : []),
      inputField(REPORT_FIELD.more, 'More', {
        optional: true,
        element: checkboxes(
          REPORT_FIELD.more,
          [
            plainOption(COMPARE, 'Compare with the period before and a year ago'),
            plainOption(DISTINCT, 'Count leads instead of handoffs'),
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
      placeholder: { type: 'plain_text', text: 'Choose' },
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
