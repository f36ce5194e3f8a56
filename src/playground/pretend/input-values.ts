import { elementsOf, optionsOf, type SlackBlock, type SlackElement } from './block.ts';

/** What the page sends for one control: the text, the one choice, or the list of choices. */
export type RawValue = { blockId: string; actionId: string; value: string | string[] };
export type StateValues = Record<string, Record<string, Record<string, unknown>>>;

/** The `state.values` of a payload, from the controls' raw values; options are taken from the blocks, not the page. */
export function stateValues(blocks: readonly SlackBlock[], raw: readonly RawValue[]): StateValues {
  const state: StateValues = {};
  for (const { block, element } of elementsOf(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    const value = rawValueOf(raw, block, element);
    state[block.block_id] = { ...state[block.block_id], [element.action_id]: elementValue(element, value) };
  }
  return state;
}

/** The value of one element in the shape that both `state.values` and `actions` use. */
export function elementValue(
  element: SlackElement,
  value: string | readonly string[],
): Record<string, unknown> {
  const { type } = element;
  const many = typeof value === 'string' ? (value ? [value] : []) : value;
  const one = many[0] ?? null;
  const choices = many.flatMap(
    (wanted) => optionsOf(element).find((option) => option.value === wanted) ?? [],
  );
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: choices[0] ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: choices };
    case 'users_select':
      return { type, selected_user: one };
    case 'multi_users_select':
      return { type, selected_users: many };
    case 'conversations_select':
      return { type, selected_conversation: one };
    case 'multi_conversations_select':
      return { type, selected_conversations: many };
    case 'channels_select':
      return { type, selected_channel: one };
    case 'multi_channels_select':
      return { type, selected_channels: many };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    default:
      return { type, value: one };
  }
}

/** What Slack checks before it sends a form: by block id, in words. */
export function inputErrors(blocks: readonly SlackBlock[], raw: readonly RawValue[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element } of elementsOf(blocks)) {
    if (block.type !== 'input') continue;
    const value = rawValueOf(raw, block, element);
    const error =
      value.length === 0
        ? block.optional
          ? undefined
          : 'Please complete this required field.'
        : fault(element, value);
    if (error) errors[block.block_id] = error;
  }
  return errors;
}

function fault(element: SlackElement, value: string | string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (element.type === 'number_input') return numberFault(element, value);
  if (element.type === 'email_text_input' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) {
    return 'Enter an e-mail address, like ada@example.com.';
  }
  if (element.type === 'url_text_input' && !URL.canParse(value))
    return 'Enter a web address, like https://example.com.';
  if (value.length < (element.min_length ?? 0)) return `Enter at least ${element.min_length} characters.`;
  if (value.length > (element.max_length ?? 3_000))
    return `Enter at most ${element.max_length ?? 3_000} characters.`;
  return undefined;
}

function numberFault(element: SlackElement, value: string): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number)) return 'Enter a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Enter ${element.max_value} or less.`;
  return undefined;
}

function rawValueOf(raw: readonly RawValue[], block: SlackBlock, element: SlackElement): string | string[] {
  return (
    raw.find(({ blockId, actionId }) => blockId === block.block_id && actionId === element.action_id)
      ?.value ?? ''
  );
}
