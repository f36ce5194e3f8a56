import { writeFile } from 'node:fs/promises';
import type { ReportAnswer } from '../reports/report.ts';
import { reportCsv } from '../reports/report-csv.ts';
import { explainReport } from '../reports/sentences/explain-report.ts';
import { UsageError } from './csv-options.ts';
import { reportText } from './report-text.ts';
import type { Terminal } from './terminal.ts';

export interface AnswerFormat {
  json?: boolean;
  /** A file for the rows, or `-` for stdout. */
  csv?: string;
  bars?: boolean;
  explain?: boolean;
}

/** Prints an answer as asked for, or writes its rows to a file. */
export async function writeAnswer(
  answer: ReportAnswer,
  format: AnswerFormat,
  terminal: Terminal,
): Promise<void> {
  const { csv, json } = format;
  if (csv === undefined) {
    terminal.answer(json ? answerJson(answer, format) : answerText(answer, format));
    return;
  }
  if (json) throw new UsageError('--csv and --json are two formats: give one of them.');
  const content = reportCsv(answer);
  if (content === undefined) {
    throw new UsageError(
      'This answer has no rows to write. Lists of leads have, and what is asked with --by.',
    );
  }
  if (csv === '-') process.stdout.write(content);
  else await writeFile(csv, content);
}

function answerJson(answer: ReportAnswer, { explain }: AnswerFormat): string {
  return JSON.stringify(explain ? { ...answer, explanation: explainReport(answer) } : answer, null, 2);
}

function answerText(answer: ReportAnswer, { explain, bars = true }: AnswerFormat): string {
  const text = reportText(answer, { bars });
  return explain ? `${text}\n\nHow is this counted?\n${explainReport(answer).join('\n')}` : text;
}
