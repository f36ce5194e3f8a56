import { formatList } from '../../words/formats.ts';
import { say } from '../../words/say.ts';
import type { VelocityAnswer } from '../velocity.ts';
import { periodName } from './period-name.ts';
import { promiseName } from './promise-name.ts';
import { excusedTerm, notDueTerm } from './terms.ts';
import { days, duration, ofPeriod, percent, SMALL_SAMPLE, sampleNote, workingHours } from './words.ts';

/** How fast MQLs are decided, led by the share for which the promise was kept. */
export function velocitySentences(answer: VelocityAnswer): string[] {
  const { handoffs, decided, leadToMqlDays } = answer;
  const period = periodName(answer.period);
  if (handoffs === 0) {
    return [say('{period}: no MQLs were handed over, so there is no velocity.', { period })];
  }
  const { median, mean, p90 } = leadToMqlDays;
  const isFew = decided > 0 && decided < SMALL_SAMPLE && handoffs >= SMALL_SAMPLE;
  return [
    ofPeriod(period, promiseSentence(answer)),
    ...verdict(answer),
    ...decisionSentences(answer),
    ...(decided > 0
      ? [
          say(
            'In working time: median {median}, mean {mean}, nine of ten within {p90}.',
            workingTimes(answer),
          ),
        ]
      : []),
    ...(median === null
      ? []
      : [
          say('From lead to MQL: median {median}, mean {mean}, nine of ten within {p90}.', {
            ...{ median: days(median), mean: days(mean), p90: days(p90) },
          }),
        ]),
    ...withinHour(answer),
    ...(isFew ? [say('The times rest on a small sample: {decided, number} decided.', { decided })] : []),
    ...sampleNote(handoffs),
  ];
}

/** How long a decision took, in calendar time; none where nothing is decided. */
export function decisionSentences({
  handoffs,
  decided,
  decisionHours: { median, mean, p90 },
}: Pick<VelocityAnswer, 'handoffs' | 'decided' | 'decisionHours'>): string[] {
  if (decided === 0) return [];
  return [
    say(
      'From MQL to decision: median {median}, mean {mean}, nine of ten within {p90} ({decided, number} of {handoffs, number} decided).',
      { median: duration(median), mean: duration(mean), p90: duration(p90), decided, handoffs },
    ),
  ];
}

function workingTimes({ workingHours: { median, mean, p90 } }: VelocityAnswer): Record<string, string> {
  return { median: workingHours(median), mean: workingHours(mean), p90: workingHours(p90) };
}

export function promiseSentence({
  promise,
  withinSla,
  breached,
  handoffs,
  excused,
}: Pick<VelocityAnswer, 'promise' | 'withinSla' | 'breached' | 'handoffs' | 'excused'>): string {
  const promised =
    promise === null
      ? say('Several promises applied.')
      : say('Promised {promise}.', { promise: promiseName(promise) });
  const judged = withinSla + breached;
  if (judged + excused === 0) {
    const none = say('None of {handoffs, number} is decided or due yet.', { handoffs });
    return `${promised} ${none}`;
  }
  const pending = handoffs - judged - excused;
  const others = [
    ...(excused > 0 ? [excusedTerm(excused)] : []),
    ...(pending > 0 ? [notDueTerm(pending)] : []),
  ];
  const figures = { withinSla, judged, breached };
  const kept =
    others.length === 0
      ? say(
          'Kept for {withinSla, number} of {judged, number}; {breached, plural, =0 {none was late} one {# was late or is still undecided} other {# were late or are still undecided}}.',
          figures,
        )
      : say(
          'Kept for {withinSla, number} of {judged, number}; {breached, plural, =0 {none was late} one {# was late or is still undecided} other {# were late or are still undecided}}; of {handoffs, number} handed over, {others}.',
          { ...figures, handoffs, others: formatList(others) },
        );
  return `${promised} ${kept}`;
}

function verdict({ kept, never }: VelocityAnswer): string[] {
  if (kept === null) return [];
  if (never === 0) {
    return [
      kept ? say('Verdict: kept, the overdue included.') : say('Verdict: not kept, the overdue included.'),
    ];
  }
  return [
    kept
      ? say(
          'Verdict: kept, the overdue included; {never, plural, one {# MQL still waits} other {# MQLs still wait}} past due.',
          { never },
        )
      : say(
          'Verdict: not kept, the overdue included; {never, plural, one {# MQL still waits} other {# MQLs still wait}} past due.',
          { never },
        ),
  ];
}

/** Deciding and contacting are two things; only contacting is what the study measured. */
function withinHour({ handoffs, firstResponse, contacted }: VelocityAnswer): string[] {
  const contact = say('Contacted within an hour: {count, number} of {handoffs, number} ({share}).', {
    ...{ count: contacted.withinHour, handoffs, share: percent(contacted.share) },
  });
  return [
    say('Decided within an hour: {count, number} of {handoffs, number} ({share}).', {
      ...{ count: firstResponse.withinHour, handoffs, share: percent(firstResponse.share) },
    }),
    contacted.withinHour === 0 ? contact : `${contact} ${study()}`,
  ];
}

function study(): string {
  return say(
    'For comparison (Harvard Business Review, 2011): firms that tried to contact a lead within an hour were nearly seven times as likely to have a meaningful conversation with a decision maker as those that tried even an hour later.',
  );
}
