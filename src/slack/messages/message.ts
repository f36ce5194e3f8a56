import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart-block.ts';

type MessageBlock = types.KnownBlock | ChartBlock;

/** A message as it is handed to Slack. `text` is the notification and what screen readers say: a full sentence. */
export interface Message {
  text: string;
  blocks: MessageBlock[];
}

/** What the wording of a message depends on besides its data. */
export interface Wording {
  /** Zone for instants in plain text, where Slack cannot use the reader's own. */
  timeZone: string;
  now: Date;
}

export function header(content: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: content, emoji: false } };
}

export function section(mrkdwn: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: mrkdwn, verbatim: true }, expand: true };
}

export function plainSection(content: string): types.SectionBlock {
  return { type: 'section', text: { type: 'plain_text', text: content, emoji: false } };
}

export function context(mrkdwn: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn, verbatim: true }] };
}

export function button(
  label: string,
  actionId: string,
  value: string,
  style?: 'primary' | 'danger',
): types.Button {
  const base = {
    type: 'button' as const,
    text: { type: 'plain_text' as const, text: label },
    action_id: actionId,
    value,
  };
  return style ? { ...base, style } : base;
}

export function actions(...elements: types.Button[]): types.ActionsBlock {
  return { type: 'actions', elements };
}

/** A one-line answer that needs nothing but words. */
export function plainMessage(sentence: string): Message {
  return { text: sentence, blocks: [section(sentence)] };
}
