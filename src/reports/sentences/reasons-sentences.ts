import { isByKey, type ReasonRow, type ReasonsAnswer } from '../reasons.ts';
import { counted, number, percent, sampleNote } from './words.ts';

/** Why sales turned MQLs down; by source or the like, what comes back most. */
export function reasonsSentences({ period, turnedDown, rows, by = 'source' }: ReasonsAnswer): string[] {
  const [first] = rows;
  if (!first) return [`${period.label}: none of the MQLs handed over was rejected or recycled.`];
  const all = `${period.label}: ${counted(turnedDown, 'MQL')} rejected or recycled`;
  if (!isByKey(rows)) {
    const top =
      first.key === null ? 'most often without a reason' : `most often: ${first.label ?? first.key}`;
    return [`${all}, ${top} (${number(first.count)}, ${percent(first.share)}).`, ...sampleNote(turnedDown)];
  }
  const [most] = rows;
  if (!most) return [];
  const from = most.key === null ? `without a ${by}` : `of ${most.key}`;
  return [
    `${all}, most ${from}: ${number(most.count)} of its ${counted(most.mqls, 'MQL')} (${percent(most.turnedDownShare)}), mostly ${most.reasons.map(reasonText).join(', ')}.`,
    ...sampleNote(turnedDown),
  ];
}

/** `Spam or test (12)`. */
export function reasonText({ key, label, count }: ReasonRow): string {
  return `${label ?? key ?? 'no reason'} (${number(count)})`;
}
