import type { types } from '@slack/bolt';
import { sayParts } from '../../words/say.ts';

type RichTextElement = types.RichTextElement;

const LONGEST_URL = 1000;

/** Rich text is never parsed as markup: whatever a lead is called, it stays text. */
export function richText(lines: readonly RichTextElement[][]): types.RichTextBlock {
  const elements = lines.flatMap((line, index) => (index === 0 ? line : [text('\n'), ...line]));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

export function text(content: string): RichTextElement {
  return { type: 'text', text: content };
}

export function bold(content: string): RichTextElement {
  return { type: 'text', text: content, style: { bold: true } };
}

export function user(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

/** A link that a thumb can press; anything but http, https, mailto and tel stays text, and so does what is very long. */
export function link(url: string, label: string): RichTextElement {
  const href = URL.canParse(url) ? new URL(url).href : '';
  const isSafe = /^(https?|mailto|tel):[^\s<>|"]+$/.test(href) && href.length <= LONGEST_URL;
  return isSafe ? { type: 'link', url: href, text: label } : text(label);
}

/** An instant in the reader's own zone. `fallback` stands where Slack cannot say it. */
export function instant(at: Date, format: string, fallback: string): RichTextElement {
  return { type: 'date', timestamp: Math.floor(at.getTime() / 1000), format, fallback };
}

/**
 * A sentence of rich text in the reader's language: placeholders may be elements, `<b>` is bold.
 * @example line('<b>Accepted</b> by {who}', { who: user('U1') })
 */
export function line(
  message: string,
  values: Record<string, string | number | RichTextElement | readonly RichTextElement[]> = {},
): RichTextElement[] {
  const b = (inside: (string | RichTextElement)[]) =>
    inside.map((part) => (typeof part === 'string' ? bold(part) : part));
  return sayParts<RichTextElement>(message, { ...values, b })
    .map((part) => (typeof part === 'string' ? text(part) : part))
    .filter((element) => element.type !== 'text' || element.text !== '');
}
