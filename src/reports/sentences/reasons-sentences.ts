import { reasonLabel } from '../../team/shown-defaults.ts';
import { say } from '../../words/say.ts';
import { isByKey, type ReasonRow, type ReasonsAnswer, type ReasonsOfKey } from '../reasons.ts';
import type { Breakdown } from '../report-request.ts';
import { periodName } from './period-name.ts';
import { listed, percent, sampleNote } from './words.ts';

/** Why sales turned MQLs down; by source or the like, what comes back most. */
export function reasonsSentences({ period, turnedDown, rows, by = 'source' }: ReasonsAnswer): string[] {
  const [first] = rows;
  const name = periodName(period);
  if (!first) {
    return [say('{period}: none of the MQLs handed over was rejected or recycled.', { period: name })];
  }
  const all = say('{period}: {count, plural, one {# MQL} other {# MQLs}} rejected or recycled', {
    period: name,
    count: turnedDown,
  });
  const [most] = isByKey(rows) ? rows : [];
  return [
    say('{all}, {most}.', { all, most: most ? mostOfKey(most, by) : mostOften(first) }),
    ...sampleNote(turnedDown),
  ];
}

/** `Spam or test (12)`. */
export function reasonText(row: ReasonRow): string {
  return say('{reason} ({count, number})', { reason: reasonName(row) ?? say('no reason'), count: row.count });
}

/** What a rep picks from, in the reader's language where it is one of the usual ones; a key where it has no label. */
export function reasonName({ key, label }: Pick<ReasonRow, 'key' | 'label'>): string | null {
  return label !== null && key !== null ? reasonLabel({ key, label }) : (label ?? key);
}

function mostOften(row: Pick<ReasonRow, 'key' | 'label' | 'count' | 'share'>): string {
  const figures = { count: row.count, share: percent(row.share) };
  const reason = reasonName(row);
  return reason === null
    ? say('most often without a reason ({count, number}, {share})', figures)
    : say('most often: {reason} ({count, number}, {share})', { reason, ...figures });
}

function mostOfKey({ key, count, mqls, turnedDownShare, reasons }: ReasonsOfKey, by: Breakdown): string {
  return say(
    'most {from}: {count, number} of its {mqls, plural, one {# MQL} other {# MQLs}} ({share}), mostly {reasons}',
    {
      from: key === null ? withoutOne(by) : say('of {name}', { name: key }),
      ...{ count, mqls, share: percent(turnedDownShare) },
      reasons: listed(reasons.map(reasonText)),
    },
  );
}

/** `without a source`. */
export function withoutOne(by: Breakdown): string {
  switch (by) {
    case 'source':
      return say('without a source');
    case 'campaign':
      return say('without a campaign');
    case 'rep':
      return say('without a rep');
    case 'reason':
      return say('without a reason');
  }
}
