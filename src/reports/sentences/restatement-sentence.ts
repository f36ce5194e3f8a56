import { addDays, type LocalDate } from '../../lib/local-date.ts';
import { formatDay, formatMonth } from '../period-label.ts';
import type { Restated, Restatement } from '../restatement.ts';
import { counted, number } from './words.ts';

/** "Yesterday's digest said 12 MQLs for 20 Nov 2026; 3 more have been learnt of since: 15." In one line. */
export function restatementSentence(restatement: Restatement, today: LocalDate): string {
  const { saidOn, changes } = restatement;
  const [first, ...others] = changes;
  if (!first) return '';
  const who = saidOn === addDays(today, -1) ? 'Yesterday’s digest' : `The digest of ${formatDay(saidOn)}`;
  const more = first.now - first.said;
  const since =
    more > 0
      ? `${number(more)} more ${have(more)} been learnt of since`
      : `${number(-more)} no longer ${counts(-more)}`;
  const also = others.map(
    (change) => `${phrase(change, change.said)} ${when(restatement, change)} → ${number(change.now)}`,
  );
  return [
    `${who} said ${phrase(first, first.said)} for ${when(restatement, first).replace(/^for /, '')}; ${since}: ${number(first.now)}.`,
    ...(also.length > 0 ? [`Also changed: ${also.join(', ')}.`] : []),
  ].join(' ');
}

function phrase({ figure }: Restated, count: number): string {
  switch (figure) {
    case 'mqls':
    case 'monthMqls':
      return counted(count, 'MQL');
    case 'monthSqls':
      return counted(count, 'SQL');
    case 'accepted':
      return `${number(count)} accepted`;
    case 'rejected':
      return `${number(count)} rejected`;
    case 'notInTime':
      return `${number(count)} not decided in time`;
  }
}

function when({ dayOn, monthFromOn }: Restatement, { figure }: Restated): string {
  return figure === 'monthMqls' || figure === 'monthSqls'
    ? `for ${formatMonth(monthFromOn)} so far`
    : `for ${formatDay(dayOn)}`;
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have';
}

function counts(count: number): string {
  return count === 1 ? 'counts' : 'count';
}
