import type { LeadsAnswer } from '../leads.ts';
import { counted } from './words.ts';

/** How many there are, in all and not on the page alone. */
export function leadsSentences({ period, leads, entered, list, page }: LeadsAnswer): string[] {
  const total = page?.total ?? leads.length;
  const count = total === 0 ? 'no leads' : counted(total, 'lead');
  const label = period.label === 'any time' ? 'Now' : period.label;
  const were = total === 1 ? 'was' : 'were';
  if (list === 'open') return [`${label}: ${count} ${total === 1 ? 'is' : 'are'} open, not decided yet.`];
  if (list === 'wasted')
    return [`${label}: ${count} handed over ${were} not decided in time (late or still undecided).`];
  return [`${label}: ${count} ${entered === 'sql' ? `${were} accepted by sales` : `entered ${entered}`}.`];
}
