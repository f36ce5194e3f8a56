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

/** What a member may be; admins are managers too. */
export const ROLES = ['rep', 'manager', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

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
  /** Whatever else the sender says of the lead; policies may ask for it. The latest value of each name wins. */
  attributes?: Record<string, string> | null | undefined;
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
  'attributes',
] as const satisfies readonly (keyof LeadFields)[];

/** What leads are received from; `custom` is any form or tool. */
export const CRM_SYSTEMS = [
  'hubspot',
  'salesforce',
  'pipedrive',
  'mautic',
  'marketo',
  'segment',
  'twenty',
  'custom',
] as const;

export type CrmSystem = (typeof CRM_SYSTEMS)[number];

/** A lead qualifies by a score of at least `score`, or by a source in the list. */
export interface QualifyingRule {
  score?: number | undefined;
  sources?: string[] | undefined;
}

/** Why sales turned a lead down, and what usually follows. */
export interface RejectionReason {
  key: string;
  label: string;
  outcome: 'recycle' | 'disqualify';
  /** The lead was no lead: whoever rejects it for this reason gets the turn back. */
  givesTurnBack?: boolean;
  /** Nobody is offered it any more; what was rejected for it keeps it. */
  isHidden?: boolean;
}

/** Times of day are `HH:mm`; `to` may be `24:00`. `weekday` is ISO: Monday 1 to Sunday 7. */
export interface WorkingHours {
  weekday: number;
  from: string;
  to: string;
}

/** Which leads a policy covers: `values` may hold `*` for any text; `at-least` and `at-most` compare numbers. */
export interface PolicyCondition {
  /** A field of the lead, such as `source` or `score`, or the name of an attribute. */
  field: string;
  is: 'any-of' | 'none-of' | 'at-least' | 'at-most';
  values: string[];
}

/** When to remind: at a share of the time that was promised, or so many minutes of the policy's clock before its end. */
export type ReminderTime = { fraction: number } | { minutesBefore: number };

/** What follows when a lead was not decided in time, one step after the other. Only the last may reassign. */
export type ChainStep =
  | { kind: 'wait'; minutes: number }
  | { kind: 'notify'; whom: Audience }
  | { kind: 'reassign'; to: 'rotation' | 'pool' | { userId: string } };

export type Audience = 'rep' | 'managers' | { userId: string } | { groupId: string } | { channelId: string };

/** How a lead came to whoever holds it, or to nobody. */
export type RoutedTo = 'owner' | 'rotation' | 'person' | 'claim' | 'pool' | 'nobody';

/** How somebody's turn with a lead ended. */
export type TurnEnd = 'decided' | 'lapsed' | 'given' | 'handed-on' | 'claimed' | 'removed' | 'void';

/** What marketing and sales promise each month. */
export const GOAL_METRICS = ['mqls', 'sqls'] as const;
export type GoalMetric = (typeof GOAL_METRICS)[number];

/** On which days something is posted: `monthly` is the first of the month. */
export type ScheduleDays = 'daily' | 'weekdays' | 'mondays' | 'monthly';

export interface ScheduleOptions {
  /** Whether a digest names what an SQL costs. */
  withCost?: boolean;
  /** A scheduled report: which, and the words of its period, breakdown and filters. */
  report?: { name: string; text: string };
}
