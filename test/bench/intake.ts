import pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { Pool as HttpPool } from 'undici';
import { type Context, SYSTEM } from '../../src/context.ts';
import type { Executor } from '../../src/db/client.ts';
import { createHttpServer } from '../../src/intake/create-http-server.ts';
import type { NewFact } from '../../src/leads/fact.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { connectWorkspace } from '../../src/team/workspace.ts';
import { aStage } from '../support/facts.ts';
import type { Bench } from './bench.ts';
import { timed } from './measure.ts';
import { onServerDatabase } from './server-database.ts';
import { someLead } from './some-lead.ts';

const FULL = { leads: 10_000, singles: 4000, runs: 5 };
const QUICK = { leads: 500, singles: 40, runs: 1 };
const BATCH = 500;
const CONNECTIONS = 16;
const TOKEN = 'bench';
const unit = 'facts/s';

/** How much faster the facts alone could be written into the ledger, without leads, handoffs and promises. */
export const intakeBench: Bench = (options) =>
  onServerDatabase(options, async ({ db }, url) => {
    const { leads, singles, runs } = options.quick ? QUICK : FULL;
    const { workspaceId } = await connectWorkspace(db, 'T1', new Date());
    const ctx: Context = { db, workspaceId, actor: SYSTEM, now: () => new Date() };
    const bare = await bareLedger(db, url);
    const http = await httpIntake(ctx);
    const figures = { fresh: pair(), known: pair(), singles: pair() };
    try {
      for (let run = 0; run < runs; run += 1) {
        const [mqls, sqls] = (['mql', 'sql'] as const).map((stage) => facts(stage, `${run}`, leads));
        for (const [name, some] of [
          ['fresh', mqls],
          ['known', sqls],
        ] as const) {
          const batches = batchesOf(some ?? []);
          figures[name].ours.push(
            await rate(leads, () => each(batches, (batch) => recordStageChanges(ctx, batch))),
          );
          figures[name].theirs.push(await rate(leads, () => each(batches, bare.insert)));
        }
        const ones = facts('mql', `single ${run}`, singles);
        figures.singles.ours.push(await rate(singles, () => sideBySide(ones, http.post)));
        figures.singles.theirs.push(
          await rate(singles, () => sideBySide(ones, (fact) => bare.insert([fact]))),
        );
        options.onProgress(`run ${run + 1} of ${runs}`);
      }
    } finally {
      await http.close();
      await bare.close();
    }
    const batched = `bare INSERT of the same rows, ${BATCH} at a time, prepared`;
    const single = `bare INSERT of one row, ${CONNECTIONS} connections, prepared`;
    return [
      { measure: `MQLs of new leads, ${BATCH} at a time`, unit, baseline: batched, ...figures.fresh },
      { measure: `decisions on known leads, ${BATCH} at a time`, unit, baseline: batched, ...figures.known },
      {
        measure: `MQLs over HTTP, one by one, ${CONNECTIONS} connections`,
        unit,
        baseline: single,
        ...figures.singles,
      },
    ];
  });

function pair(): { ours: number[]; theirs: number[] } {
  return { ours: [], theirs: [] };
}

function facts(stage: 'mql' | 'sql', run: string, count: number): NewFact[] {
  const at = new Date(Date.now() - (stage === 'mql' ? 7_200_000 : 3_600_000));
  return Array.from({ length: count }, (_, index) =>
    aStage(stage, at, {
      leadId: `L-${run}-${index}`,
      eventId: `${stage} ${run} ${index}`,
      origin: 'crm',
      lead: someLead(index),
    }),
  );
}

function batchesOf(all: readonly NewFact[]): NewFact[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item);
}

async function sideBySide<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  return count / ((await timed(work)) / 1000);
}

/** A table as the ledger is, with its indexes, and nothing else that happens. */
async function bareLedger(db: Executor, url: string) {
  await db.execute('create table bare_ledger (like stage_changes including all)');
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // A connection that lies idle while its database is dropped is no news.
  pool.on('error', () => {});
  const columns = [
    'workspace_id',
    'origin',
    'event_id',
    'lead_id',
    'kind',
    'stage',
    'reported',
    'occurred_at',
    'recorded_at',
    'live',
    'alert',
    'lead',
  ];
  return {
    async insert(some: readonly NewFact[]): Promise<void> {
      const now = new Date();
      const values = some.flatMap((fact) => [
        ...[
          'T1',
          fact.origin,
          fact.eventId,
          fact.leadId,
          fact.kind,
          'mql',
          'mql',
          fact.occurredAt,
          now,
          true,
          false,
        ],
        JSON.stringify('lead' in fact ? fact.lead : null),
      ]);
      const rows = some.map(
        (_, row) => `(${columns.map((_column, index) => `$${row * columns.length + index + 1}`).join(', ')})`,
      );
      const text = `insert into bare_ledger (${columns.join(', ')}) values ${rows.join(', ')}`;
      await pool.query({ name: `insert ${some.length}`, text, values });
    },
    close: () => pool.end(),
  };
}

async function httpIntake(ctx: Context) {
  const server = createHttpServer({
    contextFor: () => ctx,
    intakeToken: TOKEN,
    intakeIsOpen: false,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
    findProblems: async () => [],
    onRecorded: () => {},
    handleElsewhere: () => false,
  });
  const client = new HttpPool(await server.listen({ host: '127.0.0.1', port: 0 }), {
    connections: CONNECTIONS,
  });
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  return {
    async post(fact: NewFact): Promise<void> {
      const { eventId: id, leadId, occurredAt, origin } = fact;
      const body = JSON.stringify({
        id,
        leadId,
        occurredAt,
        origin,
        ...('stage' in fact ? { stage: fact.stage, lead: fact.lead } : {}),
      });
      const answer = await client.request({ method: 'POST', path: '/api/stage-changes', headers, body });
      const { recorded } = (await answer.body.json()) as { recorded?: number };
      if (recorded !== 1) throw new Error(`The intake answered ${answer.statusCode} to one fact`);
    },
    async close(): Promise<void> {
      await client.close();
      await server.close();
    },
  };
}
