import type { ReportHeader } from '../report-header.ts';
import type { ReportName } from '../report-request.ts';
import type { SummaryAnswer } from '../summary.ts';
import { costSentences } from './cost-sentences.ts';
import { passRateSentences } from './pass-rate-sentences.ts';
import { scorecardSentences } from './scorecard-sentences.ts';
import { velocitySentences } from './velocity-sentences.ts';
import { wasteSentences } from './waste-sentences.ts';
import { sampleNote } from './words.ts';

/** Who keeps the agreement, and the leading sentences of the reports that it gathers; each report tells the rest. */
export function summarySentences(answer: SummaryAnswer): string[] {
  const as = <Name extends ReportName>(report: Name): ReportHeader<Name> => ({ ...answer, report });
  const { mqls } = answer.passRate.cohort;
  const passRate = passRateSentences({ ...as('pass-rate'), ...answer.passRate });
  const scorecard = scorecardSentences(answer.scorecard, answer);
  if (mqls === 0 && answer.passRate.flow.sqls === 0) {
    return [...passRate, ...(answer.scorecard.marketing.promised === null ? [] : scorecard)];
  }
  const velocity = velocitySentences({ ...as('velocity'), ...answer.velocity });
  const waste = wasteSentences({ ...as('waste'), ...answer.waste });
  const cost = answer.cost ? costSentences({ ...as('cost'), ...answer.cost }) : [];
  const bare = (sentence: string) =>
    sentence.replace(`${answer.period.label}: `, '').replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return [
    ...passRate.filter((sentence) => !sentence.startsWith('Small sample')),
    ...scorecard,
    ...velocity.filter((sentence) => sentence.startsWith('From MQL to decision')),
    ...(mqls > 0 ? waste.slice(0, answer.waste.excused > 0 ? 2 : 1).map(bare) : []),
    ...cost.filter((sentence) => !sentence.startsWith('Small sample')).map(bare),
    ...sampleNote(mqls),
  ];
}
