/** Slack's rules for what stands inside a block: text objects, options, buttons, selects, inputs. */
import { isObject, type JsonObject, objectsOf, stringOf } from './json.ts';

type TextRule = { max: number; kinds?: readonly ('plain_text' | 'mrkdwn')[] };

const plain = ['plain_text'] as const;
const pickers = [
  ...['users_select', 'multi_users_select', 'conversations_select', 'multi_conversations_select'],
  ...['channels_select', 'multi_channels_select', 'external_select', 'multi_external_select'],
];
const optionElements = ['static_select', 'multi_static_select', 'overflow', 'checkboxes', 'radio_buttons'];
const dateElements = ['datepicker', 'datetimepicker', 'timepicker'];
const typedInputs = [
  ...['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'],
  ...['rich_text_input', 'file_input'],
];
const selects = [...pickers, 'static_select', 'multi_static_select'];

export const interactiveElements = [
  'button',
  'workflow_button',
  ...optionElements,
  ...pickers,
  ...dateElements,
];
export const inputElements = [
  ...typedInputs,
  ...optionElements.filter((type) => type !== 'overflow'),
  ...pickers,
  ...dateElements,
];
export const contextActionElements = ['feedback_buttons', 'icon_button'];

export function lengthFaults(value: unknown, path: string, max: number): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') return [`${path} must be a string`];
  return value.length > max ? [`${path} has ${value.length} characters, at most ${max}`] : [];
}

export function countFaults(value: unknown, path: string, min: number, max: number): string[] {
  if (!Array.isArray(value)) return [`${path} must be a list`];
  return value.length < min || value.length > max
    ? [`${path} has ${value.length} items, ${min} to ${max}`]
    : [];
}

export function textFaults(value: unknown, path: string, rule: TextRule): string[] {
  if (!isObject(value)) return [`${path} must be a text object`];
  const kinds: readonly string[] = rule.kinds ?? ['plain_text', 'mrkdwn'];
  const kind = stringOf(value.type);
  return [
    ...(kinds.includes(kind) ? [] : [`${path}.type is "${kind}", must be ${kinds.join(' or ')}`]),
    ...(typeof value.text === 'string' && value.text.length > 0 ? [] : [`${path}.text must not be empty`]),
    ...lengthFaults(value.text, `${path}.text`, rule.max),
    ...(kind === 'mrkdwn' && 'emoji' in value ? [`${path}.emoji is for plain_text only`] : []),
    ...(kind === 'plain_text' && 'verbatim' in value ? [`${path}.verbatim is for mrkdwn only`] : []),
  ];
}

export function optionalTextFaults(value: unknown, path: string, rule: TextRule): string[] {
  return value === undefined || value === null ? [] : textFaults(value, path, rule);
}

export function plainFaults(value: unknown, path: string, max: number): string[] {
  return textFaults(value, path, { max, kinds: plain });
}

export function optionalPlainFaults(value: unknown, path: string, max: number): string[] {
  return optionalTextFaults(value, path, { max, kinds: plain });
}

export function imageFaults(image: JsonObject, path: string): string[] {
  const sources = [image.image_url, image.slack_file].filter((source) => source !== undefined);
  return [
    ...(stringOf(image.alt_text).length > 0 ? [] : [`${path}.alt_text is required`]),
    ...lengthFaults(image.alt_text, `${path}.alt_text`, 2000),
    ...(sources.length === 1 ? [] : [`${path} needs image_url or slack_file, one of them`]),
    ...urlFaults(image.image_url, `${path}.image_url`),
  ];
}

export function urlFaults(value: unknown, path: string): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string' || !URL.canParse(value)) return [`${path} is no address`];
  return lengthFaults(value, path, 3000);
}

/** `allowed` are the element types this place takes. */
export function elementFaults(value: unknown, path: string, allowed: readonly string[]): string[] {
  if (!isObject(value)) return [`${path} must be an element`];
  const type = stringOf(value.type);
  if (!allowed.includes(type)) return [`${path} has the unsupported type "${type}"`];
  if (type === 'image') return imageFaults(value, path);
  return [
    ...('action_id' in value ? idFaults(value.action_id, `${path}.action_id`) : []),
    ...optionalPlainFaults(value.placeholder, `${path}.placeholder`, 150),
    ...(value.confirm === undefined ? [] : confirmFaults(value.confirm, `${path}.confirm`)),
    ...ownFaults(value, type, path),
  ];
}

export function idFaults(value: unknown, path: string): string[] {
  return stringOf(value).length > 0 ? lengthFaults(value, path, 255) : [`${path} must not be empty`];
}

function ownFaults(element: JsonObject, type: string, path: string): string[] {
  if (type === 'button') return buttonFaults(element, path);
  if (optionElements.includes(type)) return choiceFaults(element, type, path);
  if (type === 'external_select' || type === 'multi_external_select') {
    return optionListFaults(element.initial_options, `${path}.initial_options`, 100, plain);
  }
  if (type === 'plain_text_input') return textInputFaults(element, path);
  if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean') {
    return [`${path}.is_decimal_allowed is required`];
  }
  return [];
}

function buttonFaults(button: JsonObject, path: string): string[] {
  const style = button.style;
  return [
    ...plainFaults(button.text, `${path}.text`, 75),
    ...lengthFaults(button.value, `${path}.value`, 2000),
    ...lengthFaults(button.accessibility_label, `${path}.accessibility_label`, 75),
    ...urlFaults(button.url, `${path}.url`),
    ...(style === undefined || style === 'primary' || style === 'danger'
      ? []
      : [`${path}.style is "${String(style)}", must be primary or danger, or absent`]),
  ];
}

function textInputFaults(input: JsonObject, path: string): string[] {
  const max = input.max_length;
  return [
    ...(max === undefined || (typeof max === 'number' && max >= 1 && max <= 3000)
      ? []
      : [`${path}.max_length must be 1 to 3000`]),
    ...lengthFaults(input.initial_value, `${path}.initial_value`, typeof max === 'number' ? max : 3000),
  ];
}

function choiceFaults(element: JsonObject, type: string, path: string): string[] {
  const kinds: TextRule['kinds'] =
    type === 'checkboxes' || type === 'radio_buttons' ? ['plain_text', 'mrkdwn'] : plain;
  const max = selects.includes(type) ? 100 : type === 'overflow' ? 5 : 10;
  const groups = element.option_groups;
  const initial = element.initial_option === undefined ? element.initial_options : [element.initial_option];
  const offered = [element, ...objectsOf(groups)].flatMap((holder) => objectsOf(holder.options));
  const unknown = objectsOf(initial).filter(
    (chosen) => !offered.some((option) => JSON.stringify(option) === JSON.stringify(chosen)),
  );
  return [
    ...(groups === undefined ? [] : groupFaults(groups, `${path}.option_groups`)),
    ...(groups === undefined && element.options === undefined ? [`${path}.options is required`] : []),
    ...optionListFaults(element.options, `${path}.options`, max, kinds),
    ...unknown.map(
      (option) => `${path} starts with "${stringOf(option.value)}", which is none of its options`,
    ),
  ];
}

function groupFaults(groups: unknown, path: string): string[] {
  return [
    ...countFaults(groups, path, 1, 100),
    ...objectsOf(groups).flatMap((group, i) => [
      ...plainFaults(group.label, `${path}[${i}].label`, 75),
      ...optionListFaults(group.options, `${path}[${i}].options`, 100, plain),
    ]),
  ];
}

function optionListFaults(options: unknown, path: string, max: number, kinds: TextRule['kinds']): string[] {
  if (options === undefined) return [];
  return [
    ...countFaults(options, path, 1, max),
    ...objectsOf(options).flatMap((option, i) => [
      ...textFaults(option.text, `${path}[${i}].text`, kinds ? { max: 75, kinds } : { max: 75 }),
      ...(stringOf(option.value).length > 0 ? [] : [`${path}[${i}].value is required`]),
      ...lengthFaults(option.value, `${path}[${i}].value`, 75),
      ...optionalTextFaults(
        option.description,
        `${path}[${i}].description`,
        kinds ? { max: 75, kinds } : { max: 75 },
      ),
    ]),
  ];
}

function confirmFaults(confirm: unknown, path: string): string[] {
  if (!isObject(confirm)) return [`${path} must be a confirm dialog`];
  return [
    ...plainFaults(confirm.title, `${path}.title`, 100),
    ...textFaults(confirm.text, `${path}.text`, { max: 300 }),
    ...plainFaults(confirm.confirm, `${path}.confirm`, 30),
    ...plainFaults(confirm.deny, `${path}.deny`, 30),
  ];
}
