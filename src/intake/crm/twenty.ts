import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import type { Adapter, CrmEvent, RawRequest, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { CREATED, DELETED, RESTORED } from './own-values.ts';
import { type Item, idOf, isItem, itemAt, readItem, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { optionalText, readOptions, textOr } from './read-options.ts';
import { readPath } from './read-path.ts';
import { GENUINE, headerOf, hmac, matchesAny, refused, staleness } from './signatures.ts';

export const twentyOptions = z.object({
  workspaceId: optionalText,
  object: textOr('opportunity'),
  property: textOr('stage'),
});

/** Where Twenty keeps what is known of a lead; a connection's own paths go before. */
export const TWENTY_FIELDS: Readonly<Record<string, string>> = {
  name: 'record.name.firstName + record.name.lastName | record.name',
  company: 'record.company.name',
  title: 'record.jobTitle',
  email: 'record.emails.primaryEmail | record.email',
  phone: 'record.phones.primaryPhoneNumber | record.phone',
  createdAt: 'record.createdAt',
};

/** Twenty: its server's body and the shorter one of its guide; signed together with a time. */
export const twenty = {
  system: 'twenty',

  verify(request, secrets, options, now) {
    const given = headerOf(request.headers, 'x-twenty-webhook-signature');
    const timestamp = headerOf(request.headers, 'x-twenty-webhook-timestamp');
    if (given === undefined || timestamp === undefined) {
      return refused('It is not signed. Set the secret of the webhook in Twenty.');
    }
    const stale = staleness(timestamp, now);
    if (stale) return refused(stale);
    if (
      !matchesAny(secrets, given, (secret) => hmac('sha256', secret, 'hex', `${timestamp}:`, request.body))
    ) {
      return refused('The signature is wrong. Check the secret of the webhook in Twenty.');
    }
    const wanted = twentyOptions.safeParse(options).data?.workspaceId;
    const workspace = wanted === undefined ? undefined : workspaceOf(request);
    return workspace === undefined || workspace === wanted
      ? GENUINE
      : refused(`It comes from the Twenty workspace ${workspace}; this connection is for ${wanted}.`);
  },

  read(request, connection): Reading {
    const options = readOptions(twentyOptions, connection.options);
    const body = readItem(request);
    const [object, verb] = (textOf(body.eventName) ?? textOf(body.event) ?? '').split('.');
    if (object !== options.object || verb === undefined) return { events: [], faults: [] };
    const read = readChange(body, verb, options, { ...TWENTY_FIELDS, ...connection.fields });
    return typeof read === 'string'
      ? { events: [], faults: [`The change ${read}.`] }
      : { events: read, faults: [] };
  },
} as const satisfies Adapter;

function readChange(
  body: Item,
  verb: string,
  options: z.output<typeof twentyOptions>,
  fields: Readonly<Record<string, string>>,
): CrmEvent[] | string {
  const record = isItem(body.record) ? body.record : itemAt(body, 'data');
  const leadId = idOf(record.id);
  if (leadId === undefined) return 'has no record.id';
  const occurredAt = readInstant(body.eventDate) ?? readInstant(body.timestamp);
  if (!occurredAt) return 'has no time that can be read (eventDate, timestamp)';
  const lead = readLead({ ...body, record }, fields);
  const ownerId = idOf(record.ownerId);
  const common = { leadId, occurredAt, lead, ownerId };
  const key = (value: string) =>
    eventKey('twenty', options.object, leadId, verb, options.property, value, occurredAt.toISOString());
  if (verb === 'deleted' || verb === 'destroyed') {
    return [{ kind: 'reported', eventId: key(DELETED), leadId, value: DELETED, occurredAt }];
  }
  const value = textOf(readPath(record, options.property) ?? '') ?? '';
  const names = Array.isArray(body.updatedFields) ? body.updatedFields : undefined;
  const isUpdate = verb === 'updated';
  if (isUpdate && names && !names.includes(options.property.split('.')[0])) {
    return lead ? [{ kind: 'described', eventId: key('described'), leadId, occurredAt, lead, ownerId }] : [];
  }
  const reported =
    value === '' && verb === 'created' ? CREATED : value === '' && verb === 'restored' ? RESTORED : value;
  const isSnapshot = isUpdate && !names;
  return [
    {
      kind: 'reported',
      eventId: key(reported),
      ...common,
      value: reported,
      ...(isSnapshot ? { isSnapshot } : {}),
    },
  ];
}

function workspaceOf(request: RawRequest): string | undefined {
  try {
    return idOf(readItem(request).workspaceId);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
