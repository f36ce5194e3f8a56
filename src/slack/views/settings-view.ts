import type { types, ViewOutput } from '@slack/bolt';
import { LONGEST_HOLIDAYS_TEXT } from '../../team/holiday-dates.ts';
import type { Settings } from '../../team/save-settings.ts';
import { VIEW } from '../action-ids.ts';

type Switch = 'usesMemberTimeZones' | 'heedsSlackStatus' | 'namesRepsInChannels';
type Field = Exclude<keyof Settings, Switch> | 'also';

const CLOCKS = [
  { value: 'working', label: 'Working hours only' },
  { value: 'calendar', label: 'The wall clock, nights and weekends included' },
] as const;

const MONTHS = [
  { value: '1', label: 'January' },
  { value: '2', label: 'February' },
  { value: '3', label: 'March' },
  { value: '4', label: 'April' },
  { value: '5', label: 'May' },
  { value: '6', label: 'June' },
  { value: '7', label: 'July' },
  { value: '8', label: 'August' },
  { value: '9', label: 'September' },
  { value: '10', label: 'October' },
  { value: '11', label: 'November' },
  { value: '12', label: 'December' },
] as const;

const SWITCHES = [
  { value: 'usesMemberTimeZones', label: 'Reps work in the time zone that Slack shows for them' },
  { value: 'heedsSlackStatus', label: 'A vacation or sick status in Slack means away' },
  { value: 'namesRepsInChannels', label: 'Messages in channels may name reps' },
] as const satisfies { value: Switch; label: string }[];

/** The settings as a form, filled in with what is so now. */
export function settingsView(settings: Settings): types.ModalView {
  const clock =
    CLOCKS.find(({ value }) => value === (settings.inWorkingTime ? 'working' : 'calendar')) ?? CLOCKS[0];
  return {
    type: 'modal',
    callback_id: VIEW.settings,
    title: { type: 'plain_text', text: 'Funnel settings' },
    submit: { type: 'plain_text', text: 'Save' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      field('slaHours', 'Hours to accept or reject', {
        hint: 'A changed promise holds for leads handed over from now on.',
        element: {
          type: 'number_input',
          action_id: 'slaHours',
          is_decimal_allowed: true,
          initial_value: String(settings.slaHours),
        },
      }),
      field('inWorkingTime', 'Which hours count', {
        element: {
          type: 'radio_buttons',
          action_id: 'inWorkingTime',
          options: CLOCKS.map(option),
          initial_option: option(clock),
        },
      }),
      field('workingHours', 'Working hours', {
        hint: 'Such as Mon-Fri 09:00-17:00, or Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-12:00',
        element: text('workingHours', settings.workingHours),
      }),
      field('timeZone', 'Time zone', {
        hint: 'Of working hours, digests and reports. Such as Europe/Berlin',
        element: text('timeZone', settings.timeZone),
      }),
      field('fiscalYearStart', 'The fiscal year starts in', {
        hint: 'Quarters, halves and years of reports follow. A fiscal year is called after the year in which it ends.',
        element: {
          type: 'static_select',
          action_id: 'fiscalYearStart',
          options: MONTHS.map(option),
          initial_option: option(MONTHS[settings.fiscalYearStart - 1] ?? MONTHS[0]),
        },
      }),
      field('holidayRegion', 'Public holidays of', {
        hint: 'A country, or a country and its state: DE, DE-BY, US-CA. Deadlines pass over its public holidays.',
        optional: true,
        element: text('holidayRegion', settings.holidayRegion),
      }),
      field('holidays', 'Own free days', {
        hint: 'Such as 2026-12-24 or 2026-12-27..2026-12-31, one a line.',
        optional: true,
        element: {
          ...text('holidays', settings.holidays, true),
          max_length: LONGEST_HOLIDAYS_TEXT,
        },
      }),
      field('also', 'Also', { optional: true, element: switches(settings) }),
      field('pauseAfterLapses', 'Pause a rep after so many missed leads in a row', {
        hint: '0 to 20; 0 never pauses anybody.',
        element: wholeNumber('pauseAfterLapses', settings.pauseAfterLapses),
      }),
      field('pingsPerHour', 'Pings for one person within an hour', {
        hint: '0 to 60; what exceeds them comes as one summary. 0 is without limit.',
        element: wholeNumber('pingsPerHour', settings.pingsPerHour),
      }),
      field('currency', 'Currency of spend', { element: text('currency', settings.currency) }),
      field('poolChannelId', 'Pool channel', {
        hint: 'Where a lead goes when there is no rep: the first to accept gets it. Invite me there.',
        optional: true,
        element: channel('poolChannelId', settings.poolChannelId),
      }),
      field('fallbackChannelId', 'Where messages go that cannot be delivered', {
        hint: 'When a channel was archived or a person has left. Invite me there.',
        optional: true,
        element: channel('fallbackChannelId', settings.fallbackChannelId),
      }),
      field('fallbackUserId', 'Or to a person', {
        optional: true,
        element: {
          type: 'users_select',
          action_id: 'fallbackUserId',
          ...(settings.fallbackUserId ? { initial_user: settings.fallbackUserId } : {}),
        },
      }),
      field('managerIds', 'Managers', {
        hint: 'They hear of leads not decided in time, and see cost.',
        optional: true,
        element: {
          type: 'multi_users_select',
          action_id: 'managerIds',
          ...(settings.managerIds.length > 0 ? { initial_users: settings.managerIds } : {}),
        },
      }),
      field('mqlDefinition', 'What counts as an MQL here', {
        optional: true,
        element: text('mqlDefinition', settings.mqlDefinition, true),
      }),
      field('nextStep', 'Next step after Accept', { element: text('nextStep', settings.nextStep) }),
    ],
  };
}

/** What the form holds, as typed. */
export function readSettings(values: ViewOutput['state']['values']): Settings {
  const of = (name: Field) => values[name]?.[name];
  const isOn = (name: Switch) => (of('also')?.selected_options ?? []).some(({ value }) => value === name);
  return {
    slaHours: Number(of('slaHours')?.value ?? Number.NaN),
    inWorkingTime: of('inWorkingTime')?.selected_option?.value !== 'calendar',
    workingHours: of('workingHours')?.value ?? '',
    timeZone: (of('timeZone')?.value ?? '').trim(),
    fiscalYearStart: Number(of('fiscalYearStart')?.selected_option?.value ?? Number.NaN),
    holidayRegion: (of('holidayRegion')?.value ?? '').trim(),
    holidays: of('holidays')?.value ?? '',
    usesMemberTimeZones: isOn('usesMemberTimeZones'),
    heedsSlackStatus: isOn('heedsSlackStatus'),
    namesRepsInChannels: isOn('namesRepsInChannels'),
    pauseAfterLapses: Number(of('pauseAfterLapses')?.value ?? Number.NaN),
    pingsPerHour: Number(of('pingsPerHour')?.value ?? Number.NaN),
    currency: of('currency')?.value ?? '',
    poolChannelId: of('poolChannelId')?.selected_conversation ?? null,
    fallbackChannelId: of('fallbackChannelId')?.selected_conversation ?? null,
    fallbackUserId: of('fallbackUserId')?.selected_user ?? null,
    managerIds: of('managerIds')?.selected_users ?? [],
    mqlDefinition: of('mqlDefinition')?.value ?? '',
    nextStep: of('nextStep')?.value ?? '',
  };
}

function field(
  name: Field,
  label: string,
  about: { hint?: string; optional?: boolean; element: types.InputBlock['element'] },
): types.InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: { type: 'plain_text', text: label },
    ...(about.hint ? { hint: { type: 'plain_text', text: about.hint } } : {}),
    optional: about.optional ?? false,
    element: about.element,
  };
}

function text(name: Field, initial: string, multiline = false): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline,
    max_length: 500,
    ...(initial ? { initial_value: initial } : {}),
  };
}

function channel(name: Field, initial: string | null): types.ConversationsSelect {
  return {
    type: 'conversations_select',
    action_id: name,
    filter: {
      include: ['public', 'private'],
      exclude_external_shared_channels: true,
      exclude_bot_users: true,
    },
    ...(initial ? { initial_conversation: initial } : {}),
  };
}

function wholeNumber(name: Field, initial: number): types.NumberInput {
  return { type: 'number_input', action_id: name, is_decimal_allowed: false, initial_value: String(initial) };
}

function switches(settings: Settings): types.Checkboxes {
  const on = SWITCHES.filter(({ value }) => settings[value]).map(option);
  return {
    type: 'checkboxes',
    action_id: 'also',
    options: SWITCHES.map(option),
    ...(on.length > 0 ? { initial_options: on } : {}),
  };
}

function option({ value, label }: { value: string; label: string }): types.PlainTextOption {
  return { value, text: { type: 'plain_text', text: label } };
}
