import { say } from '../../words/say.ts';
import type { ReasonsAnswer } from '../reasons.ts';
import { divided } from './arithmetic.ts';
import { reasonName } from './reasons-sentences.ts';

export function explainReasons({ turnedDown, rows }: ReasonsAnswer): string[] {
  return [
    say(
      'Turned down are the MQLs handed over in the period that sales rejected or recycled, whenever that was.',
    ),
    say('The reason is the one given with that decision; a share is of all that were turned down.'),
    ...explainFirstReason(rows, turnedDown),
  ];
}

function explainFirstReason(rows: ReasonsAnswer['rows'], turnedDown: number): string[] {
  const [first] = rows;
  if (!first) return [];
  const turnedDownTerm = (count: number) => say('{count, number} turned down', { count });
  if (!('reasons' in first)) {
    const name = reasonName(first) ?? say('without a reason');
    const named = (count: number) => say('{count, number} “{name}”', { count, name });
    return [divided([first.count, named], [turnedDown, turnedDownTerm])];
  }
  const name = first.key ?? say('without one');
  const named = (count: number) => say('{count, number} “{name}”', { count, name });
  const turnedDownOf = (count: number) => say('{count, number} turned down of “{name}”', { count, name });
  const fromThere = (count: number) => say('{count, number} MQLs handed over from there', { count });
  return [
    divided([first.count, named], [turnedDown, turnedDownTerm]),
    divided([first.count, turnedDownOf], [first.mqls, fromThere]),
  ];
}
