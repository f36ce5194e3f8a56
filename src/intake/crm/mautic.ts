import { z } from 'zod';
import type { Adapter, CrmEvent, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { contactView, mauticNews } from './mautic-news.ts';
import { DELETED } from './own-values.ts';
import { type Item, idOf, isItem, readItem } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { optionalText, readOptions } from './read-options.ts';
import { GENUINE, headerOf, hmac, matchesAny, refused } from './signatures.ts';

/** Mautic reports no stages: what stands for one is a segment, a tag, a number of points or a field of one's own. */
export const mauticOptions = z.object({
  follow: z.enum(['segment', 'tag', 'points', 'field']).default('segment'),
  points: z.coerce.number().int().default(100),
  field: optionalText,
});

export type MauticOptions = z.output<typeof mauticOptions>;

/** Where Mautic keeps what is known of a lead; `fields` are those of all groups. A connection's own paths go before. */
export const MAUTIC_FIELDS: Readonly<Record<string, string>> = {
  name: 'fields.firstname + fields.lastname | fields.lastname',
  company: 'fields.company',
  title: 'fields.position',
  email: 'fields.email',
  phone: 'fields.phone | fields.mobile',
  score: 'contact.points',
  createdAt: 'contact.dateAdded',
};

/** Mautic: events by type, one or many, signed without a time. */
export const mautic = {
  system: 'mautic',

  verify(request, secrets) {
    const given = headerOf(request.headers, 'webhook-signature');
    if (given === undefined) return refused('It is not signed. Set the secret of the webhook in Mautic.');
    return matchesAny(secrets, given, (secret) => hmac('sha256', secret, 'base64', request.body))
      ? GENUINE
      : refused('The signature is wrong. Check the secret of the webhook in Mautic.');
  },

  read(request, connection): Reading {
    const options = readOptions(mauticOptions, connection.options);
    const fields = { ...MAUTIC_FIELDS, ...connection.fields };
    const events: CrmEvent[] = [];
    const faults: string[] = [];
    for (const [type, items] of Object.entries(readItem(request))) {
      if (!type.startsWith('mautic.lead_')) continue;
      for (const [index, item] of (Array.isArray(items) ? items : [items]).entries()) {
        const read = isItem(item) ? readEvent(type, item, options, fields) : 'is not an object';
        if (typeof read === 'string') faults.push(`${type} ${index + 1} ${read}.`);
        else events.push(...read);
      }
    }
    return { events, faults };
  },
} as const satisfies Adapter;

function readEvent(
  type: string,
  item: Item,
  options: MauticOptions,
  fields: Readonly<Record<string, string>>,
): CrmEvent[] | string {
  const view = contactView(item);
  const leadId = idOf(view.contact.id) ?? idOf(item.id);
  if (leadId === undefined) return 'has no contact.id';
  const occurredAt = readInstant(item.timestamp) ?? readInstant(view.contact.dateModified);
  if (!occurredAt) return 'has no time that can be read (timestamp, contact.dateModified)';
  const key = (value: string) => eventKey('mautic', type, leadId, value, occurredAt.toISOString());
  if (type === 'mautic.lead_post_delete') {
    return [{ kind: 'reported', eventId: key(DELETED), leadId, value: DELETED, occurredAt }];
  }
  const lead = readLead(view, fields);
  const owner = view.contact.owner;
  const ownerId = isItem(owner) ? idOf(owner.id) : undefined;
  const { values, isSnapshot } = mauticNews(type, view, options);
  if (values.length === 0) {
    return lead ? [{ kind: 'described', eventId: key('described'), leadId, occurredAt, lead, ownerId }] : [];
  }
  return values.map((value) => ({
    kind: 'reported',
    eventId: key(value),
    leadId,
    value,
    occurredAt,
    lead,
    ownerId,
    ...(isSnapshot ? { isSnapshot } : {}),
  }));
}
