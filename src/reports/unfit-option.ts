import { InvalidInputError } from '../errors.ts';
import { formatList } from '../words/formats.ts';
import { say } from '../words/say.ts';
import type { Breakdown, ReportName, ReportRequest } from './report-request.ts';

type Option = 'sla' | 'lagDays' | 'stage' | 'list' | 'compare';

/** Something was asked of a report that means nothing for it. */
export class UnfitOptionError extends InvalidInputError {
  readonly option: Option;

  constructor(option: Option, message: string) {
    super(message);
    this.option = option;
  }
}

const JUDGED = ['summary', 'pass-rate', 'velocity', 'cost', 'waste', 'reps', 'sources'] as const;
const WITH_ROWS = ['pass-rate', 'velocity', 'cost', 'waste', 'reasons', 'goal'] as const;
const WITH_TOTALS = [...JUDGED, 'reasons', 'goal'] as const;
const WITH_LAG = ['summary', 'cost'] as const;

/** The rows of these are about one thing anyway. */
const ROWS_OF: { [Name in ReportName]?: Breakdown } = { sources: 'source', reps: 'rep' };

/** @throws {UnfitOptionError} that says for which reports it is, rather than to answer as if nothing had been said. */
export function refuseUnfitOptions(request: ReportRequest): void {
  const { name, sla, lagDays, stage, list, compare } = request;
  const refuse = (option: Option, said: string, fits: string): never => {
    throw new UnfitOptionError(
      option,
      say('"{option}" does not go with {report}. It goes with {fits}.', { option: said, report: name, fits }),
    );
  };
  if (sla && !isOneOf(JUDGED, name) && list === undefined) {
    refuse('sla', 'sla', formatList([...JUDGED, 'leads open', 'leads wasted']));
  }
  if (lagDays !== undefined && !isOneOf(WITH_LAG, name)) refuse('lagDays', 'lag', formatList(WITH_LAG));
  if (stage && name !== 'leads')
    refuse('stage', 'stage', say('leads, such as {example}', { example: `leads stage ${stage}` }));
  if (list && name !== 'leads') refuse('list', list, `leads: leads ${list}`);
  if (list && stage) {
    throw new UnfitOptionError(
      'list',
      say('"{list}" and a stage are two lists of leads. Ask for one of them.', { list }),
    );
  }
  if (compare && !isOneOf(WITH_TOTALS, name)) refuse('compare', 'compare', formatList(WITH_TOTALS));
}

/** Which reports have rows by this, if the one that was asked has none. Every report may be asked so. */
export function rowsElsewhere(name: ReportName, by: Breakdown): string | undefined {
  return ROWS_OF[name] === by || isOneOf(WITH_ROWS, name) ? undefined : formatList(WITH_ROWS);
}

function isOneOf(names: readonly ReportName[], name: ReportName): boolean {
  return names.includes(name);
}
