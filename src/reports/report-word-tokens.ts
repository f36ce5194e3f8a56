/** A word as typed, or `name=value`. */
export type Token =
  | { kind: 'word'; text: string; isQuoted: boolean; isFlag: boolean }
  | { kind: 'filter'; name: string; value: string; isQuoted: boolean };

/** Phones type “curly” quotes and long dashes. A straight quote inside straight ones is doubled. */
const QUOTED = `"(?:[^"]|"")*"|[“”„][^"“”„]*["“”„]`;
const DASHES = `[-–—]{1,2}`;
const TOKEN = new RegExp(
  String.raw`(?:${DASHES})?(?<name>\p{L}[\p{L}-]*)\s*=\s*(?<value>${QUOTED}|[^\s"“”„]*)|(?<quoted>${QUOTED})|(?<flag>${DASHES}(?=\p{L}))?(?<word>[^\s]+)`,
  'gu',
);

export function reportWordTokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ groups = {} }): Token => {
    const { name, value = '', quoted, flag, word = '' } = groups;
    if (name !== undefined) {
      const read = unquoted(value);
      return { kind: 'filter', name: name.toLowerCase(), value: read.trim(), isQuoted: read !== value };
    }
    if (quoted !== undefined)
      return { kind: 'word', text: unquoted(quoted).trim(), isQuoted: true, isFlag: false };
    return { kind: 'word', text: word, isQuoted: false, isFlag: flag !== undefined };
  });
}

/** A value so that it is read back as it is. */
export function quotedIfNeeded(value: string): string {
  return /^[\p{L}\p{N}_.@+:/-]+$/u.test(value) ? value : quoted(value);
}

export function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function unquoted(text: string): string {
  if (/^"/.test(text) && text.length > 1) return text.slice(1, -1).replaceAll('""', '"');
  return /^[“”„]/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
