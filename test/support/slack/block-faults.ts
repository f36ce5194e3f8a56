/** Slack's rules for each block type, and where each type may stand. */
import {
  contextActionElements,
  countFaults,
  elementFaults,
  idFaults,
  imageFaults,
  inputElements,
  interactiveElements,
  lengthFaults,
  optionalPlainFaults,
  optionalTextFaults,
  plainFaults,
  textFaults,
  urlFaults,
} from './element-faults.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from './json.ts';
import { chartFaults, dataTableFaults, tableFaults } from './native-block-faults.ts';

export type BlockSurface = 'message' | 'modal' | 'home';

type BlockRule = {
  surfaces: readonly BlockSurface[];
  faults: (block: JsonObject, path: string, surface: BlockSurface) => string[];
};

const everywhere = ['message', 'modal', 'home'] as const;
const richTextElements = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'];

const blockRules: Record<string, BlockRule> = {
  section: { surfaces: everywhere, faults: sectionFaults },
  header: { surfaces: everywhere, faults: (block, path) => plainFaults(block.text, `${path}.text`, 150) },
  divider: { surfaces: everywhere, faults: () => [] },
  context: { surfaces: everywhere, faults: contextFaults },
  actions: { surfaces: everywhere, faults: actionsFaults },
  image: { surfaces: everywhere, faults: imageBlockFaults },
  input: { surfaces: everywhere, faults: inputFaults },
  rich_text: { surfaces: everywhere, faults: richTextFaults },
  video: { surfaces: everywhere, faults: videoFaults },
  card: { surfaces: everywhere, faults: cardFaults },
  markdown: { surfaces: ['message'], faults: markdownFaults },
  table: { surfaces: ['message'], faults: tableFaults },
  data_table: { surfaces: ['message'], faults: dataTableFaults },
  data_visualization: { surfaces: ['message'], faults: chartFaults },
  context_actions: { surfaces: ['message'], faults: contextActionsFaults },
  container: { surfaces: ['message'], faults: containerFaults },
  carousel: { surfaces: ['message', 'home'], faults: carouselFaults },
  file: { surfaces: ['message'], faults: () => [] },
  task_card: { surfaces: ['message'], faults: () => [] },
  plan: { surfaces: ['message'], faults: () => [] },
  alert: { surfaces: ['modal'], faults: alertFaults },
};

export function blockFaults(block: unknown, path: string, surface: BlockSurface): string[] {
  if (!isObject(block)) return [`${path} must be a block`];
  const type = stringOf(block.type);
  const rule = Object.hasOwn(blockRules, type) ? blockRules[type] : undefined;
  if (!rule) return [`${path} has the unknown block type "${type}"`];
  if (!rule.surfaces.includes(surface)) return [`${path}: a ${type} block is not allowed in a ${surface}`];
  return [
    ...('block_id' in block ? idFaults(block.block_id, `${path}.block_id`) : []),
    ...rule.faults(block, path, surface),
    ...repeated(actionIds(block)).map((id) => `${path} has the action_id "${id}" more than once`),
  ];
}

export function elementsOf(block: JsonObject): JsonObject[] {
  return [...objectsOf(block.elements), ...objectsOf([block.accessory, block.element])];
}

export function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

function actionIds(block: JsonObject): string[] {
  return elementsOf(block)
    .map((element) => stringOf(element.action_id))
    .filter((id) => id !== '');
}

function sectionFaults(block: JsonObject, path: string): string[] {
  return [
    ...(block.text === undefined && block.fields === undefined ? [`${path} needs text or fields`] : []),
    ...optionalTextFaults(block.text, `${path}.text`, { max: 3000 }),
    ...(block.fields === undefined ? [] : countFaults(block.fields, `${path}.fields`, 1, 10)),
    ...objectsOf(block.fields).flatMap((field, i) =>
      textFaults(field, `${path}.fields[${i}]`, { max: 2000 }),
    ),
    ...(block.accessory === undefined
      ? []
      : elementFaults(block.accessory, `${path}.accessory`, [...interactiveElements, 'image'])),
  ];
}

function contextFaults(block: JsonObject, path: string): string[] {
  return [
    ...countFaults(block.elements, `${path}.elements`, 1, 10),
    ...objectsOf(block.elements).flatMap((element, i) =>
      element.type === 'image'
        ? imageFaults(element, `${path}.elements[${i}]`)
        : textFaults(element, `${path}.elements[${i}]`, { max: 2000 }),
    ),
  ];
}

function actionsFaults(block: JsonObject, path: string): string[] {
  const elements = objectsOf(block.elements);
  return [
    ...countFaults(block.elements, `${path}.elements`, 1, 25),
    ...elements.flatMap((element, i) =>
      elementFaults(element, `${path}.elements[${i}]`, interactiveElements),
    ),
  ];
}

function imageBlockFaults(block: JsonObject, path: string): string[] {
  return [...imageFaults(block, path), ...optionalPlainFaults(block.title, `${path}.title`, 2000)];
}

function inputFaults(block: JsonObject, path: string): string[] {
  return [
    ...plainFaults(block.label, `${path}.label`, 2000),
    ...optionalPlainFaults(block.hint, `${path}.hint`, 2000),
    ...elementFaults(block.element, `${path}.element`, inputElements),
  ];
}

function richTextFaults(block: JsonObject, path: string): string[] {
  const types = objectsOf(block.elements).map((element) => stringOf(element.type));
  return [
    ...countFaults(block.elements, `${path}.elements`, 1, Number.POSITIVE_INFINITY),
    ...types.flatMap((type, i) =>
      richTextElements.includes(type) ? [] : [`${path}.elements[${i}] has the unsupported type "${type}"`],
    ),
  ];
}

function videoFaults(block: JsonObject, path: string): string[] {
  return [
    ...plainFaults(block.title, `${path}.title`, 199),
    ...(stringOf(block.alt_text).length > 0 ? [] : [`${path}.alt_text is required`]),
    ...lengthFaults(block.author_name, `${path}.author_name`, 49),
    ...[block.video_url, block.thumbnail_url].flatMap((url) =>
      url === undefined ? [`${path} needs video_url and thumbnail_url`] : urlFaults(url, `${path} address`),
    ),
  ];
}

function cardFaults(block: JsonObject, path: string): string[] {
  const parts = ['hero_image', 'title', 'actions', 'body'];
  return [
    ...(parts.some((part) => block[part] !== undefined) ? [] : [`${path} needs one of ${parts.join(', ')}`]),
    ...optionalTextFaults(block.title, `${path}.title`, { max: 150 }),
    ...optionalTextFaults(block.subtitle, `${path}.subtitle`, { max: 150 }),
    ...optionalTextFaults(block.body, `${path}.body`, { max: 200 }),
  ];
}

function markdownFaults(block: JsonObject, path: string): string[] {
  return stringOf(block.text).length > 0
    ? lengthFaults(block.text, `${path}.text`, 12_000)
    : [`${path}.text must not be empty`];
}

function contextActionsFaults(block: JsonObject, path: string): string[] {
  return [
    ...countFaults(block.elements, `${path}.elements`, 1, 5),
    ...objectsOf(block.elements).flatMap((element, i) =>
      elementFaults(element, `${path}.elements[${i}]`, contextActionElements),
    ),
  ];
}

function containerFaults(block: JsonObject, path: string, surface: BlockSurface): string[] {
  const children = Array.isArray(block.blocks) ? block.blocks : [];
  return [
    ...countFaults(block.blocks, `${path}.blocks`, 1, 10),
    ...optionalTextFaults(block.title, `${path}.title`, { max: 150 }),
    ...optionalTextFaults(block.subtitle, `${path}.subtitle`, { max: 150 }),
    ...children.flatMap((child, i) => blockFaults(child, `${path}.blocks[${i}]`, surface)),
  ];
}

function carouselFaults(block: JsonObject, path: string): string[] {
  return [
    ...countFaults(block.elements, `${path}.elements`, 1, 10),
    ...objectsOf(block.elements).flatMap((card, i) => cardFaults(card, `${path}.elements[${i}]`)),
  ];
}

function alertFaults(block: JsonObject, path: string): string[] {
  const level = block.level;
  return [
    ...textFaults(block.text, `${path}.text`, { max: 200 }),
    ...(level === undefined || ['default', 'info', 'warning', 'error', 'success'].includes(stringOf(level))
      ? []
      : [`${path}.level is "${String(level)}"`]),
  ];
}
