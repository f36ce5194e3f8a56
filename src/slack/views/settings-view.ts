import type { types, ViewOutput } from '@slack/bolt';
import type { Settings } from '../../team/save-settings.ts';
import { VIEW } from '../action-ids.ts';

type Field = keyof Settings;

const CLOCKS = [
  { value: 'working', label: 'Working hours only' },
  { value: 'calendar', label: 'The wall clock, nights and weekends included' },
] as const;

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
      field('currency', 'Currency of spend', { element: text('currency', settings.currency) }),
      field('poolChannelId', 'Pool channel', {
        hint: 'Where a lead goes when there is no rep: the first to accept gets it. Invite me there.',
        optional: true,
        element: {
          type: 'conversations_select',
          action_id: 'poolChannelId',
          filter: {
            include: ['public', 'private'],
            exclude_external_shared_channels: true,
            exclude_bot_users: true,
          },
          ...(settings.poolChannelId ? { initial_conversation: settings.poolChannelId } : {}),
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
  return {
    slaHours: Number(of('slaHours')?.value ?? Number.NaN),
    inWorkingTime: of('inWorkingTime')?.selected_option?.value !== 'calendar',
    workingHours: of('workingHours')?.value ?? '',
    timeZone: (of('timeZone')?.value ?? '').trim(),
    currency: of('currency')?.value ?? '',
    poolChannelId: of('poolChannelId')?.selected_conversation ?? null,
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

function option({ value, label }: (typeof CLOCKS)[number]): types.PlainTextOption {
  return { value, text: { type: 'plain_text', text: label } };
}
