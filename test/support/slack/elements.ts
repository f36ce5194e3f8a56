/** Finds what a person can press in a list of blocks, and says in Slack's words what was chosen there. */
import { elementsOf } from './block-faults.ts';
import { inputElements } from './element-faults.ts';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './json.ts';

export type Found = { block: JsonObject; element: JsonObject };

/** A choice: an option's value or label, an id, a date (`2026-01-31`), a text; several for a multi select. */
export type Choice = string | string[] | null;

/** Slack gives every block an id of its own where the app gave none. */
export function withBlockIds(blocks: JsonObject[]): JsonObject[] {
  return blocks.map((block, i) => ({ ...block, block_id: stringOf(block.block_id) || `block-${i}` }));
}

function everyElement(blocks: JsonObject[]): Found[] {
  return withBlockIds(blocks).flatMap((block) => [
    ...elementsOf(block).flatMap((element) =>
      element.type === 'card'
        ? objectsOf(element.actions).map((action) => ({ block, element: action }))
        : [{ block, element }],
    ),
    ...everyElement(objectsOf(block.blocks)),
  ]);
}

export function findElement(blocks: JsonObject[], name: string, blockId?: string): Found {
  const here = everyElement(blocks).filter(
    (found) => 'action_id' in found.element && (blockId === undefined || found.block.block_id === blockId),
  );
  const found =
    here.find(({ element }) => element.action_id === name) ??
    here.find(({ element }) => labelOf(element) === name);
  if (found) return found;
  const offered = here.map(({ element }) => `${stringOf(element.action_id)} "${labelOf(element)}"`);
  throw new Error(`There is no "${name}" to press here, only: ${offered.join(', ') || 'nothing'}`);
}

function labelOf(element: JsonObject): string {
  return stringOf(objectOf(element.text).text) || stringOf(objectOf(element.placeholder).text);
}

/** What a block_actions action and a view's state say about an element once `choice` is made in it. */
export function chosen(element: JsonObject, choice: Choice): JsonObject {
  const type = stringOf(element.type);
  const many = Array.isArray(choice) ? choice : choice === null ? [] : [choice];
  const one = many[0] ?? null;
  const base = { type };
  if (type === 'button')
    return { ...base, text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  if (type === 'checkboxes' || type.startsWith('multi_static') || type.startsWith('multi_external')) {
    return { ...base, selected_options: many.map((value) => optionOf(element, value)) };
  }
  if (['overflow', 'radio_buttons', 'static_select', 'external_select'].includes(type)) {
    return { ...base, selected_option: one === null ? null : optionOf(element, one) };
  }
  const picker = /^(multi_)?(user|conversation|channel)s_select$/.exec(type);
  if (picker)
    return {
      ...base,
      ...(picker[1] ? { [`selected_${picker[2]}s`]: many } : { [`selected_${picker[2]}`]: one }),
    };
  if (type === 'datepicker') return { ...base, selected_date: one };
  if (type === 'timepicker') return { ...base, selected_time: one };
  if (type === 'datetimepicker') return { ...base, selected_date_time: one === null ? null : Number(one) };
  return { ...base, value: one };
}

/** `view.state.values` after a person filled in `values`, by action_id or block_id; the rest keeps its start value. */
export function stateValues(
  blocks: JsonObject[],
  values: Record<string, Choice>,
  isSubmitting: boolean,
): JsonObject {
  const fields = everyElement(blocks).filter(({ element }) => inputElements.includes(stringOf(element.type)));
  const names = fields.flatMap(({ block, element }) => [block.block_id, element.action_id]);
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`The view has no field ${unknown.join(', ')}, only: ${names.join(', ')}`);

  const state: Record<string, JsonObject> = {};
  for (const { block, element } of fields) {
    const blockId = stringOf(block.block_id);
    const actionId = stringOf(element.action_id);
    const given = values[actionId] ?? values[blockId];
    const value = given === undefined ? chosen(element, startValue(element)) : chosen(element, given);
    if (isSubmitting && block.type === 'input' && block.optional !== true && isBlank(value)) {
      throw new Error(`Slack does not let anybody submit this view: ${blockId} is required and empty`);
    }
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

function optionOf(element: JsonObject, wanted: string): JsonObject {
  const holders = [element, ...objectsOf(element.option_groups)];
  const options = holders.flatMap((holder) => objectsOf(holder.options));
  const option =
    options.find((one) => one.value === wanted) ?? options.find((one) => objectOf(one.text).text === wanted);
  if (option) return option;
  if (stringOf(element.type).includes('external'))
    return { text: { type: 'plain_text', text: wanted }, value: wanted };
  const offered = options.map((one) => stringOf(one.value)).join(', ');
  throw new Error(`${stringOf(element.action_id)} has no option "${wanted}", only: ${offered}`);
}

function startValue(element: JsonObject): Choice {
  const start = Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1];
  const plain = (value: unknown) => (isObject(value) ? stringOf(value.value) : String(value));
  if (start === undefined) return null;
  return Array.isArray(start) ? start.map(plain) : plain(start);
}

function isBlank(value: JsonObject): boolean {
  return Object.entries(value).every(
    ([name, part]) =>
      name === 'type' || part === null || part === '' || (Array.isArray(part) && part.length === 0),
  );
}
