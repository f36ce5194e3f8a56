import { randomBytes } from 'node:crypto';

export type SlackText = { type: string; text: string; emoji?: boolean };
export type SlackOption = { text: SlackText; value: string; description?: SlackText; url?: string };
type SlackConfirm = {
  title?: SlackText;
  text?: SlackText;
  confirm?: SlackText;
  deny?: SlackText;
  style?: string;
};

/** The fields of Block Kit elements that the playground reads; everything else is passed through untouched. */
export type SlackElement = {
  type: string;
  action_id: string;
  text?: SlackText;
  value?: string;
  url?: string;
  style?: string;
  confirm?: SlackConfirm;
  accessibility_label?: string;
  placeholder?: SlackText;
  options?: readonly SlackOption[];
  option_groups?: readonly { label: SlackText; options: readonly SlackOption[] }[];
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  initial_value?: string;
  initial_option?: SlackOption;
  initial_options?: readonly SlackOption[];
  initial_user?: string;
  initial_users?: readonly string[];
  initial_conversation?: string;
  initial_conversations?: readonly string[];
  initial_channel?: string;
  initial_channels?: readonly string[];
  initial_date?: string;
  initial_time?: string;
  default_to_current_conversation?: boolean;
  filter?: {
    include?: readonly string[];
    exclude_external_shared_channels?: boolean;
    exclude_bot_users?: boolean;
  };
  response_url_enabled?: boolean;
};

export type SlackBlock = {
  type: string;
  block_id: string;
  text?: SlackText;
  accessory?: SlackElement;
  element?: SlackElement;
  elements?: readonly SlackElement[];
  label?: SlackText;
  hint?: SlackText;
  optional?: boolean;
  dispatch_action?: boolean;
};

/** Names what has no block_id or action_id, as Slack does on arrival. */
export function withBlockIds(blocks: readonly SlackBlock[]): SlackBlock[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id || shortId(),
    ...(block.accessory && { accessory: withActionId(block.accessory) }),
    ...(block.element && { element: withActionId(block.element) }),
    ...(block.type === 'actions' && block.elements && { elements: block.elements.map(withActionId) }),
  }));
}

export type PlacedElement = { block: SlackBlock; element: SlackElement };

/** Everything in the blocks that a person can operate. */
export function elementsOf(blocks: readonly SlackBlock[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    [...(block.type === 'actions' ? (block.elements ?? []) : []), block.accessory, block.element]
      .filter((element) => element !== undefined)
      .map((element) => ({ block, element })),
  );
}

export function optionsOf(element: SlackElement): readonly SlackOption[] {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}

function withActionId(element: SlackElement): SlackElement {
  return { ...element, action_id: element.action_id || shortId() };
}

function shortId(): string {
  return randomBytes(4).toString('base64url');
}
