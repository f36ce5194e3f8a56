import { type Context, inTransaction } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import { type HeldDays, heldDays } from '../../spend/held-days.ts';
import { recordSpend, type SpendConflict } from '../../spend/record-spend.ts';
import { settleCurrency } from '../../spend/settle-currency.ts';
import { type SpendEntry, spendFault } from '../../spend/spend-entry.ts';
import { type ColumnMark, decimalMarkOf, mixedColumnFault } from './decimal-mark.ts';
import { emptyResult, type ImportResult, refuse } from './import-tally.ts';
import { type DecimalMark, parseAmount } from './parse-amount.ts';
import type { CsvFile } from './read-csv.ts';
import { type SpendPlan, type SpendRow, spendKeys, spendReader } from './spend-row.ts';

export interface SpendImportOptions {
  currency?: string | undefined;
  /** Absent: decided by the column as a whole. */
  decimal?: DecimalMark | undefined;
  /** Check everything, record nothing; the counts say what would be. */
  isDryRun?: boolean;
}

/** A row that is recorded with another amount, which stands. */
interface ConflictingRow {
  line: number;
  existingAmount: string;
  newAmount: string;
}

/** A row recorded for days of which the same channel and campaign have spend already; `existingAmount` of the very same days. */
export interface OverlappingRow {
  line: number;
  existingAmount: string | null;
  newAmount: string;
}

export interface SpendImportResult extends ImportResult {
  currency: string;
  conflicts: ConflictingRow[];
  overlaps: OverlappingRow[];
  overspent: BudgetState[];
}

interface Line<Content> {
  line: number;
  content: Content;
}

/**
 * Records a file of spend in one transaction; a row that cannot be recorded is refused and the others stand.
 * @throws {InvalidInputError} when the amounts do not say how they are written, {ConflictError} for another currency.
 */
export async function importSpend(
  ctx: Context,
  file: CsvFile,
  plan: SpendPlan,
  { currency: wanted, decimal, isDryRun = false }: SpendImportOptions = {},
): Promise<SpendImportResult> {
  const faults: Line<string>[] = [];
  const rows = await readRows(file, plan, faults);
  const mark = decimal
    ? { mark: decimal, isMixed: false }
    : decimalMarkOf(rows.map(({ line, content }) => ({ line, text: content.amount })));
  const result: SpendImportResult = {
    ...{ ...emptyResult(), rows: rows.length + faults.length, currency: '' },
    ...{ conflicts: [], overlaps: [], overspent: [] },
  };
  await inTransactionThatMayBeUndone(ctx, async (tx) => {
    result.currency = await settleCurrency(tx, wanted);
    const lines = readEntries(rows, mark, result.currency, faults);
    const entries = lines.map((entry) => entry.content);
    const held = await heldDays(tx, entries);
    const { recorded, duplicates, conflicts, fresh, overspent } = await recordSpend(tx, entries);
    Object.assign(result, { recorded, duplicates, overspent });
    result.overlaps = overlappingRows(lines, fresh, held);
    for (const conflict of conflicts) {
      const at = lines[conflict.index];
      if (!at) continue;
      faults.push({ line: at.line, content: conflictSentence(at.content, conflict) });
      const { existingAmount } = conflict;
      result.conflicts.push({ line: at.line, existingAmount, newAmount: at.content.amount });
    }
    return isDryRun || entries.length === 0;
  });
  for (const { line, content } of faults.sort((a, b) => a.line - b.line)) refuse(result, line, content);
  return result;
}

function conflictSentence(
  { spendKey, amount }: SpendEntry,
  { existingAmount, isDeleted }: SpendConflict,
): string {
  const what = spendKey.startsWith('id:') ? 'This id' : 'This row';
  if (isDeleted) {
    return `${what} was recorded with the amount ${existingAmount} and deleted since; the ${amount} of the file was not added. Record it with /funnel spend add, or under another id.`;
  }
  return `${what} is recorded with the amount ${existingAmount}, which stands; the ${amount} of the file was not added. Correct it in /funnel spend, or give a correction an id of its own.`;
}

function overlappingRows(
  lines: readonly Line<SpendEntry>[],
  fresh: ReadonlySet<string>,
  held: HeldDays,
): OverlappingRow[] {
  return lines.flatMap(({ line, content }) => {
    const overlap = fresh.has(content.spendKey) ? held(content) : undefined;
    return overlap ? [{ line, ...overlap, newAmount: content.amount }] : [];
  });
}

async function readRows(file: CsvFile, plan: SpendPlan, faults: Line<string>[]): Promise<Line<SpendRow>[]> {
  const read = spendReader(file.header, plan);
  const rows: Line<SpendRow>[] = [];
  for await (const { line, cells, fault } of file.rows) {
    if (cells === undefined) faults.push({ line, content: fault });
    else refusing(faults, line, () => rows.push({ line, content: read(cells) }));
  }
  return rows;
}

function readEntries(
  rows: readonly Line<SpendRow>[],
  mark: ColumnMark,
  currency: string,
  faults: Line<string>[],
): Line<SpendEntry>[] {
  const entries: Line<SpendEntry>[] = [];
  const keyOf = spendKeys();
  for (const { line, content: row } of rows) {
    refusing(faults, line, () => {
      const { fromOn, toOn, channel, campaign } = row;
      const unsure = mixedColumnFault(row.amount, mark);
      if (unsure) throw new InvalidInputError(unsure);
      const amount = parseAmount(row.amount, mark.mark, currency);
      const entry = { spendKey: keyOf(row, amount), fromOn, toOn, amount, channel, campaign };
      const fault = spendFault(entry);
      if (fault) throw new InvalidInputError(fault);
      entries.push({ line, content: entry });
    });
  }
  return entries;
}

function refusing(faults: Line<string>[], line: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    faults.push({ line, content: error.message });
  }
}

class Undone extends Error {}

/** `work` answers whether what it did is to be undone: after a dry run, and where only the currency was set. */
async function inTransactionThatMayBeUndone(
  ctx: Context,
  work: (ctx: Context) => Promise<boolean>,
): Promise<void> {
  try {
    await inTransaction(ctx, async (tx) => {
      if (await work(tx)) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
}
