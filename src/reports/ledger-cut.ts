import { type SQL, sql } from 'drizzle-orm';
import { instantParameter } from './instant-sql.ts';

/** The facts that count: those that happened before one instant and were learnt before another. */
export interface LedgerCut {
  occurredBefore?: Date | undefined;
  recordedBefore?: Date | undefined;
}

/** `and …` for a statement that reads the ledger. */
export function withinCut({ occurredBefore, recordedBefore }: LedgerCut): SQL {
  const happened = occurredBefore ? sql`and occurred_at < ${instantParameter(occurredBefore)}` : sql``;
  const learnt = recordedBefore ? sql`and recorded_at < ${instantParameter(recordedBefore)}` : sql``;
  return sql`${happened} ${learnt}`;
}
