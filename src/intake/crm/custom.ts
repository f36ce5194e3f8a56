import { InvalidInputError } from '../../errors.ts';
import type { Adapter, AdapterConnection, CrmEvent, RawRequest, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { type Item, idOf, isItem, readJson, readText, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { readPath } from './read-path.ts';
import { carriesSecret, GENUINE, headerOf, refused } from './signatures.ts';
import { isSigned, verifyWebhook } from './standard-webhook.ts';

const MOST_ITEMS = 1000;

/** Where things are found as long as nobody has said so: in the JSON that `/api/stage-changes` takes, or in a flat form. */
export const CUSTOM_FIELDS: Readonly<Record<string, string>> = {
  ...{ id: 'id', leadId: 'leadId | lead_id', stage: 'stage', occurredAt: 'occurredAt | occurred_at' },
  ...{ name: 'lead.name | name', company: 'lead.company | company', title: 'lead.title | title' },
  ...{ email: 'lead.email | email', phone: 'lead.phone | phone', score: 'lead.score | score' },
  ...{ source: 'lead.source | source', campaign: 'lead.campaign | campaign', url: 'lead.url | url' },
  ...{ ownerEmail: 'lead.ownerEmail | ownerEmail | owner_email', ownerId: 'ownerId | owner_id' },
  ...{ createdAt: 'lead.createdAt | createdAt | created_at' },
};

/** What stands for the time of an item that has none: when it came in. It is chosen, never guessed. */
const WHEN_RECEIVED = '(received)';

/** Any form or tool that can send JSON or a form: fields are chosen by paths from what it sends. */
export const custom: Adapter = {
  system: 'custom',

  verify(request, secrets, _options, now) {
    // Whoever signs is judged by the signature: an altered body is not saved by the right address.
    if (isSigned(request.headers)) return verifyWebhook(request.headers, request.body, secrets, now);
    if (carriesSecret(request, secrets)) return GENUINE;
    return refused(
      secrets.length === 0
        ? 'This connection has no secret, so nothing can prove a request.'
        : 'It proves nothing: send the secret as "Authorization: Bearer …" or at the end of the address, or sign it as Standard Webhooks are.',
    );
  },

  read(request, connection) {
    const reading: Reading = { events: [], faults: [] };
    for (const [index, item] of itemsOf(request).entries()) {
      const read = isItem(item) ? readItem(item, request, connection) : 'it is not an object';
      if (typeof read === 'string') reading.faults.push(`Item ${index + 1}: ${read}.`);
      else reading.events.push(read);
    }
    return reading;
  },
};

/** @throws {InvalidInputError} when the body is neither JSON nor a form, or holds too much. */
function itemsOf(request: RawRequest): readonly unknown[] {
  const body = isForm(request) ? readForm(request) : readJson(request);
  const items = Array.isArray(body) ? body : [body];
  if (items.length > MOST_ITEMS)
    throw new InvalidInputError(
      `${items.length} items are too many at once; send at most ${MOST_ITEMS.toLocaleString('en')}.`,
    );
  return items;
}

function readItem(item: Item, request: RawRequest, connection: AdapterConnection): CrmEvent | string {
  const fields = { ...CUSTOM_FIELDS, ...connection.fields };
  const at = (field: string) => (fields[field] ? readPath(item, fields[field]) : undefined);
  const leadId = idOf(at('leadId'));
  if (leadId === undefined) return `there is no lead at “${fields.leadId}”`;
  const occurredAt = instantOf(item, fields.occurredAt, request);
  if (occurredAt === undefined)
    return `there is no time with an offset, such as 2026-01-05T09:00:00Z, at “${fields.occurredAt}”`;
  const value = textOf(at('stage'));
  const lead = readLead(item, fields);
  const ownerId = idOf(at('ownerId'));
  // Without an id of its own what is sent twice is known again by all that it says.
  const isTimed = fields.occurredAt !== WHEN_RECEIVED;
  const eventId =
    idOf(at('id')) ??
    (isTimed ? eventKey(leadId, value, occurredAt.toISOString()) : eventKey(leadId, JSON.stringify(item)));
  const common = { eventId, leadId, occurredAt, ownerId };
  if (value !== undefined) return { kind: 'reported', ...common, value, lead };
  if (lead) return { kind: 'described', ...common, lead };
  return `it says neither a stage, at “${fields.stage}”, nor anything of the lead`;
}

function instantOf(item: Item, path: string | undefined, request: RawRequest): Date | undefined {
  if (path === WHEN_RECEIVED) return request.receivedAt;
  return path ? readInstant(readPath(item, path)) : undefined;
}

function isForm({ headers }: RawRequest): boolean {
  return (
    headerOf(headers, 'content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false
  );
}

/** A field that is sent several times is its last. */
function readForm(request: RawRequest): Item {
  return Object.fromEntries(new URLSearchParams(readText(request)));
}
