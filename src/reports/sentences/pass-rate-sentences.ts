import type { PassRateAnswer } from '../pass-rate.ts';
import { counted, number, percent, sampleNote } from './words.ts';

/** Both pass rates, named, since they answer different questions. */
export function passRateSentences({ period, asOf, cohort, flow }: PassRateAnswer): string[] {
  const isRunning = Date.parse(asOf) < Date.parse(period.to);
  const sentences = [
    ...cohortSentences(period.label, cohort),
    ...maturingSentences(cohort, isRunning),
    ...flowSentences(flow),
  ];
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

/** What can still become of the rate: the open ones alone can change it, unless facts come late or are undone. */
function maturingSentences({ mqls, accepted, open }: PassRateAnswer['cohort'], isRunning: boolean): string[] {
  if (open === 0 || mqls === 0) return [];
  const most = percent((accepted + open) / mqls);
  const bound = `Still open: ${number(open)}.`;
  if (isRunning) {
    return [`${bound} Of the MQLs so far at most ${most} can become SQLs; the period still runs.`];
  }
  return [
    `${bound} On what is known now this rate can only rise, to ${most} at most; a decision that is undone, corrected or learnt of late can change that.`,
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
