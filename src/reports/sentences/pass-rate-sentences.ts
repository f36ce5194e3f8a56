import type { PassRateAnswer } from '../pass-rate.ts';
import { counted, number, percent, sampleNote } from './words.ts';

/** Both pass rates, named, since they answer different questions. */
export function passRateSentences({ period, cohort, flow }: PassRateAnswer): string[] {
  const sentences = [...cohortSentences(period.label, cohort), ...flowSentences(flow)];
  if (flow.sqlsWithoutMql > 0) {
    sentences.push(
      `${counted(flow.sqlsWithoutMql, 'SQL')} without MQL ${flow.sqlsWithoutMql === 1 ? 'is' : 'are'} in neither rate.`,
    );
  }
  return [...sentences, ...sampleNote(cohort.mqls)];
}

function cohortSentences(label: string, cohort: PassRateAnswer['cohort']): string[] {
  const { mqls, accepted, rejected, recycled, withdrawn, open, waste, passRate, decidedRate } = cohort;
  if (mqls === 0) return [`${label}: no MQLs were handed over, so there is no cohort pass rate.`];
  const parts = [
    `${number(accepted)} accepted`,
    `${number(rejected)} rejected`,
    `${number(recycled)} recycled`,
    ...(withdrawn > 0 ? [`${number(withdrawn)} withdrawn`] : []),
    `${number(open)} open`,
  ];
  return [
    `${label}: ${number(accepted)} of ${counted(mqls, 'MQL')} handed over became SQLs so far (${percent(passRate)}, cohort).`,
    `Of these MQLs: ${parts.join(', ')}; ${number(waste)} late or still undecided (waste). Of those decided, ${percent(decidedRate)} were accepted.`,
    ...sinceSentences(cohort),
  ];
}

function sinceSentences({ accepted, sinceAccepted }: PassRateAnswer['cohort']): string[] {
  const { rejected, recycled, lost } = sinceAccepted;
  const parts = Object.entries({ rejected, recycled, lost }).filter(([, count]) => count > 0);
  if (parts.length === 0) return [];
  return [
    `Of the ${number(accepted)} accepted, since then: ${parts.map(([state, count]) => `${number(count)} ${state}`).join(', ')}.`,
  ];
}

function flowSentences({ mqls, sqls, passRate, mqlsPerSql }: PassRateAnswer['flow']): string[] {
  if (passRate === null) {
    return sqls === 0 ? [] : [`${counted(sqls, 'SQL')} in the period, of MQLs of earlier periods.`];
  }
  const perSql = mqlsPerSql === null ? '' : `, ${number(mqlsPerSql)} MQLs per SQL`;
  const rate = `${counted(sqls, 'SQL')} ÷ ${counted(mqls, 'MQL')} of the period (${percent(passRate)}, period${perSql}).`;
  return passRate > 1
    ? [rate, 'The period rate is over 100 % because MQLs of earlier periods were accepted in this one.']
    : [rate];
}
