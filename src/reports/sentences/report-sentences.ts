import { assertNever } from '../../errors.ts';
import { say } from '../../words/say.ts';
import type { ReportAnswer } from '../report.ts';
import type { RepsAnswer } from '../reps.ts';
import type { SourcesAnswer } from '../sources.ts';
import { comparisonSentences } from './comparison-sentences.ts';
import { costSentences } from './cost-sentences.ts';
import { goalSentences } from './goal-sentences.ts';
import { leadsSentences } from './leads-sentences.ts';
import { passRateSentences } from './pass-rate-sentences.ts';
import { periodName } from './period-name.ts';
import { reasonsSentences } from './reasons-sentences.ts';
import { scopeSentence } from './scope-sentence.ts';
import { summarySentences } from './summary-sentences.ts';
import { velocitySentences } from './velocity-sentences.ts';
import { wasteSentences } from './waste-sentences.ts';
import { percent, sampleNote } from './words.ts';

/** An answer in words, the point first, the zone and instant last. The same on the command line and in Slack. */
export function reportSentences(answer: ReportAnswer): string[] {
  return [...sentencesOf(answer), ...comparisonSentences(answer), scopeSentence(answer)];
}

function sentencesOf(answer: ReportAnswer): string[] {
  switch (answer.report) {
    case 'summary':
      return summarySentences(answer);
    case 'pass-rate':
      return passRateSentences(answer);
    case 'velocity':
      return velocitySentences(answer);
    case 'cost':
      return costSentences(answer);
    case 'waste':
      return wasteSentences(answer);
    case 'reps':
      return repsSentences(answer);
    case 'sources':
      return sourcesSentences(answer);
    case 'reasons':
      return reasonsSentences(answer);
    case 'goal':
      return goalSentences(answer);
    case 'leads':
      return leadsSentences(answer);
    default:
      return assertNever(answer);
  }
}

function repsSentences({ period, mqls, rows, passRate, waste, excused }: RepsAnswer): string[] {
  const name = periodName(period);
  if (mqls === 0) return [say('{period}: no MQLs were handed over to anybody.', { period: name })];
  const reps = rows.filter((row) => row.key !== null).length;
  return [
    say(
      '{period}: {mqls, plural, one {# MQL} other {# MQLs}}, {reps, plural, one {# rep} other {# reps}}; {rate} accepted so far, waste {waste, number}.',
      { period: name, mqls, reps, rate: percent(passRate), waste },
    ),
    say(
      'Waste counts for who held the lead when its time ran out, the decision and its speed for who decided.',
    ),
    ...(excused > 0 ? [say('Beside the waste: {excused, number} excused.', { excused })] : []),
    ...sampleNote(mqls),
  ];
}

function sourcesSentences({ period, cohort, rows }: SourcesAnswer): string[] {
  const name = periodName(period);
  if (cohort.mqls === 0) {
    return [say('{period}: no MQLs were handed over from any source.', { period: name })];
  }
  const sources = rows.filter((row) => row.key !== null && row.cohort.mqls > 0).length;
  return [
    say(
      '{period}: {mqls, plural, one {# MQL} other {# MQLs}} from {sources, plural, one {# source} other {# sources}}; {rate} accepted so far (cohort).',
      { period: name, mqls: cohort.mqls, sources, rate: percent(cohort.passRate) },
    ),
    ...sampleNote(cohort.mqls),
  ];
}
