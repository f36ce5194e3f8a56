const ELLIPSIS = '…';

/** Untrusted text for mrkdwn and for `text`: it can name nobody, link nowhere and break no line. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Characters that are not seen but turn the order of reading or hide; joiners and the tags of flags belong to words. */
const UNSEEN = /[[\p{Cf}\p{Cs}]--[\u200c\u200d\u{e0020}-\u{e007f}]]/gv;
const BREAKS = /[\p{Cc}\s]+/gv;

/**
 * Untrusted text on one line, without control characters, cut to `max` UTF-16 units. Escape after this, never before.
 */
export function oneLine(text: string, max: number): string {
  return cut(text.replace(UNSEEN, '').replace(BREAKS, ' ').trim(), max);
}

/** Cuts to `max` UTF-16 units without tearing a character, and says by an ellipsis that it did. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length + ELLIPSIS.length > max) break;
    kept += character;
  }
  return `${kept}${ELLIPSIS}`;
}
