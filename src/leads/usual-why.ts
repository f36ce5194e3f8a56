import { say } from '../words/say.ts';

/** Why a lead is handed on, or a missed deadline does not count: what is offered for it, as it is kept. */
export const WHY_NOT_MINE = [
  'Wrong region',
  'Wrong product',
  'Conflict of interest',
  'No time for it',
] as const;
export const WHY_EXCUSED = ['Duplicate', 'Spam', 'An outage of ours'] as const;

/** As it is shown: what was offered in the reader's language, with what was typed besides; what was typed alone as it is. */
export function whyInWords(why: string): string {
  const offered = [...WHY_NOT_MINE, ...WHY_EXCUSED].find((one) => why === one || why.startsWith(`${one}: `));
  if (offered === undefined) return why;
  const typed = why.slice(offered.length + 2);
  return typed === ''
    ? offeredWhy(offered)
    : say('{why}: {details}', { why: offeredWhy(offered), details: typed });
}

function offeredWhy(why: (typeof WHY_NOT_MINE)[number] | (typeof WHY_EXCUSED)[number]): string {
  switch (why) {
    case 'Wrong region':
      return say('Wrong region');
    case 'Wrong product':
      return say('Wrong product');
    case 'Conflict of interest':
      return say('Conflict of interest');
    case 'No time for it':
      return say('No time for it');
    case 'Duplicate':
      return say('Duplicate');
    case 'Spam':
      return say('Spam');
    case 'An outage of ours':
      return say('An outage of ours');
  }
}
