import type { IncomingHttpHeaders } from 'node:http';
import type { CrmSystem, LeadFields } from '../../vocabulary.ts';

/** A request as it came in, before anything of it is believed. */
export interface RawRequest {
  method: string;
  /** The whole address as the sender wrote it: scheme, host, path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What follows the connection in the path, for tools that can neither sign nor send a header. */
  pathSecret: string | undefined;
}

/** What of a connection an adapter may know: never its secrets, which only `verify` gets. */
export interface AdapterConnection {
  connectionId: string;
  /** What only this system needs, such as its account, and the property that is followed. */
  options: Readonly<Record<string, unknown>>;
  /** Where a field of the lead is found: a path such as `properties.company`. */
  fields: Readonly<Record<string, string>>;
}

/** One thing that a CRM says. Values are as it put them; the connection maps them to stages. */
export type CrmEvent =
  | {
      kind: 'reported';
      /** Unique within the connection, and the same however often it is sent. */
      eventId: string;
      leadId: string;
      /** Blank: the value was cleared. */
      value: string;
      occurredAt: Date;
      lead?: LeadFields | undefined;
      /** The CRM's own id of the user that owns the lead, where it sends no address. */
      ownerId?: string | undefined;
    }
  /** Only what is known of the lead has changed, not where it stands. */
  | { kind: 'described'; eventId: string; leadId: string; occurredAt: Date; lead: LeadFields }
  | { kind: 'erase'; leadId: string }
  | { kind: 'merged'; eventId: string; leadId: string; into: string; occurredAt: Date };

/** Either it is what the sender said, or why it is refused, in words for whoever set the connection up. */
export type Verdict = { isGenuine: true } | { isGenuine: false; why: string };

export interface Reading {
  events: CrmEvent[];
  /** What could not be read, item by item; the rest counts all the same. */
  faults: string[];
}

export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/** How one system speaks. Pure: nothing is stored or asked here. */
export interface Adapter {
  system: CrmSystem;
  /** Whether somebody who knows one of `secrets` sent it, now. In constant time. */
  verify(request: RawRequest, secrets: readonly string[], options: AdapterConnection['options'], now: Date): Verdict;
  /** Called with genuine requests only. @throws {InvalidInputError} when the body as a whole cannot be read. */
  read(request: RawRequest, connection: AdapterConnection): Reading;
  /** What the sender takes for success, where a plain 200 is not enough. */
  acknowledge?(reading: Reading): Answer;
}
