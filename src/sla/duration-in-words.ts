import { say } from '../words/say.ts';
import { type DurationClock, durationOf } from './text/duration.ts';

/** The shortest words for so many minutes of the clock: "1 working day", "3 h 20 min". */
export function durationInWords(minutes: number, clock: DurationClock): string {
  const duration = durationOf(minutes, clock);
  switch (duration.unit) {
    case 'working day':
      return say('{count, plural, one {# working day} other {# working days}}', { count: duration.count });
    case 'working week':
      return say('{count, plural, one {# working week} other {# working weeks}}', { count: duration.count });
    case 'week':
      return say('{count, plural, one {# week} other {# weeks}}', { count: duration.count });
    case 'day':
      return say('{days, plural, one {# day} other {# days}}', { days: duration.count });
    case 'time':
      return timeInWords(duration);
  }
}

function timeInWords({ hours, minutes }: { hours: number; minutes: number }): string {
  if (hours === 0) return say('{minutes} min', { minutes });
  return minutes === 0 ? say('{hours} h', { hours }) : say('{hours} h {minutes} min', { hours, minutes });
}
