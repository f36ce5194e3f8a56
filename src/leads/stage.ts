/** The stages of a lead, in the order that breaks ties between facts of one instant. */
export const STAGES = ['lead', 'mql', 'sql', 'opportunity', 'won', 'recycled', 'rejected', 'lost'] as const;

export type Stage = (typeof STAGES)[number];

const rankByStage = new Map<string, number>(STAGES.map((stage, rank) => [stage, rank]));

export function isStage(value: string): value is Stage {
  return rankByStage.has(value);
}

export function stageRank(stage: Stage): number {
  return rankByStage.get(stage) ?? STAGES.length;
}

/** How a handoff stands. `void`: a later-learnt fact showed that this spell never was; it is not counted. */
export const HANDOFF_STATES = ['open', 'accepted', 'rejected', 'recycled', 'withdrawn', 'void'] as const;

export type HandoffState = (typeof HANDOFF_STATES)[number];
