import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import type { LeadsAnswer } from '../leads.ts';
import { periodName } from './period-name.ts';
import { ofPeriod } from './words.ts';

/** How many there are, in all and not on the page alone. */
export function leadsSentences({ period, leads, entered, list, page }: LeadsAnswer): string[] {
  const when = period.label === 'any time' ? say('Now') : periodName(period);
  return [ofPeriod(when, countSentence({ entered, list, count: page?.total ?? leads.length }))];
}

function countSentence({
  entered,
  list,
  count,
}: {
  entered: LeadsAnswer['entered'];
  list: LeadsAnswer['list'] | undefined;
  count: number;
}): string {
  if (list === 'open') {
    return say(
      '{count, plural, =0 {no leads are} one {# lead is} other {# leads are}} open, not decided yet.',
      { count },
    );
  }
  if (list === 'wasted') {
    return say(
      '{count, plural, =0 {no leads handed over were} one {# lead handed over was} other {# leads handed over were}} not decided in time (late or still undecided).',
      { count },
    );
  }
  if (entered === 'sql') {
    return say(
      '{count, plural, =0 {no leads were} one {# lead was} other {# leads were}} accepted by sales.',
      { count },
    );
  }
  return say('{count, plural, =0 {no leads} one {# lead} other {# leads}} entered “{stage}”.', {
    count,
    stage: stageName(entered),
  });
}
