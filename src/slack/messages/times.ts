import { escapeMrkdwn } from './text.ts';

/** "Mon 24 Nov, 14:00 CET": an instant in words, with its zone, for places where Slack cannot localise it. */
export function timeInWords(at: Date, timeZone: string): string {
  const parts = formatFor(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((found) => found.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes far longer than using it. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, timeZoneName: 'short', weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  formats.set(timeZone, made);
  return made;
}

/** The same through Slack's date token: each reader sees the own zone, `timeZone` is only the fallback. */
export function dateToken(at: Date, timeZone: string, format = '{date_short_pretty} at {time}'): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escapeMrkdwn(timeInWords(at, timeZone))}>`;
}

/** "7 h 30 min", "3 days", "40 min": a span as people say it, rounded to what matters. */
export function spanInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}
