import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type HeaderBlock, Message } from 'slack-blocks-to-jsx';
import type { SlackText } from '../slack/block.ts';

const emojiByCode = new Map<string, string>();

/** The text of a label or button; emoji codes become characters unless the text says `emoji: false`. */
export function plainText(text: SlackText | undefined): string {
  if (!text) return '';
  const decoded = text.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return text.emoji === false ? decoded : decoded.replace(/:[a-z0-9_+-]+:/g, emojiCharacter);
}

/** The library knows every emoji, but draws only blocks: this reads the character out of one. */
function emojiCharacter(code: string): string {
  const known = emojiByCode.get(code);
  if (known !== undefined) return known;
  const block: HeaderBlock = { type: 'header', text: { type: 'plain_text', text: code } };
  const markup = renderToStaticMarkup(
    createElement(Message, { blocks: [block], name: '', logo: '', withoutWrapper: true }),
  );
  const character = markup.replace(/<[^>]*>/g, '').trim() || code;
  emojiByCode.set(code, character);
  return character;
}
