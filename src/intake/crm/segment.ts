import { z } from 'zod';
import type { Adapter, CrmEvent, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { readItems } from './form-body.ts';
import { type Item, idOf, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { readOptions, textOr } from './read-options.ts';
import { readPath } from './read-path.ts';
import { carriesSecret, GENUINE, headerOf, hmac, matchesAny, refused } from './signatures.ts';

/** `events`: the names of track calls that count; none listed: all. `property`: what of a call is its value. */
export const segmentOptions = z.object({
  leadId: textOr('properties.lead_id | properties.leadId | userId'),
  property: textOr('event'),
  events: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
});

/** Where Segment's own conventions put what is known of a person; a connection's own paths go before. */
export const SEGMENT_FIELDS: Readonly<Record<string, string>> = {
  name: both('name', 'firstName + lastName'),
  company: both('company.name', 'company'),
  title: both('title'),
  email: both('email'),
  phone: both('phone'),
  score: 'properties.score | properties.lead_score',
  source: 'properties.source | context.campaign.source',
  campaign: 'properties.campaign | context.campaign.name',
  createdAt: 'traits.createdAt | context.traits.createdAt',
};

/** Segment: track calls as its webhooks send them; identify calls say what is known of a lead. */
export const segment = {
  system: 'segment',

  verify(request, secrets) {
    // The newer signature is over everything, the older one over the first call of a batch only.
    const given =
      headerOf(request.headers, 'x-segment-signature') ?? headerOf(request.headers, 'x-signature');
    if (given === undefined) {
      return carriesSecret(request, secrets)
        ? GENUINE
        : refused('It is not signed. Set the shared secret of the webhook in Segment.');
    }
    if (matchesAny(secrets, given, (secret) => hmac('sha1', secret, 'hex', request.body))) return GENUINE;
    return refused(
      'The signature is wrong. Check the shared secret of the webhook in Segment; for batches turn X-Segment-Signature on there.',
    );
  },

  read(request, connection): Reading {
    const options = readOptions(segmentOptions, connection.options);
    const fields = { ...SEGMENT_FIELDS, ...connection.fields };
    const events: CrmEvent[] = [];
    const faults: string[] = [];
    for (const [index, call] of readItems(request).entries()) {
      const read = readCall(call, options, fields);
      if (typeof read === 'string') faults.push(`Call ${index + 1} ${read}.`);
      else if (read) events.push(read);
    }
    return { events, faults };
  },
} as const satisfies Adapter;

/** What a call says of a lead; undefined: nothing that counts here. */
function readCall(
  call: Item,
  options: z.output<typeof segmentOptions>,
  fields: Readonly<Record<string, string>>,
): CrmEvent | string | undefined {
  if (call.type === 'delete') {
    const leadId = idOf(call.userId);
    return leadId ? { kind: 'erase', leadId } : undefined;
  }
  const name = textOf(call.event)?.trim() ?? '';
  const isTrack = call.type === 'track';
  if (!isTrack && call.type !== 'identify') return undefined;
  if (isTrack && options.events.length > 0 && !options.events.includes(name)) return undefined;
  const leadId = idOf(readPath(call, isTrack ? options.leadId : `${options.leadId} | userId`));
  if (leadId === undefined) return isTrack ? `("${name}") has no lead id (${options.leadId})` : undefined;
  const occurredAt = readInstant(call.timestamp) ?? readInstant(call.originalTimestamp);
  if (!occurredAt) return 'has no time that can be read (timestamp, originalTimestamp)';
  const value = isTrack ? textOf(readPath(call, options.property)) : undefined;
  if (isTrack && value === undefined) return `("${name}") has no ${options.property}`;
  const messageId = idOf(call.messageId);
  const eventId = messageId
    ? eventKey('segment', messageId)
    : eventKey('segment', textOf(call.type), leadId, value, occurredAt.toISOString());
  const lead = readLead(call, fields);
  const common = { eventId, leadId, occurredAt };
  if (value !== undefined) return { kind: 'reported', ...common, value, lead };
  return lead && { kind: 'described', ...common, lead };
}

function both(...names: readonly string[]): string {
  const places = ['traits', 'context.traits', 'properties'];
  return places
    .flatMap((place) =>
      names.map((name) =>
        name
          .split(' + ')
          .map((part) => `${place}.${part}`)
          .join(' + '),
      ),
    )
    .join(' | ');
}
