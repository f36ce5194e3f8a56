import { z } from 'zod';
import { isTimeZone } from '../../lib/time-zone.ts';
import type { Adapter, CrmEvent, Reading } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { readItems } from './form-body.ts';
import { type Item, idOf, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { optionalText, readOptions, textOr } from './read-options.ts';
import { readPath } from './read-path.ts';
import { carriesSecret, GENUINE, refused } from './signatures.ts';

/** Where the template that the admin writes puts things. `timeZone`: of times that come without an offset. */
export const marketoOptions = z.object({
  secretHeader: textOr('x-funnel-secret').pipe(
    z.string().regex(/^[a-z0-9-]+$/i, 'is the name of a header: letters, digits and hyphens'),
  ),
  leadId: textOr('leadId'),
  property: textOr('status'),
  time: textOr('at'),
  eventId: textOr('id'),
  timeZone: optionalText.refine(
    (zone) => zone === undefined || isTimeZone(zone),
    'is a zone such as Europe/Paris',
  ),
});

/** The names that our template for Marketo uses; a connection's own paths go before. */
export const MARKETO_FIELDS: Readonly<Record<string, string>> = {
  name: 'name | firstName + lastName | lastName',
  company: 'company',
  title: 'title',
  email: 'email',
  phone: 'phone',
  score: 'score',
  source: 'source',
  campaign: 'campaign',
  ownerEmail: 'ownerEmail',
  createdAt: 'createdAt',
};

/** Marketo: a webhook whose template the admin writes, with a secret in a header of its own. */
export const marketo = {
  system: 'marketo',

  verify(request, secrets, options) {
    const { secretHeader } = marketoOptions.safeParse(options).data ?? { secretHeader: 'x-funnel-secret' };
    return carriesSecret(request, secrets, secretHeader)
      ? GENUINE
      : refused(
          `The secret is missing or wrong. Set the custom header ${secretHeader} on the webhook in Marketo.`,
        );
  },

  read(request, connection): Reading {
    const options = readOptions(marketoOptions, connection.options);
    const fields = { ...MARKETO_FIELDS, ...connection.fields };
    const reads = readItems(request).map((item) => readChange(withoutTokens(item), options, fields));
    return {
      events: reads.filter((read) => typeof read !== 'string'),
      faults: reads.filter((read) => typeof read === 'string'),
    };
  },

  /** Without a body Marketo logs an error. */
  acknowledge: ({ events, faults }) => ({
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ received: events.length, faults }),
  }),
} as const satisfies Adapter;

function readChange(
  item: Item,
  options: z.output<typeof marketoOptions>,
  fields: Readonly<Record<string, string>>,
): CrmEvent | string {
  const leadId = idOf(readPath(item, options.leadId));
  if (leadId === undefined)
    return `The lead has no id: put "${options.leadId}": {{lead.Id}} into the template.`;
  const value = textOf(readPath(item, options.property));
  if (value === undefined) return `Lead ${leadId} has no "${options.property}": put it into the template.`;
  const occurredAt = readInstant(readPath(item, options.time), options.timeZone);
  if (!occurredAt) {
    return `Lead ${leadId} has no time that can be read in "${options.time}": send ISO 8601 with an offset, or set the time zone of the connection.`;
  }
  const own = idOf(readPath(item, options.eventId));
  const eventId = own
    ? eventKey('marketo', own)
    : eventKey('marketo', leadId, options.property, value, occurredAt.toISOString());
  return { kind: 'reported', eventId, leadId, value, occurredAt, lead: readLead(item, fields) };
}

/** Tokens that Marketo did not know, and the default that it suggests for blank ones, say nothing. */
function withoutTokens(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([, value]) => !(typeof value === 'string' && /^\s*(?:\{\{.*\}\}|edit me)\s*$/i.test(value)),
    ),
  );
}
