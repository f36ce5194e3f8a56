import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { measureLines, measureTable } from './show-measures.ts';

interface Entry {
  name: string;
  /** What is measured against what. */
  about: string;
  load: () => Promise<Bench>;
}

const BENCHES: readonly Entry[] = [
  {
    name: 'tick',
    about: 'one SLA tick among few and many open leads, against one delayed job for each reminder in pg-boss',
    load: async () => (await import('./tick.ts')).tickBench,
  },
  {
    name: 'delivery',
    about: 'messages a second through the outbox, against the bare Slack client posting the same ones',
    load: async () => (await import('./delivery.ts')).deliveryBench,
  },
  {
    name: 'click',
    about: 'from a click on Accept to the update of the card, against a bare Bolt listener that updates it',
    load: async () => (await import('./click.ts')).clickBench,
  },
  {
    name: 'reports',
    about:
      'each report over one and twelve quarters and by rep, against plain SQL and DuckDB over the same rows',
    load: async () => (await import('./reports.ts')).reportsBench,
  },
  {
    name: 'intake',
    about: 'stage changes a second in batches and over HTTP, against bare inserts of the same facts',
    load: async () => (await import('./intake.ts')).intakeBench,
  },
  {
    name: 'import',
    about: 'a CSV of a million rows, against COPY of the same file; and the memory it takes',
    load: async () => (await import('./import.ts')).importBench,
  },
];
const OPTIONS = { json: { type: 'boolean' }, quick: { type: 'boolean' } } as const;

process.exitCode = await main();

/** Figures go to stdout, words about them to stderr. Returns the exit code. */
async function main(): Promise<number> {
  const read = readArguments();
  if (typeof read === 'string') return refuse(read);
  const { names, json, quick } = read;
  if (names.length === 0) {
    process.stdout.write(`${list()}\n`);
    return 0;
  }
  const unknown = names.find((name) => BENCHES.every((bench) => bench.name !== name));
  if (unknown !== undefined) return refuse(`There is no bench "${unknown}".`);
  const say = (message: string) => process.stderr.write(`${message}\n`);
  for (const bench of BENCHES.filter(({ name }) => names.includes(name))) {
    say(`${bench.name}: ${bench.about}`);
    const run = await bench.load();
    const measures = await run({ quick, onProgress: (message) => say(`  ${message}`) });
    const table = `\n${measureTable(measures)}\n`;
    if (json) say(table);
    process.stdout.write(json ? `${measureLines(bench.name, measures)}\n` : `${table}\n`);
  }
  return 0;
}

function readArguments(): { names: string[]; json: boolean; quick: boolean } | string {
  try {
    const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true });
    return { names: positionals, json: values.json === true, quick: values.quick === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n\n${list()}\n`);
  return 1;
}

function list(): string {
  const width = Math.max(...BENCHES.map(({ name }) => name.length));
  const lines = BENCHES.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return [
    'Usage: npm run bench -- NAME… [--json] [--quick]',
    '',
    ...lines,
    '',
    '  --json   one JSON object a line on stdout instead of the table',
    '  --quick  small sizes and few runs: shows that a bench works, not how fast anything is',
  ].join('\n');
}
