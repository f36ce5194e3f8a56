import { localDateOf } from '../../lib/local-date.ts';
import { say } from '../../words/say.ts';
import type { DryRunOutcome } from '../dry-run/tally.ts';
import type { DryRunAnswer } from '../dry-run.ts';
import { formatDay, formatInstant } from './dates.ts';
import { periodName } from './period-name.ts';
import { decidedLateTerm, withdrawnTerm } from './terms.ts';
import { listed, sampleNote } from './words.ts';

/** What the policies would have done, in three to six sentences, beside those now in force. */
export function dryRunSentences(answer: DryRunAnswer): string[] {
  const { handoffs, tried, inForce } = answer;
  const period = periodName(answer.period);
  if (!tried || !inForce) {
    return [say('{period}: no MQLs were handed over, so there is no data to try on.', { period })];
  }
  return [
    say(
      '{period}, {mqls, plural, one {# MQL} other {# MQLs}}: these policies would have sent {reminders, plural, one {# reminder} other {# reminders}} and {notices, plural, one {# deadline notice} other {# deadline notices}} ({reps, number} to reps, {managers, number} to managers, {others, number} to others); those in force {remindersNow, number} and {noticesNow, number}.',
      {
        ...{
          period,
          mqls: handoffs,
          reminders: tried.reminders,
          notices: noticesOf(tried),
          ...tried.notices,
        },
        ...{ remindersNow: inForce.reminders, noticesNow: noticesOf(inForce) },
      },
    ),
    say('Deadlines missed: {tried}; by those in force {inForce}.', {
      ...{ tried: breachWords(tried), inForce: breachWords(inForce) },
    }),
    handOnSentence(tried, inForce),
    ...contactSentence(tried, inForce),
    ...busiestSentence(answer, tried),
    [...assumptions(answer), ...sampleNote(handoffs)].join(' '),
  ];
}

/** When and where the days begin, for the end of an answer. */
export function dryRunScope({ period, asOf }: DryRunAnswer): string {
  return say('Opened {from} – {to}, followed until {asOf}; days in {zone}.', {
    from: formatDay(localDateOf(new Date(period.from), period.timeZone)),
    to: formatDay(localDateOf(new Date(Date.parse(period.to) - 1), period.timeZone)),
    ...{ asOf: formatInstant(asOf, period.timeZone), zone: period.timeZone },
  });
}

function noticesOf({ notices }: DryRunOutcome): number {
  return notices.reps + notices.managers + notices.others;
}

function breachWords({ breaches, late, withdrawn, never }: DryRunOutcome): string {
  if (breaches === 0) return say('none');
  const parts = [
    decidedLateTerm(late),
    say('{count, number} never', { count: never }),
    ...(withdrawn > 0 ? [withdrawnTerm(withdrawn)] : []),
  ];
  return say('{count, number} ({parts})', { count: breaches, parts: listed(parts) });
}

function handOnSentence(tried: DryRunOutcome, inForce: DryRunOutcome): string {
  const figures = { handOns: tried.handOns, inForce: inForce.handOns, stayed: tried.stayed };
  return [
    tried.stayed > 0
      ? say(
          'Handed on: {handOns, number} ({stayed, number} more {stayed, plural, one {was} other {were}} due to be, but nobody else was free or it had happened often enough); by those in force {inForce, number}.',
          figures,
        )
      : say('Handed on: {handOns, number}; by those in force {inForce, number}.', figures),
    ...(tried.pauses > 0
      ? [
          say(
            'A rep would have been taken out of the rotation {count, plural, one {once} =2 {twice} other {# times}}.',
            { count: tried.pauses },
          ),
        ]
      : []),
  ].join(' ');
}

function contactSentence(tried: DryRunOutcome, inForce: DryRunOutcome): string[] {
  const all = [tried, inForce].reduce((sum, one) => sum + one.contactReminders + one.contactBreaches, 0);
  if (all === 0) return [];
  return [
    say(
      'First contact: {reminders, plural, one {# reminder} other {# reminders}}, {missed, number} missed; by those in force {remindersNow, number} and {missedNow, number}.',
      {
        ...{ reminders: tried.contactReminders, missed: tried.contactBreaches },
        ...{ remindersNow: inForce.contactReminders, missedNow: inForce.contactBreaches },
      },
    ),
  ];
}

function busiestSentence({ period, repNames }: DryRunAnswer, { busiestHour }: DryRunOutcome): string[] {
  if (!busiestHour) return [];
  const { userId, at, pings } = busiestHour;
  return [
    say(
      'Pinged most: {name}, at worst {pings, plural, one {# ping} other {# pings}} in the hour from {from}.',
      { name: repNames[userId] ?? userId, pings, from: formatInstant(at, period.timeZone) },
    ),
  ];
}

function assumptions({ history, hasManagers }: DryRunAnswer): string[] {
  return [
    say(
      'Assumed: decisions when they really happened, whoever holds the lead; today’s reps, hours and caps; the first holder as it was; nothing done by hand.',
    ),
    ...(history > 0
      ? [
          say(
            '{count, plural, one {# MQL reached us too late for alerts and is taken as if it} other {# MQLs reached us too late for alerts and are taken as if they}} had come in at once.',
            { count: history },
          ),
        ]
      : []),
    ...(hasManagers ? [] : [say('Nobody is a manager here, so no notices to managers are counted.')]),
  ];
}
