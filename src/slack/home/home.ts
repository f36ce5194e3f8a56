import type { LeadCard } from '../../leads/lead-card.ts';
import type { Pool } from '../../leads/list-pool.ts';
import type { QueuePage } from '../../leads/list-queue-page.ts';
import type { RepsAnswer } from '../../reports/reps.ts';
import type { Scorecard } from '../../reports/scorecard.ts';
import type { SummaryAnswer } from '../../reports/summary.ts';

/** What somebody finds on the Home tab of the app: only what they may see. */
export type Home =
  /** Guests and people of other organisations. */
  | { kind: 'outsider' }
  /** A colleague who has no role and no leads. */
  | { kind: 'newcomer'; managerIds: string[]; mqlDefinition: string | null; footer: Footer }
  | {
      kind: 'colleague';
      own: OwnPart | null;
      team: TeamPart | null;
      admin: AdminPart | null;
      footer: Footer;
    };

export interface OwnPart {
  userId: string;
  isRep: boolean;
  queue: QueuePage;
  decided: LeadCard[];
  /** What a rep may claim; none for others. */
  pool: Pool;
  figures: OwnFigures;
  /** The absence that somebody is in, else the next one. */
  absence: { fromAt: Date; untilAt: Date } | null;
  /** The rotation passes them over until somebody resumes it. */
  isPaused: boolean;
}

export interface OwnFigures {
  label: string;
  /** Null: nothing of this month is theirs. */
  row: Pick<
    RepsAnswer,
    'mqls' | 'accepted' | 'passRate' | 'decided' | 'withinSla' | 'medianDecisionHours' | 'late' | 'never'
  > | null;
}

export interface TeamPart {
  queue: QueuePage;
  scorecard: TeamScorecard;
}

export type TeamScorecard = Pick<SummaryAnswer, 'period' | 'asOf'> & { scorecard: Scorecard };

export interface AdminPart {
  steps: SetupStep[];
  /** Each with its remedy, as mrkdwn. */
  problems: string[];
}

export const SETUP_STEPS = ['reps', 'settings', 'intake', 'first-lead', 'channel'] as const;

export interface SetupStep {
  name: (typeof SETUP_STEPS)[number];
  isDone: boolean;
}

export interface Footer {
  version: string;
  nextDigest: { at: Date; channelId: string } | null;
}
