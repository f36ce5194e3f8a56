import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import type { Bench, BenchOptions } from './bench.ts';
import { timed } from './measure.ts';
import { onServerDatabase } from './server-database.ts';

const FULL = { small: 100_000, large: 1_000_000 };
const QUICK = { small: 200, large: 1000 };
const HEADER = 'id,lead,stage,changed,name,company,source';

/** A file of stage changes through `funnel import`, against Postgres taking in the same file by COPY; and its memory. */
export const importBench: Bench = async (options) => {
  const { small, large } = options.quick ? QUICK : FULL;
  const few = await importOf(small, options);
  const many = await importOf(large, options);
  const words = (rows: number) => `${rows.toLocaleString('en')} rows`;
  return [
    {
      measure: `import of ${words(large)}`,
      unit: 'rows/s',
      ours: [many.ours],
      baseline: 'COPY of the same file, as text',
      theirs: [many.theirs],
    },
    {
      measure: `peak memory, ${words(large)}`,
      unit: 'MB',
      ours: [many.peakMb],
      baseline: `ours: ${words(small)}`,
      theirs: [few.peakMb],
    },
  ];
};

function importOf(rows: number, options: BenchOptions) {
  return onServerDatabase(options, async ({ db }, url) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'funnel-bench-'));
    await chmod(folder, 0o755);
    const file = path.join(folder, 'history.csv');
    try {
      await pipeline(lines(rows), createWriteStream(file));
      await db.execute(
        sql.raw(
          `create table staging (${HEADER.split(',')
            .map((name) => `"${name}" text`)
            .join(', ')})`,
        ),
      );
      const copied = await timed(() =>
        db.execute(sql.raw(`copy staging from '${file}' with (format csv, header)`)),
      );
      const run = { peakMb: 0 };
      const imported = await timed(async () => {
        run.peakMb = await runImport(file, url);
      });
      options.onProgress(`${rows.toLocaleString('en')} rows imported in ${Math.round(imported / 1000)} s`);
      return { ours: rows / (imported / 1000), theirs: rows / (copied / 1000), peakMb: run.peakMb };
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

/** Two in three leads become an MQL, and half of these an SQL. */
function* lines(rows: number): Generator<string> {
  yield `${HEADER}\n`;
  const from = Date.parse('2025-01-01T00:00:00Z');
  for (let row = 0; row < rows; row += 1) {
    const lead = Math.floor(row / 2);
    const at = new Date(from + lead * 20_000 + (row % 2) * 3_600_000).toISOString();
    yield `e${row},L-${lead},${row % 2 === 0 ? 'mql' : 'sql'},${at},Ada Park ${lead},Acme ${lead % 5000},webinar\n`;
  }
}

/** Megabytes of memory at the most. */
async function runImport(file: string, url: string): Promise<number> {
  const columns = [
    '--id',
    'id',
    '--lead-id',
    'lead',
    '--at',
    'changed',
    '--stage-column',
    'stage',
    '--name',
    'name',
    '--company',
    'company',
    '--source',
    'source',
  ];
  const child = spawn(
    process.execPath,
    ['--import', './src/node-version.js', 'src/cli.ts', 'import', file, ...columns],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peak = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 100);
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('exit', resolve);
  const code = await promise;
  clearInterval(timer);
  if (code !== 0) throw new Error(`The import ended with ${code}`);
  return peak / 1024;
}
