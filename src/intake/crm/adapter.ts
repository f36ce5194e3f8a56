import type { IncomingHttpHeaders } from 'node:http';
import type { CrmEvent } from '../../connections/crm-event.ts';
import type { CrmSystem } from '../../vocabulary.ts';

export type { CrmEvent };

/** A request as it came in, before anything of it is believed. */
export interface RawRequest {
  method: string;
  /** The whole address as the sender wrote it: scheme, host, path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What follows the connection in the path, for tools that can neither sign nor send a header. */
  pathSecret: string | undefined;
  /** When it came in. */
  receivedAt?: Date | undefined;
}

/** What of a connection an adapter may know: never its secrets, which only `verify` gets. */
export interface AdapterConnection {
  connectionId: string;
  /** What only this system needs, such as its account, and the property that is followed. */
  options: Readonly<Record<string, unknown>>;
  /** Where a field of the lead is found: a path such as `properties.company`. */
  fields: Readonly<Record<string, string>>;
}

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
  verify(
    request: RawRequest,
    secrets: readonly string[],
    options: AdapterConnection['options'],
    now: Date,
  ): Verdict;
  /** Called with genuine requests only. @throws {InvalidInputError} when the body as a whole cannot be read. */
  read(request: RawRequest, connection: AdapterConnection): Reading;
  /** What the sender takes for success, where a plain 200 is not enough. */
  acknowledge?(reading: Reading): Answer;
}
