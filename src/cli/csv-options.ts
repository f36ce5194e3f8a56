import { type Command, InvalidArgumentError } from 'commander';
import { AppError, InvalidInputError } from '../errors.ts';
import { type DateFormat, dateFormat } from '../intake/csv/date-format.ts';
import type { InstantOptions } from '../intake/csv/parse-instant.ts';
import { isTimeZone } from '../lib/time-zone.ts';

/** The options that every command on a CSV file has. */
export interface CsvCommandOptions {
  delimiter?: string;
  dateFormat?: string;
  timeZone?: string;
  workspace?: string;
  dryRun?: boolean;
  json?: boolean;
}

const DELIMITER_NAMES: Record<string, string> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  bar: '|',
  pipe: '|',
};

export function withCsvOptions(command: Command): Command {
  return command
    .option('--delimiter <character>', 'what separates the fields (default: told by the header)', delimiter)
    .option('--date-format <format>', 'how dates are written, such as "dd-MM-yyyy HH:mm" (default: ISO 8601)')
    .option('--time-zone <zone>', "zone of times without an offset (default: the workspace's)", timeZone)
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .option('--dry-run', 'check everything, record nothing')
    .option('--json', 'print the outcome as one JSON object');
}

/** How dates are read, with the format checked before anything else happens. */
export function instantsOf(
  options: CsvCommandOptions,
  now: Date,
): (workspaceTimeZone: string) => InstantOptions {
  const format: DateFormat | undefined =
    options.dateFormat === undefined ? undefined : usage(() => dateFormat(options.dateFormat ?? '', now));
  return (workspaceTimeZone) => ({ timeZone: options.timeZone ?? workspaceTimeZone, format });
}

/** Makes what is wrong with an option a fault of usage. */
export function usage<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The command was called in a way that cannot work, whatever the file holds. */
export class UsageError extends InvalidInputError {}

function delimiter(text: string): string {
  const character = DELIMITER_NAMES[text.toLowerCase()] ?? text;
  if (character.length === 1 && !/["\r\n]/.test(character)) return character;
  throw new InvalidArgumentError('Give one character, such as ";", or "tab".');
}

function timeZone(text: string): string {
  if (isTimeZone(text)) return text;
  throw new InvalidArgumentError('Give an IANA name, such as Europe/Paris.');
}
