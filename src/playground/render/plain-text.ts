import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message, type SectionBlock } from 'slack-blocks-to-jsx';
import type { SlackText } from '../pretend/block.ts';

const emojiByCode = new Map<string, string>();

/** The text of a label or button; emoji codes become characters unless the text says `emoji: false`. */
export function plainText(text: SlackText | undefined): string {
  if (!text) return '';
  const decoded = text.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return text.emoji === false ? decoded : decoded.replace(/:[a-z0-9_+-]+:/g, emojiCharacter);
}

/**
 * The character of `:tada:`; a code that is no emoji stays as it is, as in 09:00-17:00. The library knows every emoji,
 * but draws only blocks: this reads the character out of one.
 */
export function emojiCharacter(code: string): string {
  const known = emojiByCode.get(code);
  if (known !== undefined) return known;
  const block: SectionBlock = { type: 'section', text: { type: 'mrkdwn', text: code } };
  const markup = renderToStaticMarkup(
    createElement(Message, { blocks: [block], name: '', logo: '', withoutWrapper: true }),
  );
  const drawn = markup.replace(/<[^>]*>/g, '').trim();
  const character = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(drawn) ? drawn : code;
  emojiByCode.set(code, character);
  return character;
}
