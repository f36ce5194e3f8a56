import { assertNever } from '../../errors.ts';
import type { ReportAnswer } from '../report.ts';
import type { RepsAnswer } from '../reps.ts';
import type { SourcesAnswer } from '../sources.ts';
import { comparisonSentences } from './comparison-sentences.ts';
import { costSentences } from './cost-sentences.ts';
import { goalSentences } from './goal-sentences.ts';
import { leadsSentences } from './leads-sentences.ts';
import { passRateSentences } from './pass-rate-sentences.ts';
import { reasonsSentences } from './reasons-sentences.ts';
import { scopeSentence } from './scope-sentence.ts';
import { summarySentences } from './summary-sentences.ts';
import { velocitySentences } from './velocity-sentences.ts';
import { wasteSentences } from './waste-sentences.ts';
import { counted, number, percent, sampleNote } from './words.ts';

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
  if (mqls === 0) return [`${period.label}: no MQLs were handed over to anybody.`];
  const reps = rows.filter((row) => row.key !== null).length;
  return [
    `${period.label}: ${counted(mqls, 'MQL')}, ${counted(reps, 'rep')}; ${percent(passRate)} accepted so far, waste ${number(waste)}.`,
    'Waste counts for who held the lead when its time ran out, the decision and its speed for who decided.',
    ...(excused > 0 ? [`Beside the waste: ${number(excused)} excused.`] : []),
    ...sampleNote(mqls),
  ];
}

function sourcesSentences({ period, cohort, rows }: SourcesAnswer): string[] {
  if (cohort.mqls === 0) return [`${period.label}: no MQLs were handed over from any source.`];
  const named = rows.filter((row) => row.key !== null && row.cohort.mqls > 0).length;
  return [
    `${period.label}: ${counted(cohort.mqls, 'MQL')} from ${counted(named, 'source')}; ${percent(cohort.passRate)} accepted so far (cohort).`,
    ...sampleNote(cohort.mqls),
  ];
}
