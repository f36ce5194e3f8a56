import { createHash } from 'node:crypto';

const MERGED = 'merged:';

/** Names the fact that a lead of this id was merged into another. */
export function mergeEventId(leadId: string): string {
  return `${MERGED}${createHash('sha256').update(leadId).digest('base64url')}`;
}

export function isMergeId(eventId: string): boolean {
  return eventId.startsWith(MERGED);
}
