import type { types } from '@slack/bolt';

/** An input block: its block and its element are called the same, and so is the fault that Slack shows under it. */
export function inputField(
  name: string,
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

export function textInput(
  name: string,
  initial: string,
  about: { longest?: number; multiline?: boolean; example?: string } = {},
): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline: about.multiline ?? false,
    max_length: about.longest ?? 100,
    ...(about.example ? { placeholder: { type: 'plain_text', text: about.example } } : {}),
    ...(initial ? { initial_value: initial } : {}),
  };
}

export function plainOption(value: string, label: string): types.PlainTextOption {
  return { value, text: { type: 'plain_text', text: label } };
}

/** Choose one; the first is chosen unless said. */
export function radioButtons(
  name: string,
  options: readonly [types.PlainTextOption, ...types.PlainTextOption[]],
  initial?: string,
): types.RadioButtons {
  return {
    type: 'radio_buttons',
    action_id: name,
    options: [...options],
    initial_option: options.find(({ value }) => value === initial) ?? options[0],
  };
}

/** Choose any. Slack takes no empty list of what is ticked. */
export function checkboxes(
  name: string,
  options: readonly types.PlainTextOption[],
  ticked: readonly string[],
): types.Checkboxes {
  const initial = options.filter(({ value }) => value !== undefined && ticked.includes(value));
  return {
    type: 'checkboxes',
    action_id: name,
    options: [...options],
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}
