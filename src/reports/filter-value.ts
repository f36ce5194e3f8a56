/** How a blank value is asked for: `source=none` is "without a source". */
export function isNone(value: string): boolean {
  return value.trim().toLowerCase() === 'none';
}

/** A filter as typed: null, for those without a value, if it is `none`; in quotes, `"none"` is a value like any other. */
export function filterValue(typed: string): string | null {
  if (isNone(typed)) return null;
  const [, inQuotes = ''] = /^\s*["“”„](.*)["“”„]\s*$/s.exec(typed) ?? [];
  return isNone(inQuotes) ? inQuotes.trim() : typed;
}
