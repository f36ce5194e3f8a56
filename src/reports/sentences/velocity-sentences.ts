import type { VelocityAnswer } from '../velocity.ts';
import { counted, days, duration, number, percent, SMALL_SAMPLE, sampleNote, workingHours } from './words.ts';

const STUDY =
  'For comparison (Harvard Business Review, 2011): firms that tried to contact a lead within an hour were nearly seven times as likely to have a meaningful conversation with a decision maker as those that tried even an hour later.';

/** How fast MQLs are decided, led by the share for which the promise was kept. */
export function velocitySentences(answer: VelocityAnswer): string[] {
  const { period, handoffs, decided, decisionHours, leadToMqlDays } = answer;
  if (handoffs === 0) return [`${period.label}: no MQLs were handed over, so there is no velocity.`];
  const sentences = [`${period.label}: ${promiseSentence(answer)}`, ...verdict(answer)];
  if (decided > 0) {
    sentences.push(
      `From MQL to decision: median ${duration(decisionHours.median)}, mean ${duration(decisionHours.mean)}, nine of ten within ${duration(decisionHours.p90)} (${number(decided)} of ${number(handoffs)} decided).`,
      `In working time: median ${workingHours(answer.workingHours.median)}, mean ${workingHours(answer.workingHours.mean)}, nine of ten within ${workingHours(answer.workingHours.p90)}.`,
    );
  }
  if (leadToMqlDays.median !== null) {
    sentences.push(
      `From lead to MQL: median ${days(leadToMqlDays.median)}, mean ${days(leadToMqlDays.mean)}, nine of ten within ${days(leadToMqlDays.p90)}.`,
    );
  }
  const isFew = decided > 0 && decided < SMALL_SAMPLE && handoffs >= SMALL_SAMPLE;
  const few = isFew ? [`The times rest on a small sample: ${number(decided)} decided.`] : [];
  return [...sentences, ...withinHour(answer), ...few, ...sampleNote(handoffs)];
}

export function promiseSentence({
  promise,
  withinSla,
  breached,
  handoffs,
  excused,
}: Pick<VelocityAnswer, 'promise' | 'withinSla' | 'breached' | 'handoffs' | 'excused'>): string {
  const promised = promise === null ? 'Several promises applied.' : `Promised ${promise}.`;
  const judged = withinSla + breached;
  if (judged + excused === 0) return `${promised} None of ${number(handoffs)} is decided or due yet.`;
  const late =
    breached === 1
      ? '1 was late or is still undecided'
      : `${number(breached)} were late or are still undecided`;
  const pending = handoffs - judged - excused;
  const others = [
    ...(excused > 0 ? [`${number(excused)} excused`] : []),
    ...(pending > 0 ? [`${number(pending)} not due yet or withdrawn`] : []),
  ];
  const rest = others.length > 0 ? `; of ${number(handoffs)} handed over, ${others.join(' and ')}` : '';
  return `${promised} Kept for ${number(withinSla)} of ${number(judged)}; ${breached === 0 ? 'none was late' : late}${rest}.`;
}

function verdict({ kept, never }: VelocityAnswer): string[] {
  if (kept === null) return [];
  const waiting =
    never === 0 ? '' : `; ${counted(never, 'MQL')} still ${never === 1 ? 'waits' : 'wait'} past due`;
  return [`Verdict: ${kept ? 'kept' : 'not kept'}, the overdue included${waiting}.`];
}

/** Deciding and contacting are two things; only contacting is what the study measured. */
function withinHour({ handoffs, firstResponse, contacted }: VelocityAnswer): string[] {
  const of = (share: number | null) => `of ${number(handoffs)} (${percent(share)})`;
  const decided = `Decided within an hour: ${number(firstResponse.withinHour)} ${of(firstResponse.share)}.`;
  if (contacted.withinHour === 0) return [decided, `Contacted within an hour: 0 ${of(contacted.share)}.`];
  return [
    decided,
    `Contacted within an hour: ${number(contacted.withinHour)} ${of(contacted.share)}. ${STUDY}`,
  ];
}
