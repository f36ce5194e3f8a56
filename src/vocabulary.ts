// The words that tables, rules and messages share. It knows nothing, so that everything may know it.

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

/** What a fact may say of the lead itself. Absent: says nothing; `null`: clears the field. */
export interface LeadFields {
  name?: string | null | undefined;
  company?: string | null | undefined;
  title?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  score?: number | null | undefined;
  source?: string | null | undefined;
  campaign?: string | null | undefined;
  ownerEmail?: string | null | undefined;
  url?: string | null | undefined;
  /** ISO 8601 instant at which the CRM created the lead. */
  createdAt?: string | null | undefined;
}

export const LEAD_FIELDS = [
  'name',
  'company',
  'title',
  'email',
  'phone',
  'score',
  'source',
  'campaign',
  'ownerEmail',
  'url',
  'createdAt',
] as const satisfies readonly (keyof LeadFields)[];

/** Why sales turned a lead down, and what usually follows. */
export interface RejectionReason {
  key: string;
  label: string;
  outcome: 'recycle' | 'disqualify';
}

/** Times of day are `HH:mm`; `to` may be `24:00`. `weekday` is ISO: Monday 1 to Sunday 7. */
export interface WorkingHours {
  weekday: number;
  from: string;
  to: string;
}
