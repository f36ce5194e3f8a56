import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { closest } from 'fastest-levenshtein';
import { isLocalDate } from '../lib/local-date.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { checkRequest } from '../reports/check-request.ts';
import { filterValue } from '../reports/filter-value.ts';
import { runReport } from '../reports/report.ts';
import {
  BREAKDOWNS,
  type Breakdown,
  FILTERS,
  type LeadList,
  REPORT_NAMES,
  type ReportFilters,
  type ReportName,
  type ReportRequest,
  type SlaArgument,
} from '../reports/report-request.ts';
import { STAGES, type Stage } from '../vocabulary.ts';
import { UsageError } from './csv-options.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';
import { type AnswerFormat, writeAnswer } from './write-answer.ts';

interface Options extends AnswerFormat {
  asOf?: string;
  knownBy?: string;
  by?: Breakdown;
  timeZone?: string;
  distinct?: boolean;
  sla?: string;
  wallClock?: boolean;
  hours?: string;
  lag?: number;
  stage?: Stage;
  source?: string;
  campaign?: string;
  rep?: string;
  reason?: string;
  compare?: boolean;
  open?: boolean;
  wasted?: boolean;
  database?: string;
  workspace?: string;
}

const EXAMPLES = `
Examples:
  npm run funnel -- report pass-rate 2026-q1 --by source
  npm run funnel -- report velocity "last 30 days" --sla 24h --hours "Mon-Fri 09:00-18:00"
  npm run funnel -- report pass-rate 2026-q1 --source webinar --rep ada@corp.test --compare
  npm run funnel -- report reasons 2026-q1 --by source
  npm run funnel -- report cost 2026-q1 --lag 30 --json
  npm run funnel -- report leads 2026-q1 --csv leads.csv

A period is q1, 2026-q1, h1, 2026, 2026-01, "this month", "last quarter", "last 30 days" or
2026-01-01..2026-03-31 (both days included); without one it is the current quarter.

--source none is for leads without a source; one that is called none is --source '"none"'. The same
holds for --campaign, --rep and --reason.`;

/** `funnel report`: every number that the bot shows, without Slack. */
export function reportCommand(open: OpenContext, terminal: Terminal): Command {
  return new Command('report')
    .description('answer with the numbers: pass rate, velocity, cost, waste and more')
    .addArgument(new Argument('<name>', `which report: ${REPORT_NAMES.join(', ')}`).argParser(reportName))
    .argument('[period]', 'of when (default: the current quarter)')
    .option('--json', 'print one JSON object')
    .option('--csv <file>', 'write all rows to this file (-: to stdout), for a spreadsheet')
    .option('--no-bars', 'draw no bars below the rows')
    .option('--as-of <date>', 'what had happened by the end of this date', date)
    .option('--known-by <date>', 'what had been learnt by the end of this date', date)
    .addOption(new Option('--by <what>', 'one row for each').choices(BREAKDOWNS))
    .option('--time-zone <zone>', "zone in which days begin (default: the workspace's)", timeZone)
    .option('--distinct', 'count leads instead of handoffs')
    .option('--sla <promise>', 'judge by another promise: 24h, 90m or 2d')
    .option('--wall-clock', 'with --sla: nights and weekends count')
    .option('--hours <hours>', 'with --sla: working hours, such as "Mon-Fri 09:00-18:00"')
    .option('--lag <days>', 'for cost: a fixed lag instead of the measured one', wholeNumber)
    .addOption(new Option('--stage <stage>', 'for leads: entries into this stage').choices(STAGES))
    .addOption(new Option('--open', 'for leads: those not decided yet').conflicts(['stage', 'wasted']))
    .addOption(new Option('--wasted', 'for leads: those not decided in time').conflicts('stage'))
    .option('--source <source>', 'only leads of this source; none: those without one')
    .option('--campaign <campaign>', 'only leads of this campaign')
    .option('--rep <who>', 'only what this rep held or decided: name, e-mail or Slack user id')
    .option('--reason <reason>', 'only what was turned down for this reason')
    .option('--compare', 'beside it the period before and a year ago, at the same age')
    .option('--explain', 'say how it is counted, with the numbers of this answer')
    .option('--database <url>', 'the Postgres to read (default: DATABASE_URL, else the embedded one)')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .addHelpText('after', EXAMPLES)
    .action(async (name: ReportName, period: string | undefined, options: Options) => {
      const request = requestOf(name, period, options);
      checkRequest(request);
      const { database, workspace } = options;
      const answer = await open({ database, workspace }, ({ ctx }) => runReport(ctx, request));
      await writeAnswer(answer, options, terminal);
    });
}

function requestOf(name: ReportName, period: string | undefined, options: Options) {
  const { by, asOf, knownBy, distinct, lag, stage } = options;
  const sla = slaOf(options);
  return {
    name,
    period,
    by,
    asOf,
    knownBy,
    timeZone: options.timeZone,
    distinct,
    sla,
    lagDays: lag,
    stage,
    list: listOf(options),
    compare: options.compare,
    filters: filtersOf(options),
  } satisfies ReportRequest;
}

function listOf({ open, wasted }: Options): LeadList | undefined {
  if (open) return 'open';
  return wasted ? 'wasted' : undefined;
}

function filtersOf(options: Options): ReportFilters {
  const typed = FILTERS.flatMap((name) => {
    const text = options[name];
    return text === undefined ? [] : [[name, filterValue(text)] as const];
  });
  return Object.fromEntries(typed);
}

function slaOf({ sla, wallClock, hours }: Options): SlaArgument | undefined {
  if (sla !== undefined) return { promise: sla, wallClock, hours };
  if (wallClock || hours !== undefined) {
    throw new UsageError(
      '--wall-clock and --hours say how a promise is counted: give the promise with --sla.',
    );
  }
  return undefined;
}

function reportName(text: string): ReportName {
  const name = REPORT_NAMES.find((known) => known === text.toLowerCase());
  if (name) return name;
  throw new InvalidArgumentError(
    `There is no such report. Did you mean ${closest(text, REPORT_NAMES)}? There are: ${REPORT_NAMES.join(', ')}.`,
  );
}

function date(text: string): string {
  if (isLocalDate(text)) return text;
  throw new InvalidArgumentError('Give a date as YYYY-MM-DD, such as 2026-03-31.');
}

function timeZone(text: string): string {
  if (isTimeZone(text)) return text;
  throw new InvalidArgumentError('Give an IANA name, such as Europe/Paris.');
}

function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number of days, such as 30.');
}
