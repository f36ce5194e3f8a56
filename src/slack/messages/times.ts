import { dateFormat } from '../../words/formats.ts';
import { ENGLISH } from '../../words/languages.ts';
import { say } from '../../words/say.ts';
import { currentVoice } from '../../words/voice.ts';
import { escapeMrkdwn } from './text.ts';

/** "Mon 24 Nov, 14:00 CET": an instant in words, with its zone, for places where Slack cannot localise it. */
export function timeInWords(at: Date, timeZone: string): string {
  const format = dateFormat({
    ...{ timeZone, timeZoneName: 'short', weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  if (currentVoice().language !== ENGLISH) return format.format(at);
  const parts = format.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((found) => found.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** What Slack makes of a date in the reader's zone: "today at 14:00". */
export function dayAndTime(): string {
  return say("'{date_short_pretty}' at '{time}'");
}

/** The same through Slack's date token: each reader sees the own zone, `timeZone` is only the fallback. */
export function dateToken(at: Date, timeZone: string, format = dayAndTime()): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escapeMrkdwn(timeInWords(at, timeZone))}>`;
}

/** "7 h 30 min", "3 days", "40 min": a span as people say it, rounded to what matters. */
export function spanInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return say('{minutes} min', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return say('{days, plural, one {# day} other {# days}}', { days: Math.round(hours / 24) });
  return minutes % 60 === 0 || hours >= 10
    ? say('{hours} h', { hours })
    : say('{hours} h {minutes} min', { hours, minutes: minutes % 60 });
}
