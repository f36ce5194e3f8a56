import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { isNone } from './filter-value.ts';
import { periodInWords } from './period-in-words.ts';
import { keywordAt, readKeyword } from './report-keywords.ts';
import { FILTERS, type ReportFilters, type ReportRequest } from './report-request.ts';
import { quoted, quotedIfNeeded, reportWordTokens } from './report-word-tokens.ts';
import type { WordReading } from './word-reading.ts';

/** What may be said of a report besides its name. */
export type ReportWords = Pick<
  ReportRequest,
  | 'period'
  | 'by'
  | 'asOf'
  | 'knownBy'
  | 'distinct'
  | 'sla'
  | 'lagDays'
  | 'stage'
  | 'list'
  | 'timeZone'
  | 'compare'
  | 'filters'
>;

/**
 * Reads what follows a report's name, such as `q1 by source source=webinar as of 2026-03-31`, in any order; keywords may
 * be written as on the command line (`--as-of`). `reportWords` writes it again.
 * @throws {InvalidInputError} naming the word that is not understood, with the nearest there is.
 */
export function readReportWords(text: string): ReportWords {
  const tokens = reportWordTokens(text);
  const reading: WordReading = { words: {}, tokens, at: 0 };
  const rest: string[] = [];
  for (let token = tokens[reading.at]; token; token = tokens[reading.at]) {
    reading.at += 1;
    const keyword = keywordAt(token, reading);
    if (keyword) readKeyword(keyword, reading);
    else if (token.kind === 'word') rest.push(token.text);
  }
  const { words, clock } = reading;
  if (clock && !words.sla) {
    throw new InvalidInputError(
      say('Working hours and the wall clock need a promise, such as sla 24h wall clock.'),
    );
  }
  const period = periodOf(rest, words.filters);
  return {
    ...(period === undefined ? {} : { period }),
    ...words,
    ...(words.sla ? { sla: { ...words.sla, ...clock } } : {}),
  };
}

function periodOf(rest: readonly string[], filters: ReportFilters | undefined): string | undefined {
  try {
    return periodInWords(rest);
  } catch (error) {
    if (!filters || !(error instanceof InvalidInputError)) throw error;
    const hint = say('A value of several words needs quotes, such as campaign="spring 26".');
    throw new InvalidInputError(`${error.message} ${hint}`, { cause: error });
  }
}

/** The words of a request, as `readReportWords` reads them. */
export function reportWords(request: ReportWords): string {
  const { period, by, asOf, knownBy, distinct, sla, lagDays, stage, list, timeZone, compare } = request;
  const parts = [
    period?.trim().replaceAll(/\s+/g, ' '),
    by && `by ${by}`,
    asOf && `as of ${asOf}`,
    knownBy && `known by ${knownBy}`,
    distinct && 'distinct',
    sla && `sla ${/^[\p{L}\d.]*\p{L}$/u.test(sla.promise) ? sla.promise : quoted(sla.promise)}`,
    sla?.wallClock && 'wall clock',
    sla?.hours !== undefined && `hours ${quoted(sla.hours)}`,
    lagDays !== undefined && `lag ${lagDays}`,
    stage && `stage ${stage}`,
    list,
    timeZone && `zone ${timeZone}`,
    compare !== undefined && (compare ? 'compare' : 'no compare'),
    filterWords(request.filters),
  ];
  return parts.filter(Boolean).join(' ');
}

/** `source=webinar campaign="spring 26"`. */
function filterWords(filters: ReportFilters = {}): string {
  return FILTERS.flatMap((name) => {
    const value = filters[name];
    if (value === null) return [`${name}=none`];
    const text = value?.trim();
    return text ? [`${name}=${isNone(text) ? quoted(text) : quotedIfNeeded(text)}`] : [];
  }).join(' ');
}
