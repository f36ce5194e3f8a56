import type { Absence } from '../../team/absences.ts';
import { say } from '../../words/say.ts';
import { context, header, type Message, plainMessage, section, type Wording } from './message.ts';
import { dateToken } from './times.ts';

const MOST_SHOWN = 15;

/** Who is away, now and later. */
export function absencesMessage(absences: readonly Absence[], { timeZone, now }: Wording): Message {
  const how = say('Say when you are away: `/funnel away until friday`, `/funnel away 24 dec to 2 jan`.');
  if (absences.length === 0) return plainMessage(`${say('No absence is known, now or later.')} ${how}`);
  const away = absences.filter(({ fromAt }) => fromAt <= now).length;
  const lines = absences.slice(0, MOST_SHOWN).map(({ userId, fromAt, untilAt }) => {
    const [who, until] = [`<@${userId}>`, dateToken(untilAt, timeZone)];
    return fromAt > now
      ? `• ${say('{who}: from {from} until {until}', { who, from: dateToken(fromAt, timeZone), until })}`
      : `• ${say('{who}: until {until}', { who, until })}`;
  });
  const more = absences.length - lines.length;
  const title = away > 0 ? say('{count} away now', { count: away }) : say('Nobody away now');
  const notes = [
    more > 0
      ? say('{count, plural, one {# later absence not shown.} other {# later absences not shown.}}', {
          count: more,
        })
      : '',
    say('`/funnel back` ends yours.'),
    how,
  ];
  return {
    text: say('{title}; {count, plural, one {# absence known in all.} other {# absences known in all.}}', {
      title,
      count: absences.length,
    }),
    blocks: [header(title), section(lines.join('\n')), context(notes.filter(Boolean).join(' '))],
  };
}
