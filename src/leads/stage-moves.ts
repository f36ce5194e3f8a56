import type { Stage } from '../vocabulary.ts';

/** What may be made of a lead by hand, by the stage it is in. An MQL is accepted or rejected instead. */
const MOVES = {
  lead: ['mql', 'lost'],
  mql: [],
  sql: ['opportunity', 'won', 'lost'],
  opportunity: ['won', 'lost', 'sql'],
  won: ['opportunity', 'lost'],
  lost: ['mql', 'opportunity'],
  rejected: ['mql'],
  recycled: ['mql'],
} as const satisfies Record<Stage, readonly Stage[]>;

export function movesFrom(stage: Stage): readonly Stage[] {
  return MOVES[stage];
}
