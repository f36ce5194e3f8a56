import type { LeadCard } from '../../src/leads/lead-card.ts';
import type { Digest } from '../../src/reports/compose-digest.ts';
import type { CostAnswer } from '../../src/reports/cost.ts';
import { anOverdueCard, cards } from './a-card.ts';
import { ANSWERS } from './answers.ts';
import { noScorecard, scorecard } from './figures.ts';

interface Over {
  cost?: CostAnswer;
  longestWaiting?: LeadCard[];
  timeZone?: string;
  yesterday?: Digest['yesterday'];
}

export function aDigest({ cost, ...over }: Over = {}): Digest {
  return {
    on: '2026-01-06',
    timeZone: 'Europe/Paris',
    yesterday: { on: '2026-01-05', mqls: 12, accepted: 5, rejected: 3, notInTime: 2 },
    dueToday: 4,
    open: 9,
    longestWaiting: [anOverdueCard(), ...cards(4)],
    ...over,
    monthToDate: { passRate: ANSWERS['pass-rate'].normal, scorecard, cost: cost ?? null },
  };
}

export function aQuietDigest(): Digest {
  return {
    ...aDigest(),
    yesterday: { on: '2026-01-05', mqls: 0, accepted: 0, rejected: 0, notInTime: 0 },
    dueToday: 0,
    open: 0,
    longestWaiting: [],
    monthToDate: { passRate: ANSWERS['pass-rate'].noData, scorecard: noScorecard, cost: null },
  };
}
