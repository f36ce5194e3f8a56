import type { ReportHeader } from '../report-header.ts';
import type { ReportName } from '../report-request.ts';
import type { SummaryAnswer } from '../summary.ts';
import { costClauses } from './cost-sentences.ts';
import { passRateFacts } from './pass-rate-sentences.ts';
import { scorecardSentences } from './scorecard-sentences.ts';
import { decisionSentences } from './velocity-sentences.ts';
import { excuses, wasteClause } from './waste-sentences.ts';
import { asSentence, sampleNote } from './words.ts';

/** Who keeps the agreement, and the leading sentences of the reports that it gathers; each report tells the rest. */
export function summarySentences(answer: SummaryAnswer): string[] {
  const as = <Name extends ReportName>(report: Name): ReportHeader<Name> => ({ ...answer, report });
  const { mqls } = answer.passRate.cohort;
  const passRate = passRateFacts({ ...as('pass-rate'), ...answer.passRate });
  const scorecard = scorecardSentences(answer.scorecard, answer);
  if (mqls === 0 && answer.passRate.flow.sqls === 0) {
    return [...passRate, ...(answer.scorecard.marketing.promised === null ? [] : scorecard)];
  }
  const waste = { ...as('waste'), ...answer.waste };
  return [
    ...passRate,
    ...scorecard,
    ...(mqls > 0 ? decisionSentences(answer.velocity) : []),
    ...(mqls > 0 ? [asSentence(wasteClause(waste)), ...excuses(waste)] : []),
    ...(answer.cost ? costClauses({ ...as('cost'), ...answer.cost }).map(asSentence) : []),
    ...sampleNote(mqls),
  ];
}
