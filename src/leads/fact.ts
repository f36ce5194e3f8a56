import type { LeadFields, Stage } from '../vocabulary.ts';

/** The origin of what a manager corrects. */
export const CORRECTION_ORIGIN = 'correction';

/** Names a fact within a workspace. */
export interface FactKey {
  origin: string;
  eventId: string;
}

interface FactCommon extends FactKey {
  leadId: string;
  occurredAt: Date;
  /** The Slack user who caused it, where somebody clicked. */
  actorId?: string | undefined;
}

export interface StageChange extends FactCommon {
  kind: 'stage';
  stage: Stage;
  /** The value as the origin put it, before mapping. */
  reported: string;
  lead?: LeadFields | undefined;
  reason?: string | undefined;
  note?: string | undefined;
}

/** A value that means no stage, or none yet: kept as reported, so that a mapping made later can still read it. */
export interface Unmapped extends FactCommon {
  kind: 'unmapped';
  reported: string;
  lead?: LeadFields | undefined;
}

/** Voids the decision it names and every fact of the same stage between that decision and itself. */
export interface Undo extends FactCommon {
  kind: 'undo';
  voids: FactKey;
}

/** The first attempt to reach the lead, answered or not. */
export interface Contacted extends FactCommon {
  kind: 'contacted';
}

/** A manager's word that the breach of a handoff was not the holder's: `about` names a fact that opened it. */
export interface Excused extends FactCommon {
  kind: 'excused';
  about: FactKey;
  reason: string;
}

type Fact = StageChange | Unmapped | Undo | Contacted | Excused;

/** A fact as it comes in. `alert`: ask for cards and alerts even when it is history; `history`: it is, however recent. */
export type NewFact = Fact & { alert?: boolean | undefined; history?: boolean | undefined };

/** A fact as the ledger holds it. `live`: learnt soon enough after it happened for somebody to act on it. */
export type RecordedFact = Fact & { recordedAt: Date; live: boolean; alert: boolean };
