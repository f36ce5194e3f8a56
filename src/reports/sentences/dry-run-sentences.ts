import { localDateOf } from '../../lib/local-date.ts';
import type { DryRunOutcome } from '../dry-run/tally.ts';
import type { DryRunAnswer } from '../dry-run.ts';
import { formatDay } from '../period-label.ts';
import { counted, formatInstant, number, sampleNote } from './words.ts';

/** What the policies would have done, in three to six sentences, beside those now in force. */
export function dryRunSentences(answer: DryRunAnswer): string[] {
  const { period, handoffs, tried, inForce } = answer;
  if (!tried || !inForce)
    return [`${period.label}: no MQLs were handed over, so there is no data to try on.`];
  return [
    `${period.label}, ${counted(handoffs, 'MQL')}: these policies would have sent ${counted(tried.reminders, 'reminder')} and ${counted(noticesOf(tried), 'deadline notice')} (${number(tried.notices.reps)} to reps, ${number(tried.notices.managers)} to managers, ${number(tried.notices.others)} to others); those in force ${number(inForce.reminders)} and ${number(noticesOf(inForce))}.`,
    `Deadlines missed: ${breachWords(tried)}; by those in force ${breachWords(inForce)}.`,
    handOnSentence(tried, inForce),
    ...contactSentence(tried, inForce),
    ...busiestSentence(answer, tried),
    [assumption(answer), ...sampleNote(handoffs)].join(' '),
  ];
}

/** When and where the days begin, for the end of an answer. */
export function dryRunScope({ period, asOf }: DryRunAnswer): string {
  const from = formatDay(localDateOf(new Date(period.from), period.timeZone));
  const to = formatDay(localDateOf(new Date(Date.parse(period.to) - 1), period.timeZone));
  return `Opened ${from} – ${to}, followed until ${formatInstant(asOf, period.timeZone)}; days in ${period.timeZone}.`;
}

function noticesOf({ notices }: DryRunOutcome): number {
  return notices.reps + notices.managers + notices.others;
}

function breachWords({ breaches, late, withdrawn, never }: DryRunOutcome): string {
  if (breaches === 0) return 'none';
  const parts = [
    `${number(late)} decided late`,
    `${number(never)} never`,
    ...(withdrawn > 0 ? [`${number(withdrawn)} withdrawn`] : []),
  ];
  return `${number(breaches)} (${parts.join(', ')})`;
}

function handOnSentence(tried: DryRunOutcome, inForce: DryRunOutcome): string {
  const stayed =
    tried.stayed > 0
      ? ` (${number(tried.stayed)} more ${tried.stayed === 1 ? 'was' : 'were'} due to be, but nobody else was free or it had happened often enough)`
      : '';
  const paused =
    tried.pauses > 0 ? ` A rep would have been taken out of the rotation ${times(tried.pauses)}.` : '';
  return `Handed on: ${number(tried.handOns)}${stayed}; by those in force ${number(inForce.handOns)}.${paused}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${number(count)} times`;
}

function contactSentence(tried: DryRunOutcome, inForce: DryRunOutcome): string[] {
  const all = [tried, inForce].reduce((sum, one) => sum + one.contactReminders + one.contactBreaches, 0);
  if (all === 0) return [];
  return [
    `First contact: ${counted(tried.contactReminders, 'reminder')}, ${number(tried.contactBreaches)} missed; by those in force ${number(inForce.contactReminders)} and ${number(inForce.contactBreaches)}.`,
  ];
}

function busiestSentence({ period, repNames }: DryRunAnswer, { busiestHour }: DryRunOutcome): string[] {
  if (!busiestHour) return [];
  const { userId, at, pings } = busiestHour;
  return [
    `Pinged most: ${repNames[userId] ?? userId}, at worst ${counted(pings, 'ping')} in the hour from ${formatInstant(at, period.timeZone)}.`,
  ];
}

function assumption({ history, hasManagers }: DryRunAnswer): string {
  const asIf = history === 1 ? 'is taken as if it' : 'are taken as if they';
  const late =
    history > 0
      ? ` ${counted(history, 'MQL')} reached us too late for alerts and ${asIf} had come in at once.`
      : '';
  const managers = hasManagers ? '' : ' Nobody is a manager here, so no notices to managers are counted.';
  return `Assumed: decisions when they really happened, whoever holds the lead; today’s reps, hours and caps; the first holder as it was; nothing done by hand.${late}${managers}`;
}
