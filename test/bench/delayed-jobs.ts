import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { timed } from './measure.ts';

const QUEUE = 'reminders';
const FAR = new Date('2100-01-01T00:00:00Z');

export type DelayedJobs = Awaited<ReturnType<typeof delayedJobs>>;

/**
 * The same reminders as one delayed job each in pg-boss. Its maintenance is off, and the jobs that are due are the
 * oldest of the queue, where it finds them at once.
 */
export async function delayedJobs(url: string) {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(QUEUE);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [template = ''] = await insert(1, FAR);
  let pending = 1;

  async function insert(count: number, startAfter: Date): Promise<string[]> {
    const jobs = Array.from({ length: count }, (_, index) => ({
      data: { leadId: `L-${index}` },
      startAfter,
    }));
    return (await boss.insert(QUEUE, jobs, { returnId: true })) ?? [];
  }

  async function insertDue(count: number): Promise<void> {
    const ids = await insert(count, new Date());
    await client.query(
      `update pgboss.job set created_on = created_on - interval '30 days' where name = $1 and id = any($2)`,
      [QUEUE, ids],
    );
  }

  return {
    /** Makes it `wanted` jobs that wait and fall due after all runs. */
    async fill(wanted: number): Promise<void> {
      if (wanted <= pending) return;
      const { rows } = await client.query<{ names: string }>(
        `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
         where table_schema = 'pgboss' and table_name = 'job'
           and column_name not in ('id', 'start_after', 'created_on')`,
      );
      const names = rows[0]?.names ?? '';
      await client.query(
        `insert into pgboss.job (id, start_after, created_on, ${names})
         select gen_random_uuid(), start_after + n * interval '1 second', created_on + n * interval '1 microsecond',
                ${names}
         from pgboss.job cross join generate_series($3::int, $4::int) as n
         where name = $1 and id = $2`,
        [QUEUE, template, pending + 1, wanted],
      );
      pending = wanted;
    },

    /** One run with `count` jobs: milliseconds of each step. */
    async run(count: number) {
      let ids: string[] = [];
      const schedule = await timed(async () => {
        ids = await insert(count, FAR);
      });
      const cancel = await timed(() => boss.cancel(QUEUE, ids));
      await insertDue(count);
      let taken = 0;
      const work = await timed(async () => {
        const jobs = await boss.fetch(QUEUE, { batchSize: count });
        taken = jobs.length;
        await boss.complete(
          QUEUE,
          jobs.map((job) => job.id),
        );
      });
      if (taken !== count) throw new Error(`pg-boss gave ${taken} jobs instead of ${count}`);
      const fetchNone = await timed(() => boss.fetch(QUEUE, { batchSize: count }));
      return { insert: schedule, cancel, work, fetchNone };
    },

    async stop(): Promise<void> {
      await client.end();
      await boss.stop({ graceful: false });
    },
  };
}
