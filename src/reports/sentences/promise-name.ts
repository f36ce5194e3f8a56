import { say } from '../../words/say.ts';

/** A promise in the reader's language: answers carry it in English, as `promiseText` writes it. */
export function promiseName(promise: string): string {
  const [, digits, kind] = /^(\d+) (.*?)s?(?: around the clock)?$/.exec(promise) ?? [];
  const count = Number(digits);
  switch (kind) {
    case 'working day':
      return say('{count, plural, one {# working day} other {# working days}}', { count });
    case 'working hour':
      return say('{count, plural, one {# working hour} other {# working hours}}', { count });
    case 'working minute':
      return say('{count, plural, one {# working minute} other {# working minutes}}', { count });
    case 'hour':
      return say('{count, plural, one {# hour} other {# hours}} around the clock', { count });
    case 'minute':
      return say('{count, plural, one {# minute} other {# minutes}} around the clock', { count });
    default:
      return promise;
  }
}
