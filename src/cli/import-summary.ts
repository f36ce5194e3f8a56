import type { ImportResult } from '../intake/csv/import-tally.ts';

const SHOWN_ERRORS = 10;

/** What `--json` prints: one object, of which `errors` holds the first hundred. */
export function importJson(result: ImportResult): string {
  const { rows, recorded, duplicates, ignored, refused, errors } = result;
  return JSON.stringify({ rows, recorded, duplicates, ignored, refused, errors });
}

export interface SummaryOptions {
  path: string;
  isDryRun: boolean;
  /** What the database holds now, as a sentence. */
  holds: string;
  /** What to do when every row went in. */
  next: string;
}

/** The outcome of an import in words. */
export function importSummary(result: ImportResult, options: SummaryOptions): string {
  const counts: [string, number][] = [
    [options.isDryRun ? 'would be recorded' : 'recorded', result.recorded],
    ['repeated (known already)', result.duplicates],
    ['refused', result.refused],
  ];
  if (result.ignored > 0) counts.splice(2, 0, ['ignored (mapped to "-")', result.ignored]);
  const width = Math.max(...counts.map(([, count]) => digits(count).length));
  const lines = [
    `${counted(result.rows, 'row')} of ${options.path}:`,
    ...counts.map(([name, count]) => `  ${digits(count).padStart(width)} ${name}`),
    options.holds,
  ];
  if (result.refused > 0) {
    lines.push('', 'Refused:');
    for (const { line, error } of result.errors.slice(0, SHOWN_ERRORS)) {
      lines.push(`  line ${line}: ${error}`);
    }
    const more = result.refused - SHOWN_ERRORS;
    if (more > 0) lines.push(`  and ${digits(more)} more (--json lists the first hundred)`);
  }
  lines.push('', nextStep(result, options));
  return lines.join('\n');
}

function nextStep(result: ImportResult, { isDryRun, next }: SummaryOptions): string {
  if (result.isInterrupted) {
    return 'Stopped before the end of the file: run the same command again to go on, what is recorded is not recorded twice.';
  }
  if (result.refused > 0) {
    return 'Next: correct these rows, or the options, and run the same command again; what is recorded is not recorded twice.';
  }
  return isDryRun ? 'Nothing was recorded. Next: run the same command without --dry-run.' : `Next: ${next}`;
}

/** `1 lead`, `1,200 leads`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${digits(count)} ${count === 1 ? noun : plural}`;
}

function digits(count: number): string {
  return count.toLocaleString('en-US');
}
