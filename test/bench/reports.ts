import { sql } from 'drizzle-orm';
import { monthMemoOf } from '../../src/reports/month-memo.ts';
import { runReport } from '../../src/reports/report.ts';
import type { Bench } from './bench.ts';
import { duckOf } from './duck.ts';
import { fillPastHandoffs } from './fill-past-handoffs.ts';
import { type Measure, timed } from './measure.ts';
import { type Question, reportQuestions } from './report-questions.ts';
import { onServerDatabase } from './server-database.ts';

const FULL = { sizes: [1_000_000, 10_000_000], runs: 5 };
/** What is asked for the first time takes long enough to tell after few runs. */
const FIRST_RUNS = 2;
const QUICK = { sizes: [2000], runs: 1 };

/** For the plain statements: what a careful hand would add for them. */
const COVERING = `create index bench_covering on handoffs (workspace_id, opened_at)
  include (state, decided_at, due_at, source, reason, decided_by, calendar_seconds, working_seconds)`;

/** Each report in one workspace of ten, against the same question as plain SQL and as DuckDB answers it. */
export const reportsBench: Bench = async (options) => {
  const { sizes, runs } = options.quick ? QUICK : FULL;
  const measures: Measure[] = [];
  for (const size of sizes) {
    measures.push(
      ...(await onServerDatabase(options, async ({ db }) => {
        const ctx = await fillPastHandoffs({ db }, size, options.onProgress);
        const questions = reportQuestions(ctx.workspaceId);
        const memo = monthMemoOf(db);
        const first = await ask(
          questions,
          Math.min(runs, FIRST_RUNS),
          ({ request }) => runReport(ctx, request),
          () => memo.clear(),
        );
        options.onProgress('asked ours for the first time');
        const ours = await ask(questions, runs, ({ request }) => runReport(ctx, request));
        options.onProgress('asked ours again');
        await db.execute(sql.raw(COVERING));
        await db.execute(sql`vacuum analyze handoffs`);
        const now = `'${ctx.now().toISOString().slice(0, 19).replace('T', ' ')}'`;
        const plain = await ask(questions, runs, ({ statement }) =>
          db.execute(sql.raw(statement('handoffs', now))),
        );
        options.onProgress('asked plain SQL');
        const duck = await duckOf(db);
        const theirs = await ask(questions, runs, ({ statement }) =>
          duck.ask(statement('handoffs', `TIMESTAMP ${now}`)),
        );
        await duck.close();
        return questions.flatMap(({ what }, index): Measure[] => {
          const measure = `${what}, ${size.toLocaleString('en')} handoffs`;
          const of = (figures: number[][]) => figures[index] ?? [];
          const cold = `${measure}, by a process that knows no month yet`;
          const [sqlName, duckName] = ['plain SQL, covering index', 'DuckDB, in memory'];
          return [
            { measure, unit: 'ms', ours: of(ours), baseline: sqlName, theirs: of(plain) },
            { measure, unit: 'ms', ours: of(ours), baseline: duckName, theirs: of(theirs) },
            { measure: cold, unit: 'ms', ours: of(first), baseline: sqlName, theirs: of(plain) },
          ];
        });
      })),
    );
  }
  return measures;
};

/** Once to warm up, then so many times each. */
async function ask(
  questions: readonly Question[],
  runs: number,
  work: (question: Question) => Promise<unknown>,
  before: () => void = () => {},
): Promise<number[][]> {
  const figures: number[][] = [];
  for (const question of questions) {
    await work(question);
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      before();
      times.push(await timed(() => work(question)));
    }
    figures.push(times);
  }
  return figures;
}
