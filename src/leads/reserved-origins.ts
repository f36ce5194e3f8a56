import { SLACK_ORIGIN } from './decide-handoff.ts';
import { CORRECTION_ORIGIN } from './fact.ts';

/** The origins of what is decided here, by a click or by correcting one. Nobody else may report under them. */
const RESERVED_ORIGINS: readonly string[] = [SLACK_ORIGIN, CORRECTION_ORIGIN];

export function isReservedOrigin(origin: string | null): boolean {
  return origin !== null && RESERVED_ORIGINS.includes(origin);
}

/** What whoever reports under such an origin is told. */
export function reservedOriginFault(origin: string): string {
  return `origin "${origin}" is reserved for what is decided in Slack; report under a name of your own, such as crm`;
}
