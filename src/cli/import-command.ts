import { Command } from 'commander';
import { delimiterName } from '../intake/csv/csv-header.ts';
import { importStageChanges } from '../intake/csv/import-stage-changes.ts';
import type { ImportResult } from '../intake/csv/import-tally.ts';
import { readCsv } from '../intake/csv/read-csv.ts';
import { plannedColumns, type StageChangePlan } from '../intake/csv/stage-change-row.ts';
import { stageMap } from '../intake/csv/stage-map.ts';
import { countLeads } from '../leads/count-leads.ts';
import { type CsvCommandOptions, instantsOf, UsageError, usage, withCsvOptions } from './csv-options.ts';
import { importProgress } from './import-progress.ts';
import { counted, importJson, importSummary } from './import-summary.ts';
import { INTERRUPTED, onInterrupt } from './interrupt.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

interface Options extends CsvCommandOptions {
  leadId: string;
  at: string;
  stage?: string;
  stageColumn?: string;
  map: string[];
  id?: string;
  origin: string;
  alert?: boolean;
  name?: string;
  company?: string;
  title?: string;
  email?: string;
  phone?: string;
  score?: string;
  source?: string;
  campaign?: string;
  ownerEmail?: string;
  url?: string;
  createdAt?: string;
}

const EXAMPLES = `
Examples:
  An export with one row per stage change:
    npm run funnel -- import history.csv --lead-id "Lead ID" --at "Changed" --stage-column "Stage" \\
      --map "Marketing Qualified=mql" --map "Sales Accepted=sql" --map "Junk=-" --date-format "dd-MM-yyyy HH:mm"
  A list in which every row is an MQL:
    npm run funnel -- import mqls.csv --lead-id Id --at "MQL date" --stage mql --source "Lead Source"

The stages are lead, mql, sql, rejected, recycled, opportunity, won and lost. Importing a file twice changes nothing.`;

/** `funnel import`: stage changes out of a CSV export of any CRM. */
export function importCommand(open: OpenContext, terminal: Terminal, now: () => Date): Command {
  const command = new Command('import')
    .description('record the stage changes in a CSV file')
    .argument('<file>', 'the CSV file, with a header line')
    .requiredOption('--lead-id <column>', 'names the lead')
    .requiredOption('--at <column>', 'when the lead entered the stage')
    .option('--stage <value>', 'the stage of every row')
    .option('--stage-column <column>', 'the stage of each row')
    .option(
      '--map <value=stage>',
      'what a value of the CRM means; "value=-" passes over such rows (repeatable)',
      (line, lines: string[]) => [...lines, line],
      [],
    )
    .option('--id <column>', 'names the change (default: made of lead, value and time)')
    .option('--origin <name>', 'the system the file comes from', 'csv');
  for (const [flag, meaning] of FIELD_OPTIONS) command.option(`${flag} <column>`, meaning);
  return withCsvOptions(command)
    .option('--alert', 'ask for cards and alerts even where the change is over a day old')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: Options) => runImport({ open, terminal, now }, path, options));
}

const FIELD_OPTIONS = [
  ['--name', 'name of the lead'],
  ['--company', 'company of the lead'],
  ['--title', 'job title of the lead'],
  ['--email', 'e-mail of the lead'],
  ['--phone', 'phone number of the lead'],
  ['--score', 'score of the lead, a number'],
  ['--source', 'where the lead came from'],
  ['--campaign', 'campaign of the lead'],
  ['--owner-email', "e-mail of the lead's owner, who gets the card"],
  ['--url', "the lead's page in the CRM"],
  ['--created-at', 'when the CRM created the lead'],
] as const;

async function runImport(
  { open, terminal, now }: { open: OpenContext; terminal: Terminal; now: () => Date },
  path: string,
  options: Options,
): Promise<void> {
  const instants = instantsOf(options, now());
  const plan = planOf(options);
  const isDryRun = options.dryRun ?? false;
  const file = await readCsv(path, { delimiter: options.delimiter, columns: plannedColumns(plan) });
  terminal.note(
    `Reading ${path}: ${file.header.length} columns, separated by ${delimiterName(file.delimiter)}.`,
  );
  const interrupt = onInterrupt(() => terminal.note('Stopping after the rows at hand.'));
  const progress = importProgress(terminal, now);
  const { result, counts } = await open({ workspace: options.workspace }, async ({ ctx, workspace }) => ({
    result: await importStageChanges(
      ctx,
      file,
      { ...plan, instants: instants(workspace.timeZone) },
      {
        isDryRun,
        signal: interrupt.signal,
        onProgress: progress.update,
      },
    ),
    counts: await countLeads(ctx),
  })).finally(() => {
    progress.stop();
    interrupt.end();
  });
  const holds = `The database holds ${counted(counts.leads, 'lead')}, ${counted(counts.mqls, 'MQL')} and ${counted(counts.sqls, 'SQL')} now.`;
  const next = 'npm run funnel -- report pass-rate';
  terminal.answer(options.json ? importJson(result) : importSummary(result, { path, isDryRun, holds, next }));
  terminal.exitWith(exitCodeOf(result));
}

function planOf(options: Options): StageChangePlan {
  const { leadId, at, id, origin, alert = false, ...fields } = options;
  const stages = usage(() => stageMap(options.map));
  return {
    origin,
    leadId,
    at,
    id,
    alert,
    stages,
    stage: stageOf(options, stages),
    instants: { timeZone: 'UTC' },
    fields: {
      name: fields.name,
      company: fields.company,
      title: fields.title,
      email: fields.email,
      phone: fields.phone,
      score: fields.score,
      source: fields.source,
      campaign: fields.campaign,
      ownerEmail: fields.ownerEmail,
      url: fields.url,
      createdAt: fields.createdAt,
    },
  };
}

function stageOf(
  { stage, stageColumn }: Options,
  stages: StageChangePlan['stages'],
): StageChangePlan['stage'] {
  if ((stage === undefined) === (stageColumn === undefined)) {
    throw new UsageError('Give either --stage VALUE or --stage-column COLUMN.');
  }
  if (stageColumn !== undefined) return { column: stageColumn };
  const value = stage ?? '';
  if (stages(value) === undefined) {
    throw new UsageError(
      `--stage "${value}" is no stage: say what it means with --map "${value}=mql", or name the column with --stage-column.`,
    );
  }
  return { value };
}

function exitCodeOf(result: ImportResult): number {
  if (result.isInterrupted) return INTERRUPTED;
  return result.refused > 0 ? 1 : 0;
}
