import { z } from 'zod';
import type { Adapter, CrmEvent, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { idOf, readItem, textOf } from './read-body.ts';
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
    const given = headerOf(request.headers, 'x-signature');
    if (given === undefined) {
      return carriesSecret(request, secrets)
        ? GENUINE
        : refused('It is not signed. Set the shared secret of the webhook in Segment.');
    }
    return matchesAny(secrets, given, (secret) => hmac('sha1', secret, 'hex', request.body))
      ? GENUINE
      : refused('The signature is wrong. Check the shared secret of the webhook in Segment.');
  },

  read(request, connection): Reading {
    const options = readOptions(segmentOptions, connection.options);
    const call = readItem(request);
    const none: Reading = { events: [], faults: [] };
    const fault = (why: string): Reading => ({
      events: [],
      faults: [`The ${textOf(call.type) ?? 'call'} ${why}.`],
    });
    if (call.type === 'delete') {
      const leadId = idOf(call.userId);
      return leadId ? { events: [{ kind: 'erase', leadId }], faults: [] } : none;
    }
    const isTrack = call.type === 'track';
    if (!isTrack && call.type !== 'identify') return none;
    if (isTrack && options.events.length > 0 && !options.events.includes(textOf(call.event)?.trim() ?? ''))
      return none;
    const leadId = idOf(readPath(call, isTrack ? options.leadId : `${options.leadId} | userId`));
    if (leadId === undefined)
      return isTrack ? fault(`"${textOf(call.event) ?? ''}" has no lead id (${options.leadId})`) : none;
    const occurredAt = readInstant(call.timestamp) ?? readInstant(call.originalTimestamp);
    if (!occurredAt) return fault('has no time that can be read (timestamp, originalTimestamp)');
    const value = isTrack ? textOf(readPath(call, options.property)) : undefined;
    if (isTrack && value === undefined)
      return fault(`"${textOf(call.event) ?? ''}" has no ${options.property}`);
    const messageId = idOf(call.messageId);
    const eventId = messageId
      ? eventKey('segment', messageId)
      : eventKey('segment', textOf(call.type), leadId, value, occurredAt.toISOString());
    const lead = readLead(call, { ...SEGMENT_FIELDS, ...connection.fields });
    const common = { eventId, leadId, occurredAt };
    const event: CrmEvent | undefined =
      value !== undefined
        ? { kind: 'reported', ...common, value, lead }
        : lead && { kind: 'described', ...common, lead };
    return { events: event ? [event] : [], faults: [] };
  },
} as const satisfies Adapter;

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
