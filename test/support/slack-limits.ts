/**
 * Slack's limits for messages and views, checked without Slack. An empty list means Slack would take the payload
 * and it keeps our own rules too.
 *
 *   expect(slackFaults('message', { text, blocks, metadata })).toEqual([]);
 *   expect(slackFaults('modal', view)).toEqual([]);
 *
 * A fault that begins with "house rule: " is ours; Slack itself would accept it.
 */
import { type BlockSurface, blockFaults, elementsOf, repeated } from './slack/block-faults.ts';
import { countFaults, lengthFaults, optionalPlainFaults, plainFaults } from './slack/element-faults.ts';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './slack/json.ts';

/** `message` is posted by chat.*, `ephemeral` by chat.postEphemeral, `response` through a response_url or an ack. */
export type SlackSurface = 'message' | 'ephemeral' | 'response' | 'modal' | 'home';

const houseRule = 'house rule: ';
const blockCharacterBudget = 9_000;
const refusedBlockCharacters = 13_000;

export function slackFaults(surface: SlackSurface, payload: unknown): string[] {
  if (!isObject(payload)) return [`the ${surface} must be an object`];
  return surface === 'modal' || surface === 'home'
    ? viewFaults(surface, payload)
    : messageFaults(surface, payload);
}

export function isHouseRule(fault: string): boolean {
  return fault.startsWith(houseRule);
}

function messageFaults(surface: SlackSurface, message: JsonObject): string[] {
  return [
    ...allBlockFaults(message.blocks, 'message', 50),
    ...messageTextFaults(message),
    ...cumulativeFaults(surface, message),
    ...metadataFaults(message.metadata, surface),
    ...('attachments' in message ? countFaults(message.attachments, 'attachments', 0, 100) : []),
    ...(message.thread_ts !== undefined && typeof message.thread_ts !== 'string'
      ? ['thread_ts must be a string']
      : []),
  ];
}

function messageTextFaults(message: JsonObject): string[] {
  const text = stringOf(message.text);
  const hasBlocks = objectsOf(message.blocks).length > 0;
  const onlyDeletes = message.delete_original === true && message.text === undefined && !hasBlocks;
  if (onlyDeletes) return [];
  if (message.markdown_text !== undefined) {
    return [
      ...lengthFaults(message.markdown_text, 'markdown_text', 12_000),
      ...(text !== '' || hasBlocks ? ['markdown_text excludes text and blocks'] : []),
    ];
  }
  if (text.trim() === '')
    return [hasBlocks ? `${houseRule}text must not be empty` : 'text must not be empty'];
  return [
    ...lengthFaults(text, 'text', 4_000),
    ...(isSentence(text) ? [] : [`${houseRule}text must be a full sentence, not "${text}"`]),
    ...(hasBlocks && /<[@!#]/.test(text)
      ? [`${houseRule}text must make sense without tokens, not "${text}"`]
      : []),
  ];
}

/** Several words and a full stop; not every script has spaces between words. */
function isSentence(text: string): boolean {
  const hasWords = /\S\s+\S|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{3}/u.test(text.trim());
  return hasWords && /[.!?…:。！？：]["'”’)*_`」]*$/u.test(text.trim());
}

function cumulativeFaults(surface: SlackSurface, message: JsonObject): string[] {
  const size = JSON.stringify(message.blocks ?? []).length;
  if (size > refusedBlockCharacters && surface !== 'response')
    return [`blocks have ${size} characters: msg_blocks_too_long`];
  if (size > blockCharacterBudget)
    return [`${houseRule}blocks have ${size} characters, at most ${blockCharacterBudget}`];
  return [];
}

function metadataFaults(metadata: unknown, surface: SlackSurface): string[] {
  if (metadata === undefined) return [];
  if (surface === 'ephemeral') return ['metadata is not taken by ephemeral messages'];
  if (!isObject(metadata)) return ['metadata must be an object'];
  if (Object.keys(metadata).length === 0) return [];
  const payload = metadata.event_payload;
  return [
    ...(stringOf(metadata.event_type).length > 0 ? [] : ['metadata.event_type is required']),
    ...(isObject(payload) ? [] : ['metadata.event_payload must be an object']),
    ...Object.entries(objectOf(payload)).flatMap(([key, value]) =>
      isFlat(value) ? [] : [`metadata.event_payload.${key} is nested too deep`],
    ),
  ];
}

function isFlat(value: unknown): boolean {
  const parts = Array.isArray(value) ? value : [value];
  return parts.every((part) => isScalar(part) || (isObject(part) && Object.values(part).every(isScalar)));
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function viewFaults(surface: 'modal' | 'home', view: JsonObject): string[] {
  const hasInput = objectsOf(view.blocks).some((block) => block.type === 'input');
  return [
    ...(view.type === surface ? [] : [`view.type is "${String(view.type)}", must be ${surface}`]),
    ...allBlockFaults(view.blocks, surface, 100),
    ...(Array.isArray(view.blocks) ? [] : ['blocks is required']),
    ...(surface === 'modal' ? plainFaults(view.title, 'title', 24) : []),
    ...(surface === 'home' && view.title !== undefined ? ['title is not taken by a home view'] : []),
    ...optionalPlainFaults(view.submit, 'submit', 24),
    ...optionalPlainFaults(view.close, 'close', 24),
    ...(surface === 'modal' && hasInput && view.submit === undefined
      ? ['a modal with inputs needs submit']
      : []),
    ...lengthFaults(view.private_metadata, 'private_metadata', 3_000),
    ...lengthFaults(view.callback_id, 'callback_id', 255),
    ...lengthFaults(view.external_id, 'external_id', 255),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000
      ? ['the view is larger than 250 KB: view_too_large']
      : []),
  ];
}

function allBlockFaults(blocks: unknown, surface: BlockSurface, max: number): string[] {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks)) return ['blocks must be a list'];
  const known = objectsOf(blocks);
  const ofType = (...types: string[]) => known.filter((block) => types.includes(stringOf(block.type)));
  const ids = known.map((block) => stringOf(block.block_id)).filter((id) => id !== '');
  const markdown = ofType('markdown').reduce((sum, block) => sum + stringOf(block.text).length, 0);
  return [
    ...(blocks.length > max ? [`blocks has ${blocks.length} items, at most ${max}`] : []),
    ...blocks.flatMap((block, i) => blockFaults(block, `blocks[${i}]`, surface)),
    ...repeated(ids).map((id) => `block_id "${id}" occurs more than once`),
    ...(ofType('table', 'data_table').length > 1 ? ['blocks has more than one table'] : []),
    ...(ofType('data_visualization').length > 2 ? ['blocks has more than two charts'] : []),
    ...(markdown > 12_000 ? [`markdown blocks have ${markdown} characters together, at most 12000`] : []),
    ...known.flatMap((block, i) => primaryFaults(block, `blocks[${i}]`)),
  ];
}

function primaryFaults(block: JsonObject, path: string): string[] {
  const primaries = elementsOf(block).filter((element) => element.style === 'primary');
  return block.type === 'actions' && primaries.length > 1
    ? [`${houseRule}${path} has ${primaries.length} primary buttons, at most one`]
    : [];
}
