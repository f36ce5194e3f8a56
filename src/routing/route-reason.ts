/** Why a lead came to whoever holds it: a code with what it names, said when it is shown, to each in their language. */
export type RouteReason =
  | { is: 'owner' }
  /** In turn, of so many reps; `isOwed`: a turn that was given back. */
  | ({ is: 'rotation'; reps: number; isOwed: boolean } & Circumstances)
  /** Nobody else was free. */
  | ({ is: 'again' } & Circumstances)
  | ({ is: 'pool' | 'nobody'; reps: number } & Circumstances)
  | { is: 'lapsed-to-pool' | 'lapsed-to-person' | 'taken-from-pool' | 'taken-from-nobody' }
  /** `by` is the name of whoever did it; null: a manager. */
  | { is: 'given'; by: string | null; note?: string | undefined }
  | { is: 'opened-again'; by: string | null; note: string };

/** Who did not get it, and why. */
interface Circumstances {
  passedOver: readonly PassedOver[];
  /** How many more were passed over than are named. */
  more: number;
  owner?: AbsentOwner | undefined;
}

export type PassedOver = { name: string } & (
  | { why: 'paused' | 'away' | 'no-hours' | 'had-it' }
  | { why: 'open-cap' | 'daily-cap'; has: number; cap: number }
);

/** The owner in the CRM: a colleague who is not there, or nobody who may take leads. */
export type AbsentOwner =
  | { why: 'away' | 'not-at-work'; name: string }
  | { why: 'unknown' | 'outsider'; email: string };

/** As it is stored. */
export function writeReason(reason: RouteReason): string {
  return JSON.stringify(reason);
}

/** What is stored; plain text where it was written down in words, as reasons were once. */
export function readReason(stored: string): RouteReason | string {
  if (!stored.startsWith('{"is":"')) return stored;
  try {
    return JSON.parse(stored) as RouteReason;
  } catch {
    return stored;
  }
}
