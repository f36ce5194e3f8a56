import type { OverlappingRow, SpendImportResult } from '../intake/csv/import-spend.ts';
import { budgetSentences } from '../reports/sentences/budget-sentences.ts';
import { importJson } from './import-summary.ts';

const SHOWN_OVERLAPS = 5;
const KEPT_IN_JSON = 100;

/** What `--json` prints: beside the outcome, where there are any, the first hundred conflicts and overlaps, and the budgets overspent. */
export function spendImportJson(result: SpendImportResult): string {
  const { conflicts, overlaps, overspent } = result;
  return JSON.stringify({
    ...JSON.parse(importJson(result)),
    ...(conflicts.length > 0 ? { conflicts: conflicts.slice(0, KEPT_IN_JSON) } : {}),
    ...(overlaps.length > 0 ? { overlaps: overlaps.slice(0, KEPT_IN_JSON) } : {}),
    ...(overspent.length > 0 ? { overspent } : {}),
  });
}

/** What else somebody should know of an import: spend counted twice perhaps, and budgets overspent. */
export function spendImportNotes({ overlaps, overspent, currency }: SpendImportResult): string[] {
  return [
    ...(overlaps.length > 0 ? [overlapSentence(overlaps)] : []),
    ...(overspent.length > 0 ? ['Over budget:', ...indented(budgetSentences(overspent, currency))] : []),
  ];
}

function overlapSentence(overlaps: readonly OverlappingRow[]): string {
  const rows = overlaps.length === 1 ? '1 row' : `${overlaps.length.toLocaleString('en-US')} rows`;
  const shown = overlaps.slice(0, SHOWN_OVERLAPS).map(({ line, existingAmount, newAmount }) => {
    const beside = existingAmount === null ? 'part of its days' : existingAmount;
    return `line ${line} (${newAmount} beside ${beside})`;
  });
  const more = overlaps.length > SHOWN_OVERLAPS ? ', …' : '';
  return `Added up, not replaced: ${rows} for days of which the same channel and campaign had spend already: ${shown.join(', ')}${more}. If the file corrects it, delete the older entries in /funnel spend, and name rows with --id from now on.`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
