import type { RawRequest } from '../../../src/intake/crm/adapter.ts';
import type { CrmSystem } from '../../../src/vocabulary.ts';

/** One change of one lead, in the CRM's own words. */
export interface CrmChange {
  leadId: string;
  value: string;
  occurredAt: Date;
  /** The value before, where there was one. */
  before?: string | undefined;
}

/** Where a CRM sends to, and what it proves itself with. */
export interface CrmTarget {
  url: string;
  secret: string;
}

export interface SentRequest {
  method: 'POST';
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface SenderAnswer {
  status: number;
  body: string;
}

/** How one vendor delivers: what it puts into a request, how it signs it, and when it sends it again. */
export interface CrmSender {
  system: Exclude<CrmSystem, 'custom'>;
  /** How many changes fit into one request. */
  maxBatch: number;
  /** The record is read when it is sent: what came in between is never told. */
  readsWhenSent?: boolean;
  compose(changes: readonly CrmChange[], attempt: number): string;
  /** Signs at the moment of sending, as vendors do: a later try has a new timestamp. */
  sign(body: string, target: CrmTarget, now: Date): SentRequest;
  isTaken(answer: SenderAnswer): boolean;
  /** How long the vendor waits before try number `attempt` (1 is the second); undefined: it gives up. */
  retryAfterMs(attempt: number, answer: SenderAnswer): number | undefined;
}

export const isOk = ({ status }: SenderAnswer) => status >= 200 && status < 300;

export function post(target: CrmTarget, body: string, headers: Record<string, string>): SentRequest {
  return {
    method: 'POST',
    url: target.url,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  };
}

/** What the HTTP server makes of a request that was sent. */
export function asReceived(sent: SentRequest, pathSecret?: string): RawRequest {
  return { ...sent, body: Buffer.from(sent.body), pathSecret };
}
