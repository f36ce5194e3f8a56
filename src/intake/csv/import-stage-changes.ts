import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { InvalidInputError, UnavailableError } from '../../errors.ts';
import { factFault } from '../../leads/check-fact.ts';
import type { NewFact } from '../../leads/fact.ts';
import { findKnownEvents } from '../../leads/find-known-events.ts';
import { recordStageChanges } from '../../leads/record-stage-changes.ts';
import { emptyResult, type ImportResult, refuse } from './import-tally.ts';
import type { CsvFile, CsvRow } from './read-csv.ts';
import { type StageChangePlan, stageChangeReader } from './stage-change-row.ts';

const BATCH_SIZE = 1000;
/** Rows held at once, so that the rows of one lead meet in one batch: writing a lead once costs less than three times. */
const WINDOW_SIZE = 30_000;

export interface ImportOptions {
  /** Check everything, record nothing; the counts say what would be. */
  isDryRun?: boolean;
  /** Stops after the batch at hand. */
  signal?: AbortSignal | undefined;
  /** Told how many rows are done with, and which share of the file that is, from 0 to 1. */
  onProgress?: ((rows: number, share: number) => void) | undefined;
}

type Store = (facts: NewFact[]) => Promise<{ recorded: number; duplicates: number }>;

/**
 * Records the rows of a file batch by batch; a row that cannot be recorded is refused and the others go on.
 * @throws {UnavailableError} when the database fails midway, saying what is stored already.
 */
export async function importStageChanges(
  ctx: Context,
  file: CsvFile,
  plan: StageChangePlan,
  { isDryRun = false, signal, onProgress }: ImportOptions = {},
): Promise<ImportResult> {
  const read = stageChangeReader(file.header, plan);
  const store = isDryRun ? pretendToStore(ctx) : (facts: NewFact[]) => recordStageChanges(ctx, facts);
  const result = emptyResult();
  let window: NewFact[] = [];
  let rowsDone = 0;
  const flush = async () => {
    const rowsOfWindow = result.rows - rowsDone;
    const ordered = window.sort((a, b) => (a.leadId < b.leadId ? -1 : a.leadId > b.leadId ? 1 : 0));
    for (let start = 0; start < ordered.length; start += BATCH_SIZE) {
      const { recorded, duplicates } = await storing(
        store,
        ordered.slice(start, start + BATCH_SIZE),
        result.recorded + result.duplicates,
      );
      result.recorded += recorded;
      result.duplicates += duplicates;
      const done =
        rowsDone + Math.round((rowsOfWindow * Math.min(start + BATCH_SIZE, ordered.length)) / ordered.length);
      onProgress?.(done, result.rows > 0 ? (file.progress() * done) / result.rows : 0);
      await nextTurn();
      if (signal?.aborted) {
        result.isInterrupted = true;
        return;
      }
    }
    window = [];
    rowsDone = result.rows;
  };
  for await (const row of file.rows) {
    result.rows += 1;
    const outcome = outcomeOf(row, read, ctx.now());
    if (outcome === 'ignored') result.ignored += 1;
    else if (typeof outcome === 'string') refuse(result, row.line, outcome);
    else window.push(outcome);
    if (result.rows % WINDOW_SIZE === 0) await flush();
    if (result.isInterrupted) return result;
  }
  await flush();
  return result;
}

/** The fact of a row, `ignored`, or why it is refused. */
function outcomeOf(
  row: CsvRow,
  read: (cells: readonly string[]) => NewFact | 'ignored',
  now: Date,
): NewFact | string {
  if (row.cells === undefined) return row.fault;
  try {
    const fact = read(row.cells);
    return fact === 'ignored' ? fact : (factFault(fact, now) ?? fact);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
}

async function storing(
  store: Store,
  batch: NewFact[],
  rowsStored: number,
): Promise<{ recorded: number; duplicates: number }> {
  try {
    return await store(batch);
  } catch (error) {
    const stored =
      rowsStored === 0 ? 'Nothing is stored' : `${rowsStored.toLocaleString('en-US')} rows are stored`;
    throw new UnavailableError(
      `The database failed: ${(error as Error).message}. ${stored}; run the same command again when it is back: what is stored is not stored twice.`,
      { cause: error },
    );
  }
}

function pretendToStore(ctx: Context): Store {
  const seen = new Set<string>();
  return async (facts) => {
    const known = await findKnownEvents(ctx, facts);
    let duplicates = 0;
    for (const { eventId } of facts) {
      if (seen.has(eventId) || known.has(eventId)) duplicates += 1;
      seen.add(eventId);
    }
    return { recorded: facts.length - duplicates, duplicates };
  };
}
