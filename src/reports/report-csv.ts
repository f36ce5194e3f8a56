import { type CsvCell, csvText } from '../lib/csv-text.ts';
import { zoneOffsetMs } from '../lib/time-zone.ts';
import type { ListedLead } from './leads.ts';
import type { ReportAnswer } from './report.ts';

/** Columns that hold instants. */
const INSTANT = /(^|\.)(mqlAt|sqlAt|enteredAt|dueAt|decidedAt|from|to)$/;
/** Money, which is exact as text and no formula. */
const DECIMAL = /^-?\d+\.\d{2}$/;
/** Texts that come from outside, whatever they look like. */
const NAMES: ReadonlySet<string> = new Set([
  'key',
  'name',
  'label',
  'leadId',
  'company',
  'source',
  'rep',
  'repName',
]);

const LEAD_COLUMNS: readonly (keyof ListedLead)[] = [
  ...(['leadId', 'name', 'company', 'source', 'rep', 'repName', 'mqlAt', 'sqlAt', 'stage'] as const),
  'enteredAt',
];

/**
 * The rows of an answer as a CSV file, all of them, with the names and figures of the JSON: rates are fractions.
 * Instants are local, `2026-03-31 14:05`, in the zone that their column names. Without rows an answer has a trend, by
 * month, or undefined.
 */
export function reportCsv(answer: ReportAnswer): string | undefined {
  const rows = rowsOf(answer);
  if (!rows || (rows.length === 0 && answer.report !== 'leads')) return undefined;
  const flat = rows.map((row) => flatten(row));
  const known = answer.report === 'leads' ? LEAD_COLUMNS : [];
  const names = [...new Set([...known, ...flat.flatMap((row) => [...row.keys()])])];
  // What is nested in one row may be missing as a whole in another.
  const columns = names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
  const { timeZone } = answer.period;
  const header = columns.map((column) => (INSTANT.test(column) ? `${column} (${timeZone})` : column));
  return csvText(
    header,
    flat.map((row) => columns.map((column) => cellOf(column, row.get(column), timeZone))),
  );
}

function rowsOf(answer: ReportAnswer): readonly object[] | undefined {
  if (answer.report === 'leads') return answer.leads;
  const rows = 'rows' in answer ? answer.rows : undefined;
  const { repNames, trend } = answer;
  if (!rows) return trend?.points;
  return repNames
    ? rows.map(({ key, ...figures }) => ({
        key,
        name: key === null ? null : (repNames[key] ?? null),
        ...figures,
      }))
    : rows;
}

/** `cohort.passRate` for what is nested; lists are left out. */
function flatten(row: object, prefix = ''): Map<string, unknown> {
  const cells = new Map<string, unknown>();
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) continue;
    if (typeof value === 'object' && value !== null) {
      for (const [inner, cell] of flatten(value, `${prefix}${name}.`)) cells.set(inner, cell);
    } else {
      cells.set(`${prefix}${name}`, value);
    }
  }
  return cells;
}

function cellOf(column: string, value: unknown, timeZone: string): CsvCell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return String(value);
  if (INSTANT.test(column)) return localText(value, timeZone);
  return !NAMES.has(column) && DECIMAL.test(value) ? decimalCell(value) : value;
}

/** As a number where that loses nothing. */
function decimalCell(decimal: string): CsvCell {
  const amount = Number(decimal);
  return Number.isSafeInteger(Math.round(amount * 100)) ? amount : decimal;
}

function localText(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  return new Date(at + zoneOffsetMs(timeZone, at)).toISOString().slice(0, 16).replace('T', ' ');
}
