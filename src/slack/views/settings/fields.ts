import type { types } from '@slack/bolt';
import type { FormValues } from '../form-values.ts';

/** What stands in a field, however it is asked for. */
export function fieldOf(values: FormValues, name: string) {
  return values[name]?.[name];
}

export function typedIn(values: FormValues, name: string): string {
  return fieldOf(values, name)?.value ?? '';
}

/** Not a number where nothing was typed. */
export function numberIn(values: FormValues, name: string): number {
  return Number(fieldOf(values, name)?.value ?? Number.NaN);
}

export function chosenIn(values: FormValues, name: string): string | undefined {
  return fieldOf(values, name)?.selected_option?.value;
}

export function tickedIn(values: FormValues, name: string): string[] {
  return (fieldOf(values, name)?.selected_options ?? []).map(({ value }) => value ?? '');
}

export function wholeNumber(name: string, initial: number | null): types.NumberInput {
  return {
    type: 'number_input',
    action_id: name,
    is_decimal_allowed: false,
    ...(initial === null ? {} : { initial_value: String(initial) }),
  };
}

/** Channels in which the bot may speak. */
export function channelSelect(name: string, initial: string | null): types.ConversationsSelect {
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

export function dropDown(
  name: string,
  options: readonly [types.PlainTextOption, ...types.PlainTextOption[]],
  initial: string,
): types.StaticSelect {
  return {
    type: 'static_select',
    action_id: name,
    options: [...options],
    initial_option: options.find(({ value }) => value === initial) ?? options[0],
  };
}
