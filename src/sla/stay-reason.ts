import { say } from '../words/say.ts';

/** Why a lead that was not decided in time stays where it is; `times`: how often it was handed on. */
export type StayReason =
  | { is: 'enough'; times: number }
  | { is: 'no-other-pool' | 'named-cannot' | 'nobody-else' };

/** In words, as a whole sentence. What was written down in words once stays as it is. */
export function stayInWords(reason: unknown): string {
  if (typeof reason === 'string') return reason;
  const stored = reason as StayReason | undefined;
  switch (stored?.is) {
    case 'enough':
      return stored.times === 0
        ? say('Its policy hands on nothing by itself.')
        : say('It has been handed on {times, plural, =1 {once} one {# time} other {# times}} already.', {
            times: stored.times,
          });
    case 'no-other-pool':
      return say('There is no other pool for it.');
    case 'named-cannot':
      return say('The person whom the policy names has had it, is away, or is no colleague.');
    case 'nobody-else':
      return say('Nobody else is free who has not had it.');
    default:
      return '';
  }
}
