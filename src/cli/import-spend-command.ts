import { Command, Option } from 'commander';
import { delimiterName } from '../intake/csv/csv-header.ts';
import { importSpend } from '../intake/csv/import-spend.ts';
import type { DecimalMark } from '../intake/csv/parse-amount.ts';
import { readCsv } from '../intake/csv/read-csv.ts';
import { plannedSpendColumns, type SpendPlan } from '../intake/csv/spend-row.ts';
import { currencyCode } from '../spend/settle-currency.ts';
import { sumSpend } from '../spend/sum-spend.ts';
import { type CsvCommandOptions, instantsOf, usage, withCsvOptions } from './csv-options.ts';
import { counted, importSummary } from './import-summary.ts';
import type { OpenContext } from './open-context.ts';
import { spendImportJson, spendImportNotes } from './spend-import-notes.ts';
import type { Terminal } from './terminal.ts';

interface Options extends CsvCommandOptions {
  amount: string;
  date: string;
  to?: string;
  channel?: string;
  campaign?: string;
  currency?: string;
  id?: string;
  decimal?: DecimalMark;
}

const EXAMPLES = `
Examples:
  One row per day and channel:
    npm run funnel -- import-spend spend.csv --amount Cost --date Day --channel Channel --currency EUR
  Invoices over a range of days, each with its number:
    npm run funnel -- import-spend invoices.csv --amount Net --date From --to Until --id "Invoice no"

A negative amount, such as -5 or (5.00), is a credit. Importing a file twice changes nothing.`;

/** `funnel import-spend`: what marketing has spent, out of a CSV file. */
export function importSpendCommand(open: OpenContext, terminal: Terminal, now: () => Date): Command {
  const command = new Command('import-spend')
    .description('record the marketing spend in a CSV file')
    .argument('<file>', 'the CSV file, with a header line')
    .requiredOption('--amount <column>', 'the amount')
    .requiredOption('--date <column>', 'the day, or the first of several')
    .option('--to <column>', 'the last day, included')
    .option('--channel <column>', 'the channel')
    .option('--campaign <column>', 'the campaign')
    .option('--currency <code>', "the currency of the amounts (default: the workspace's, USD if it has none)")
    .option('--id <columns>', 'the column, or columns separated by commas, that name a row')
    .addOption(
      new Option('--decimal <mark>', 'the decimal mark (default: told by the column)').choices(['.', ',']),
    );
  return withCsvOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: Options) => runImport({ open, terminal, now }, path, options));
}

async function runImport(
  { open, terminal, now }: { open: OpenContext; terminal: Terminal; now: () => Date },
  path: string,
  options: Options,
): Promise<void> {
  const instants = instantsOf(options, now());
  const currency =
    options.currency === undefined ? undefined : usage(() => currencyCode(options.currency ?? ''));
  const isDryRun = options.dryRun ?? false;
  const { amount, date, to, channel, campaign, id } = options;
  const plan: Omit<SpendPlan, 'instants'> = { amount, date, to, channel, campaign, id };
  const file = await readCsv(path, { delimiter: options.delimiter, columns: plannedSpendColumns(plan) });
  terminal.note(
    `Reading ${path}: ${file.header.length} columns, separated by ${delimiterName(file.delimiter)}.`,
  );
  const { result, held, isFirst } = await open(
    { workspace: options.workspace },
    async ({ ctx, workspace }) => ({
      result: await importSpend(
        ctx,
        file,
        { ...plan, instants: instants(workspace.timeZone) },
        { currency, decimal: options.decimal, isDryRun },
      ),
      held: await sumSpend(ctx),
      isFirst: workspace.currency === null,
    }),
  );
  if (isFirst && result.recorded > 0 && !isDryRun) {
    terminal.note(`The spend of this workspace is in ${result.currency} from now on.`);
  }
  const holds = `The database holds ${counted(held.entries, 'entry', 'entries')} of spend now, ${held.total} ${result.currency} in all.`;
  const next = 'npm run funnel -- report cost';
  const said = { path, isDryRun, holds: [holds, ...spendImportNotes(result)].join('\n'), next };
  terminal.answer(options.json ? spendImportJson(result) : importSummary(result, said));
  terminal.exitWith(result.refused > 0 ? 1 : 0);
}
