import { createHash } from 'node:crypto';

/** Names an event by what stays the same however often, and however late, it is sent. */
export function eventKey(...parts: readonly (string | undefined)[]): string {
  const identity = parts.map((part) => part ?? null);
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 32);
}
