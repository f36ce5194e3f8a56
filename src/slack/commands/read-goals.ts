import { InvalidInputError } from '../../errors.ts';
import { type PeriodOptions, parsePeriod } from '../../reports/period.ts';
import { type GoalsInput, monthAt } from '../../team/goals.ts';
import { say } from '../../words/say.ts';
import { escapeMrkdwn, oneLine } from '../messages/text.ts';

const PART =
  /(?<count>\d[\d,.]*|none|no) ?(?<what>mqls?|sqls?)\b|\b(?<what2>mqls?|sqls?)[ :=]+(?<count2>\d[\d,.]*|none)(?=\s|$|,)/gi;

/**
 * Reads `120 mqls 40 sqls from 2026-01`; without a month, from this one on.
 * @throws {InvalidInputError} naming what cannot be read.
 */
export function readGoals(text: string, today: PeriodOptions): GoalsInput {
  const [, counts = '', from] = /^(.*?)(?:(?:^|\s)from\b\s*(.*))?$/is.exec(text.trim()) ?? [];
  const goals: GoalsInput = { fromMonth: readMonth(from, today) };
  const rest = counts.replace(PART, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const what = (groups.what ?? groups.what2 ?? '').toLowerCase();
    const metric = what.startsWith('m') ? 'mqls' : 'sqls';
    if (goals[metric] !== undefined) throw notUnderstood(text);
    goals[metric] = countOf(groups.count ?? groups.count2 ?? '');
    return '';
  });
  if (rest.replace(/\band\b|[&,;\s]|a month|per month/gi, '') !== '') throw notUnderstood(rest.trim());
  if (goals.mqls === undefined && goals.sqls === undefined) throw notUnderstood(text);
  return goals;
}

/** What is no whole number stays none, so that the goal is refused with words of its own. */
function countOf(typed: string): number | null {
  if (/^no/i.test(typed)) return null;
  return Number(typed.replace(/,(?=\d{3}(\D|$))/g, ''));
}

function readMonth(text: string | undefined, today: PeriodOptions): string {
  if (text === undefined) return monthAt(today.now, today.timeZone);
  const { fromOn } = parsePeriod(text || 'from', today);
  if (!fromOn.endsWith('-01')) {
    throw new InvalidInputError(
      say('A goal begins with a month, and “{words}” does not: use {usage}.', {
        ...{ words: escapeMrkdwn(oneLine(text, 40)), usage: usage() },
      }),
    );
  }
  return fromOn.slice(0, 7);
}

function notUnderstood(text: string): InvalidInputError {
  return new InvalidInputError(
    [
      say('I do not understand “{words}”.', { words: escapeMrkdwn(oneLine(text, 40)) }),
      say('Use {usage}.', { usage: usage() }),
    ].join(' '),
  );
}

function usage(): string {
  return say('`/funnel goal set 120 mqls 40 sqls from 2026-01`; `none` instead of a number ends a goal');
}
