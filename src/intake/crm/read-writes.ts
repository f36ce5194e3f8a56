import { STAGES, type Stage } from '../../vocabulary.ts';

/** What is written for a stage, and once the lead was contacted: properties and their values. */
export type Writes = Partial<Record<Stage | 'contacted', Record<string, string>>>;

export const WRITES_EXAMPLE =
  'is written like sql: hs_lead_status=OPEN, lifecyclestage=salesqualifiedlead; rejected: hs_lead_status=UNQUALIFIED';

const NAMES: ReadonlySet<string> = new Set([...STAGES, 'contacted']);

/** Reads one stage a line, or between semicolons, and its properties with commas between. Undefined: it cannot be read. */
export function readWrites(text: string): Writes | undefined {
  const writes: Writes = {};
  for (const line of text.split(/[;\n]/).filter((part) => part.trim() !== '')) {
    const [, name = '', list = ''] = /^\s*(\w+)\s*:(.*)$/.exec(line) ?? [];
    const properties = list.split(',').map((pair) => /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(pair));
    if (!NAMES.has(name.toLowerCase()) || properties.includes(null)) return undefined;
    writes[name.toLowerCase() as Stage | 'contacted'] = Object.fromEntries(
      properties.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']),
    );
  }
  return writes;
}
