const ELLIPSIS = '…';

/** Untrusted text for mrkdwn and for `text`: it can name nobody, link nowhere and break no line. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Untrusted text on one line, without control characters, cut to `max` code points. Escape after this, never before. */
export function oneLine(text: string, max: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return cut(clean, max);
}

/** Cuts by code points, so that no emoji is torn, and says by an ellipsis that it did. */
export function cut(text: string, max: number): string {
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}${ELLIPSIS}`;
}

/** "1 lead", "2 leads". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}
