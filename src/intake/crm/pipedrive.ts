import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import type { Adapter, CrmEvent, RawRequest, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { CREATED, DELETED } from './own-values.ts';
import { pipedriveValues } from './pipedrive-values.ts';
import { type Item, idOf, itemAt, readItem, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { accountNumber, readOptions, textOr } from './read-options.ts';
import { GENUINE, headerOf, matchesAny, refused } from './signatures.ts';

/** `property`: `labels` of leads, `stage` or `status` of deals, or a path such as `custom_fields.9f1c`. */
export const pipedriveOptions = z.object({
  companyId: accountNumber,
  object: z.enum(['lead', 'deal']).default('lead'),
  property: textOr('labels'),
});

type PipedriveOptions = z.output<typeof pipedriveOptions>;

/** Where Pipedrive keeps what is known of a lead; a connection's own paths go before. */
export const PIPEDRIVE_FIELDS: Readonly<Record<string, string>> = {
  name: 'data.title',
  source: 'data.source_name | data.origin',
  createdAt: 'data.add_time',
};

/** Pipedrive: webhooks of version 2, with HTTP Basic. */
export const pipedrive = {
  system: 'pipedrive',

  verify(request, secrets, options) {
    const password = basicPassword(request);
    if (password === undefined) {
      return refused('It carries no HTTP user and password. Set both on the webhook in Pipedrive.');
    }
    if (!matchesAny(secrets, password, (secret) => secret))
      return refused('The HTTP password of the webhook is wrong.');
    const wanted = pipedriveOptions.safeParse(options).data?.companyId;
    const company = wanted === undefined ? undefined : companyOf(request);
    return wanted === company || company === undefined
      ? GENUINE
      : refused(`It comes from the Pipedrive company ${company}; this connection is for ${wanted}.`);
  },

  read(request, connection): Reading {
    const options = readOptions(pipedriveOptions, connection.options);
    const body = readItem(request);
    const meta = itemAt(body, 'meta');
    if ('current' in body || textOf(meta.version)?.startsWith('1')) {
      throw new InvalidInputError(
        'This is a webhook of version 1. Make it anew in Pipedrive with version 2.0.',
      );
    }
    if (meta.entity !== options.object) return { events: [], faults: [] };
    const read = readChange(body, meta, options, { ...PIPEDRIVE_FIELDS, ...connection.fields });
    return typeof read === 'string'
      ? { events: [], faults: [`The change ${read}.`] }
      : { events: read, faults: [] };
  },
} as const satisfies Adapter;

function readChange(
  body: Item,
  meta: Item,
  options: PipedriveOptions,
  fields: Readonly<Record<string, string>>,
): CrmEvent[] | string {
  const data = itemAt(body, 'data');
  const leadId = idOf(meta.entity_id) ?? idOf(data.id);
  if (leadId === undefined) return 'has no id (meta.entity_id)';
  const occurredAt = readInstant(meta.timestamp) ?? readInstant(data.update_time);
  if (!occurredAt) return 'has no time that can be read (meta.timestamp, data.update_time)';
  const scope = [options.object, leadId];
  // Both halves of a merge name both records, so they have one key.
  const merge = (from: string, into: string): CrmEvent[] => [
    {
      kind: 'merged',
      eventId: eventKey('pipedrive', 'merge', options.object, from, into),
      leadId: from,
      into,
      occurredAt,
    },
  ];
  const into = idOf(meta.merged_to_id);
  if (into !== undefined && into !== leadId) return merge(leadId, into);
  // Only the number of the try differs when it is sent again.
  const key = (value: string) =>
    eventKey('pipedrive', idOf(meta.id) ?? occurredAt.toISOString(), ...scope, textOf(meta.action), value);
  if (meta.action === 'delete') {
    return [{ kind: 'reported', eventId: key(DELETED), leadId, value: DELETED, occurredAt }];
  }
  const from = idOf(meta.merged_from_id);
  const merged = from !== undefined && from !== leadId ? merge(from, leadId) : [];
  const known = { ...linkTo(meta, options.object, leadId), ...readLead(body, fields) };
  const lead = Object.keys(known).length > 0 ? known : undefined;
  const ownerId = idOf(data.owner_id) ?? idOf(data.user_id);
  const isNew = meta.action === 'create' || meta.action === 'added';
  const values = pipedriveValues(data, isNew ? undefined : itemAt(body, 'previous'), options.property);
  if (isNew && values.length === 0) values.push(CREATED);
  const reported = values.map(
    (value): CrmEvent => ({
      kind: 'reported',
      eventId: key(value),
      leadId,
      value,
      occurredAt,
      lead,
      ownerId,
    }),
  );
  if (reported.length > 0 || lead === undefined) return [...merged, ...reported];
  return [...merged, { kind: 'described', eventId: key('described'), leadId, occurredAt, lead, ownerId }];
}

function linkTo(meta: Item, object: 'lead' | 'deal', leadId: string): { url?: string } {
  const host = textOf(meta.host) ?? '';
  if (!/^[a-z0-9-]+\.pipedrive\.com$/i.test(host) || !/^[\w-]+$/.test(leadId)) return {};
  return {
    url: object === 'lead' ? `https://${host}/leads/inbox/${leadId}` : `https://${host}/deal/${leadId}`,
  };
}

function companyOf(request: RawRequest): string | undefined {
  try {
    return idOf(itemAt(readItem(request), 'meta').company_id);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

/** The user name is anybody's choice: the password is the secret. */
function basicPassword(request: RawRequest): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(
    headerOf(request.headers, 'authorization') ?? '',
  )?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 || colon === decoded.length - 1 ? undefined : decoded.slice(colon + 1);
}
