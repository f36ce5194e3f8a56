const MAX_STEPS = 12;

/**
 * What a path such as `properties.company` or `emails.0.value` leads to; undefined: to nothing. `a | b` takes the first
 * that says something, `a + b` joins texts with a space and needs both to be there.
 */
export function readPath(item: unknown, path: string): unknown {
  let empty: unknown;
  for (const choice of path.split('|')) {
    const value = readJoined(item, choice);
    if (value === null || (typeof value === 'string' && value.trim() === '')) empty ??= value;
    else if (value !== undefined) return value;
  }
  return empty;
}

function readJoined(item: unknown, choice: string): unknown {
  const values = choice.split('+').map((part) => follow(item, part.trim().split('.').slice(0, MAX_STEPS)));
  if (values.length === 1 || values.includes(undefined)) return values.length === 1 ? values[0] : undefined;
  const texts = values.filter((value) => typeof value === 'string' && value.trim() !== '');
  return texts.length === 0 ? null : texts.join(' ');
}

/** Names may hold dots themselves (`mautic.points`), so the longest name that exists goes first. */
function follow(value: unknown, steps: readonly string[]): unknown {
  if (steps.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (let length = steps.length; length > 0; length -= 1) {
    const name = steps.slice(0, length).join('.');
    if (!Object.hasOwn(value, name)) continue;
    const found = follow((value as Record<string, unknown>)[name], steps.slice(length));
    if (found !== undefined) return found;
  }
  return undefined;
}
