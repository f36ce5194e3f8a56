import { and, desc, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections, reportedValues } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { qualify } from '../leads/qualify.ts';
import { listReported, remapFacts } from '../leads/remap-facts.ts';
import { valueKey } from '../leads/value-key.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { isStage, type Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Connection, getConnection, listConnections, lockConnection } from './connection.ts';
import { stageOfValue } from './stage-of-value.ts';

export interface ReportedValue {
  /** Case and outer blanks aside. */
  value: string;
  /** How it reads for people. */
  label: string;
  seen: number;
  lastSeenAt: Date;
  /** Undefined: nobody has said what it means. */
  meaning: Stage | '-' | undefined;
}

/** Kept beside what the system needs to know, while what was received is read anew. */
const REMAPPING = 'remapping';

/** Every value that a connection has reported, those without a meaning first, then those seen most. */
export async function listReportedValues(ctx: Context, connection: Connection): Promise<ReportedValue[]> {
  const rows = await ctx.db
    .select()
    .from(reportedValues)
    .where(
      and(
        eq(reportedValues.workspaceId, ctx.workspaceId),
        eq(reportedValues.connectionId, connection.connectionId),
      ),
    )
    .orderBy(desc(reportedValues.seen), sql`${reportedValues.value} collate "C"`);
  return rows
    .map(({ value, label, seen, lastSeenAt }) => {
      const meaning = stageOfValue(connection.stages, value);
      return { value, label: label ?? value, seen, lastSeenAt, meaning };
    })
    .sort((a, b) => Number(a.meaning !== undefined) - Number(b.meaning !== undefined));
}

/**
 * Says what values mean, with effect on what was already received: leads and figures become as if it had been said from
 * the start, without cards for what is past. Null takes a meaning back. Returns how many leads are concerned.
 */
export async function mapValues(
  ctx: Context,
  connectionId: string,
  meanings: Readonly<Record<string, Stage | '-' | null>>,
): Promise<number> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const before = await lockConnection(tx, connectionId);
    const stages = withMeanings(before.stages, meanings);
    if (JSON.stringify(stages) === JSON.stringify(before.stages)) return;
    await tx.db
      .update(connections)
      .set({ stages, options: { ...before.options, [REMAPPING]: true } })
      .where(and(eq(connections.workspaceId, tx.workspaceId), eq(connections.connectionId, connectionId)));
    await recordAudit(tx, 'values mapped', before.name, { before: before.stages, after: stages });
  });
  return applyMapping(ctx, await getConnection(ctx, connectionId));
}

/** Reads what a connection has reported by what its values mean now. */
export async function applyMapping(ctx: Context, connection: Connection): Promise<number> {
  const { connectionId, stages, rule } = connection;
  const reported = await listReported(ctx, connectionId);
  const meanings = new Map(
    reported.map((value): [string, Stage | null] => {
      const meaning = stageOfValue(stages, value);
      return [value, meaning === undefined || meaning === '-' ? null : meaning];
    }),
  );
  const derive = (fact: Parameters<typeof qualify>[0]) => qualify(fact, rule);
  const isCurrent = (tx: Context) => stillMeans(tx, connection);
  const count = await remapFacts(ctx, { origin: connectionId, meanings, derive, isCurrent });
  await ctx.db
    .update(connections)
    .set({ options: sql`${connections.options} - ${REMAPPING}::text` })
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        eq(connections.connectionId, connectionId),
        sql`${connections.stages} = ${JSON.stringify(stages)}::jsonb`,
      ),
    );
  return count;
}

/** Whether nobody has given the values other meanings; nobody can until the transaction ends. */
async function stillMeans(ctx: Context, { connectionId, stages }: Connection): Promise<boolean> {
  const rows = await ctx.db
    .select({ connectionId: connections.connectionId })
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        eq(connections.connectionId, connectionId),
        sql`${connections.stages} = ${JSON.stringify(stages)}::jsonb`,
      ),
    )
    .for('share');
  return rows.length > 0;
}

/** Finishes what a process that ended has left half read. */
export async function finishMappings(ctx: Context): Promise<void> {
  for (const connection of await listConnections(ctx)) {
    if (connection.options[REMAPPING]) await applyMapping(ctx, connection);
  }
}

function withMeanings(
  before: Connection['stages'],
  meanings: Readonly<Record<string, Stage | '-' | null>>,
): Connection['stages'] {
  const after = new Map(Object.entries(before));
  for (const [value, meaning] of Object.entries(meanings)) {
    const key = valueKey(value);
    if (key === '') throw new InvalidInputError(say('A blank value cannot mean a stage.'));
    if (meaning === null) after.delete(key);
    else if (meaning === '-' || isStage(meaning)) after.set(key, meaning);
  }
  return Object.fromEntries(after);
}
