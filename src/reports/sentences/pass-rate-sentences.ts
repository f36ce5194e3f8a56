import { say } from '../../words/say.ts';
import type { PassRateAnswer } from '../pass-rate.ts';
import { periodName } from './period-name.ts';
import { acceptedTerm, lostTerm, openTerm, recycledTerm, rejectedTerm, withdrawnTerm } from './terms.ts';
import { listed, number, percent, sampleNote } from './words.ts';

/** Both pass rates, named, since they answer different questions. */
export function passRateSentences(answer: PassRateAnswer): string[] {
  return [...passRateFacts(answer), ...sampleNote(answer.cohort.mqls)];
}

/** The same without a word on how large the sample is. */
export function passRateFacts({ period, asOf, cohort, flow }: PassRateAnswer): string[] {
  const isRunning = Date.parse(asOf) < Date.parse(period.to);
  return [
    ...cohortSentences(periodName(period), cohort),
    ...maturingSentences(cohort, isRunning),
    ...flowSentences(flow),
    ...(flow.sqlsWithoutMql > 0
      ? [
          say('{count, plural, one {# SQL without MQL is} other {# SQLs without MQL are}} in neither rate.', {
            count: flow.sqlsWithoutMql,
          }),
        ]
      : []),
  ];
}

function cohortSentences(period: string, cohort: PassRateAnswer['cohort']): string[] {
  const { mqls, accepted, rejected, recycled, withdrawn, open, waste, passRate, decidedRate } = cohort;
  if (mqls === 0) {
    return [say('{period}: no MQLs were handed over, so there is no cohort pass rate.', { period })];
  }
  const parts = [
    acceptedTerm(accepted),
    rejectedTerm(rejected),
    recycledTerm(recycled),
    ...(withdrawn > 0 ? [withdrawnTerm(withdrawn)] : []),
    openTerm(open),
  ];
  return [
    say(
      '{period}: {accepted, number} of {mqls, plural, one {# MQL} other {# MQLs}} handed over became SQLs so far ({rate}, cohort).',
      { period, accepted, mqls, rate: percent(passRate) },
    ),
    decidedRate === null
      ? say('Of these MQLs: {parts}; {waste, number} late or still undecided (waste).', {
          ...{ parts: listed(parts), waste },
        })
      : say(
          'Of these MQLs: {parts}; {waste, number} late or still undecided (waste). Of those decided, {rate} were accepted.',
          { parts: listed(parts), waste, rate: percent(decidedRate) },
        ),
    ...sinceSentences(cohort),
  ];
}

function sinceSentences({ accepted, sinceAccepted }: PassRateAnswer['cohort']): string[] {
  const { rejected, recycled, lost } = sinceAccepted;
  const parts = [
    ...(rejected > 0 ? [rejectedTerm(rejected)] : []),
    ...(recycled > 0 ? [recycledTerm(recycled)] : []),
    ...(lost > 0 ? [lostTerm(lost)] : []),
  ];
  if (parts.length === 0) return [];
  return [
    say('Of the {accepted, number} accepted, since then: {parts}.', { accepted, parts: listed(parts) }),
  ];
}

/** What can still become of the rate: the open ones alone can change it, unless facts come late or are undone. */
function maturingSentences({ mqls, accepted, open }: PassRateAnswer['cohort'], isRunning: boolean): string[] {
  if (open === 0 || mqls === 0) return [];
  const figures = { open, most: percent((accepted + open) / mqls) };
  if (isRunning) {
    return [
      say(
        'Still open: {open, number}. Of the MQLs so far at most {most} can become SQLs; the period still runs.',
        figures,
      ),
    ];
  }
  return [
    say(
      'Still open: {open, number}. On what is known now this rate can only rise, to {most} at most; a decision that is undone, corrected or learnt of late can change that.',
      figures,
    ),
  ];
}

function flowSentences({ mqls, sqls, passRate, mqlsPerSql }: PassRateAnswer['flow']): string[] {
  if (passRate === null) {
    if (sqls === 0) return [];
    return [
      say('{sqls, plural, one {# SQL} other {# SQLs}} in the period, of MQLs of earlier periods.', { sqls }),
    ];
  }
  const figures = { sqls, mqls, rate: percent(passRate) };
  const rate =
    mqlsPerSql === null
      ? say(
          '{sqls, plural, one {# SQL} other {# SQLs}} ÷ {mqls, plural, one {# MQL} other {# MQLs}} of the period ({rate}, period).',
          figures,
        )
      : say(
          '{sqls, plural, one {# SQL} other {# SQLs}} ÷ {mqls, plural, one {# MQL} other {# MQLs}} of the period ({rate}, period, {perSql} MQLs per SQL).',
          { ...figures, perSql: number(mqlsPerSql) },
        );
  return passRate > 1
    ? [rate, say('The period rate is over 100 % because MQLs of earlier periods were accepted in this one.')]
    : [rate];
}
