import type { Room } from './collect-exhibits.ts';

/** What Slack would refuse of what the suites show. */
export function faultsOf(rooms: readonly Room[]): string[] {
  return rooms.flatMap(({ exhibits }) =>
    exhibits.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
  );
}

/** Where words stand that people read. */
const READ = new Set([
  'text',
  'fallback',
  'alt_text',
  'title',
  'name',
  'label',
  'x_label',
  'y_label',
  'format',
]);

/** Of what is shown in the marked language: the words outside of marks, each once, with where it was seen first. */
export function unmarkedWords(rooms: readonly Room[]): string[] {
  const seen = new Map<string, string>();
  for (const { name: room, exhibits } of rooms) {
    for (const { name, payload } of exhibits) {
      for (const text of textsOf(payload)) {
        const left = withoutMarked(text).trim();
        if (/\p{L}{2,}/u.test(left) && !seen.has(left)) seen.set(left, `${room} › ${name}`);
      }
    }
  }
  return [...seen].map(([words, where]) => `${JSON.stringify(words)}   ${where}`);
}

/** What stands inside of marks goes, innermost first; mentions and dates have no words of ours. */
function withoutMarked(text: string): string {
  let left = text.replaceAll(/<!date\^\d+\^([^|]*)\|[^>]*>/g, '$1').replaceAll(/<[^>]*>|\{\w+\}/g, '');
  for (let before = ''; before !== left; ) {
    before = left;
    left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
  }
  return left;
}

function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, elements } = value as { type?: unknown; elements?: unknown };
  // A sentence of rich text is one, though it is in pieces.
  if (type === 'rich_text_section') return [textsOf(elements).join('')];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (READ.has(key) ? [inner] : []) : textsOf(inner),
  );
}
