import { sql } from 'drizzle-orm';
import type { Bench } from './bench.ts';
import { delayedJobs } from './delayed-jobs.ts';
import { reminderStory } from './reminder-story.ts';
import { onServerDatabase } from './server-database.ts';
import { growthMeasures, type SizeRuns, sizeMeasures, type TickRun } from './tick-measures.ts';

const FULL = { due: 1000, open: [1000, 100_000, 1_000_000], runs: 8 };
const QUICK = { due: 20, open: [20, 200], runs: 1 };

/** One SLA tick, and what recording and deciding pay for it, beside the same reminders as delayed jobs of pg-boss. */
export const tickBench: Bench = (options) =>
  onServerDatabase(options, async ({ db }, url) => {
    const { due, open, runs } = options.quick ? QUICK : FULL;
    const story = await reminderStory({ db });
    const jobs = await delayedJobs(url);
    try {
      const sizes: SizeRuns[] = [];
      for (const size of open) {
        options.onProgress(
          `filling in ${(size - due).toLocaleString('en')} further open leads, and as many waiting jobs`,
        );
        // The runs add the due ones, and one lead was there to copy from.
        await story.fill(size - due - 1);
        await jobs.fill(size - due);
        sizes.push({ open: size, due, runs: await runAll(size, runs) });
      }
      return [...sizes.flatMap(sizeMeasures), ...growthMeasures(sizes)];
    } finally {
      await jobs.stop();
    }

    async function runAll(size: number, count: number): Promise<TickRun[]> {
      const done: TickRun[] = [];
      // The first one warms up.
      for (let run = 0; run <= count; run += 1) {
        await db.execute(sql`vacuum analyze`);
        const figures = { ours: await story.run(`${size}-${run}`, due), theirs: await jobs.run(due) };
        if (run > 0) done.push(figures);
        options.onProgress(
          `${size.toLocaleString('en')} open, run ${run} of ${count}: a tick of ${Math.round(figures.ours.remind)} ms`,
        );
      }
      return done;
    }
  });
