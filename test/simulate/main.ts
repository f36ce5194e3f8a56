import { parseArgs } from 'node:util';
import { startPostgres } from '../support/postgres/start-postgres.ts';
import { type RunResult, runSeed } from './run-seed.ts';
import { serverSimDatabase } from './sim-database.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    weeks: { type: 'string' },
    replicas: { type: 'string' },
    parallel: { type: 'boolean' },
    small: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const from = number(values.seed) ?? 1;
const count = number(values.seeds) ?? (values.seed === undefined ? 10 : 1);
const options = {
  weeks: number(values.weeks),
  replicas: number(values.replicas),
  small: values.small,
};
const say = (line: string) => process.stdout.write(`${line}\n`);

const results: RunResult[] = [];
const server = await startPostgres();
try {
  const database = await serverSimDatabase(server.url, { connections: values.parallel ? 16 : 1 });
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await runSeed(database, seed, { ...options, ...(values.verbose ? { onLine: say } : {}) });
    results.push(result);
    say(lineOf(result));
    for (const violation of result.violations.slice(0, 5)) {
      say(`  ${violation.at.toISOString()} ${violation.what}`);
      for (const line of violation.story) say(`    ${line}`);
    }
  }
  await database.close();
} finally {
  await server.stop();
}
if (results.length > 1) say(totalOf(results));
process.exitCode = results.some((result) => result.violations.length > 0) ? 1 : 0;

function lineOf(result: RunResult): string {
  return [
    `seed ${result.seed}: ${result.days} days, ${result.replicas} processes`,
    `${result.leads} leads, ${result.facts} facts`,
    `owed ${kinds(result.owed)}`,
    `${result.posted} posted, ${result.updates} updates`,
    `${result.faults} faults, ${result.kills} kills`,
    `${result.violations.length} violations`,
    `${result.seconds.toFixed(1)} s`,
  ].join('; ');
}

function kinds(owed: ReadonlyMap<string, number>): string {
  return [...owed].map(([kind, number]) => `${kind} ${number}`).join(', ');
}

function totalOf(all: readonly RunResult[]): string {
  const sum = (of: (result: RunResult) => number) => all.reduce((total, result) => total + of(result), 0);
  const owed = new Map<string, number>();
  for (const result of all)
    for (const [kind, number] of result.owed) owed.set(kind, (owed.get(kind) ?? 0) + number);
  return [
    `${all.length} seeds: ${sum((r) => r.days)} days, ${sum((r) => r.leads)} leads, ${sum((r) => r.facts)} facts`,
    `owed ${kinds(owed)}`,
    `${sum((r) => r.posted)} posted, ${sum((r) => r.updates)} updates`,
    `${sum((r) => r.faults)} faults, ${sum((r) => r.kills)} kills`,
    `${sum((r) => r.violations.length)} violations`,
    `${sum((r) => r.seconds).toFixed(1)} s`,
  ].join('; ');
}
