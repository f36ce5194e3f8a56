import { addDays, type LocalDate } from '../../lib/local-date.ts';
import { say } from '../../words/say.ts';
import type { Restated, Restatement } from '../restatement.ts';
import { formatDay, formatMonth } from './dates.ts';
import { acceptedTerm, mqlsTerm, rejectedTerm, sqlsTerm } from './terms.ts';
import { listed } from './words.ts';

/** "Yesterday's digest said 12 MQLs for 20 Nov 2026; 3 more have been learnt of since: 15." In one line. */
export function restatementSentence(restatement: Restatement, today: LocalDate): string {
  const { saidOn, changes } = restatement;
  const [first, ...others] = changes;
  if (!first) return '';
  const figures = {
    ...{ figure: phrase(first, first.said), when: when(restatement, first), now: first.now },
    since: sinceText(first.now - first.said),
  };
  return [
    saidOn === addDays(today, -1)
      ? say('Yesterday’s digest said {figure} for {when}; {since}: {now, number}.', figures)
      : say('The digest of {day} said {figure} for {when}; {since}: {now, number}.', {
          ...{ ...figures, day: formatDay(saidOn) },
        }),
    ...(others.length > 0
      ? [
          say('Also changed: {changes}.', {
            changes: listed(others.map((other) => changeText(restatement, other))),
          }),
        ]
      : []),
  ].join(' ');
}

function sinceText(more: number): string {
  return more > 0
    ? say('{count, plural, one {# more has} other {# more have}} been learnt of since', { count: more })
    : say('{count, plural, one {# no longer counts} other {# no longer count}}', { count: -more });
}

function changeText(restatement: Restatement, change: Restated): string {
  return say('{figure} for {when} → {now, number}', {
    ...{ figure: phrase(change, change.said), when: when(restatement, change), now: change.now },
  });
}

function phrase({ figure }: Restated, count: number): string {
  switch (figure) {
    case 'mqls':
    case 'monthMqls':
      return mqlsTerm(count);
    case 'monthSqls':
      return sqlsTerm(count);
    case 'accepted':
      return acceptedTerm(count);
    case 'rejected':
      return rejectedTerm(count);
    case 'notInTime':
      return say('{count, number} not decided in time', { count });
  }
}

function when({ dayOn, monthFromOn }: Restatement, { figure }: Restated): string {
  return figure === 'monthMqls' || figure === 'monthSqls'
    ? say('{month} so far', { month: formatMonth(monthFromOn) })
    : formatDay(dayOn);
}
