import type { Absence } from '../../team/absences.ts';
import { context, header, type Message, plainMessage, section, type Wording } from './message.ts';
import { counted } from './text.ts';
import { dateToken } from './times.ts';

const MOST_SHOWN = 15;
const HOW = 'Say when you are away: `/funnel away until friday`, `/funnel away 24 dec to 2 jan`.';

/** Who is away, now and later. */
export function absencesMessage(absences: readonly Absence[], { timeZone, now }: Wording): Message {
  if (absences.length === 0) return plainMessage(`No absence is known, now or later. ${HOW}`);
  const away = absences.filter(({ fromAt }) => fromAt <= now).length;
  const lines = absences.slice(0, MOST_SHOWN).map(({ userId, fromAt, untilAt }) => {
    const from = fromAt > now ? `from ${dateToken(fromAt, timeZone)} ` : '';
    return `• <@${userId}>: ${from}until ${dateToken(untilAt, timeZone)}`;
  });
  const more = absences.length - lines.length;
  const title = away > 0 ? `${away} away now` : 'Nobody away now';
  const notes = [
    more > 0 ? `${counted(more, 'later absence')} not shown.` : '',
    '`/funnel back` ends yours.',
    HOW,
  ];
  return {
    text: `${title}; ${counted(absences.length, 'absence')} known in all.`,
    blocks: [header(title), section(lines.join('\n')), context(notes.filter(Boolean).join(' '))],
  };
}
