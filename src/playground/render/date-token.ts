const DAY_MS = 86_400_000;

const DATE_STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};

/** Fills Slack's date tokens (`{date_short_pretty} at {time}`) as a reader in `timeZone`, whose Slack is in `locale`, sees them. */
export function dateTokenText(
  format: string,
  instant: Date,
  timeZone: string,
  now: Date,
  locale = 'en-GB',
): string {
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'ago') return agoText(instant, now, locale);
    const style = DATE_STYLES[name.replace(/_pretty$/, '')];
    if (!style) return token;
    const near = name.endsWith('_pretty') ? nearDay(instant, timeZone, now, locale) : undefined;
    return near ?? new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(instant);
  });
}

function nearDay(instant: Date, timeZone: string, now: Date, locale: string): string | undefined {
  const dayNumber = (at: Date) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at)) / DAY_MS;
  const days = dayNumber(instant) - dayNumber(now);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function agoText(instant: Date, now: Date, locale: string): string {
  const seconds = Math.round((instant.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return words.format(seconds, 'second');
  if (size < 3_600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3_600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}
