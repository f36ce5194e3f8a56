import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import type { Adapter, AdapterConnection, CrmEvent, Reading, Verdict } from './adapter.ts';
import { eventKey } from './event-key.ts';
import { idOf, readText, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { blankIsAbsent, optionalText, readingOptions, readOptions, textOr } from './read-options.ts';
import { type OutboundMessage, readOutboundMessage } from './read-outbound-message.ts';
import { GENUINE, matchesAny, refused } from './signatures.ts';

/** `timeField` says when the value changed; LastModifiedDate is when anything of the record last did. */
export const salesforceOptions = z.object({
  organizationId: optionalText,
  object: textOr('Lead'),
  property: textOr('Status'),
  timeField: textOr('LastModifiedDate'),
  ...readingOptions,
  /** The stage on which a lead is converted instead: `sql` or `opportunity`. */
  convertAt: z.preprocess(blankIsAbsent, z.enum(['sql', 'opportunity']).optional()),
  convertedStatus: textOr('Closed - Converted'),
});

/** Where Salesforce keeps what is known of a lead; a connection's own paths go before. */
export const SALESFORCE_FIELDS: Readonly<Record<string, string>> = {
  name: 'Name | FirstName + LastName | LastName',
  company: 'Company',
  title: 'Title',
  email: 'Email',
  phone: 'Phone | MobilePhone',
  source: 'LeadSource',
  createdAt: 'CreatedDate',
};

const ACKNOWLEDGEMENT =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>' +
  '</soapenv:Body></soapenv:Envelope>';

/** Salesforce: outbound messages, which nothing but a secret in the path and the organisation vouches for. */
export const salesforce = {
  system: 'salesforce',

  verify(request, secrets, options) {
    const given = request.pathSecret;
    if (!given)
      return refused('The address lacks its secret. Paste the whole address into the outbound message.');
    if (!matchesAny(secrets, given, (secret) => secret))
      return refused('The secret in the address is wrong.');
    try {
      return checkOrganization(readOutboundMessage(readText(request)), options);
    } catch (error) {
      if (error instanceof InvalidInputError) return GENUINE;
      throw error;
    }
  },

  read(request, connection): Reading {
    const options = readOptions(salesforceOptions, connection.options);
    const message = readOutboundMessage(readText(request));
    const fields = { ...SALESFORCE_FIELDS, ...connection.fields };
    const events: CrmEvent[] = [];
    const faults: string[] = [];
    for (const [index, notification] of message.notifications.entries()) {
      if (notification.object !== options.object) continue;
      const read = readNotification(message, notification, options, fields);
      if (typeof read === 'string') faults.push(`Notification ${notification.id ?? index + 1} ${read}.`);
      else events.push(read);
    }
    return { events, faults };
  },

  /** Anything but this envelope is sent again for a day, what could not be read too. */
  acknowledge: () => ({ status: 200, contentType: 'text/xml; charset=utf-8', body: ACKNOWLEDGEMENT }),
} as const satisfies Adapter;

function readNotification(
  message: OutboundMessage,
  { fields: record }: OutboundMessage['notifications'][number],
  options: z.output<typeof salesforceOptions>,
  fields: Readonly<Record<string, string>>,
): CrmEvent | string {
  const leadId = idOf(record.Id);
  if (leadId === undefined) return `is of a ${options.object} without Id`;
  if (Object.keys(record).length === 1)
    return `came without data: ${leadId} was deleted meanwhile, or only Id is selected`;
  const value = Object.hasOwn(record, options.property)
    ? (textOf(record[options.property] ?? '') ?? '')
    : undefined;
  if (value === undefined) return `lacks ${options.property}: select that field in the outbound message`;
  const occurredAt = readInstant(record[options.timeField]);
  if (!occurredAt)
    return `lacks ${options.timeField}, or holds no time in it: select that field in the outbound message`;
  const lead = { ...linkTo(message, leadId), ...readLead(record, fields) };
  return {
    kind: 'reported',
    // Not the notification's own id: sent again, it carries the record as it is by then.
    eventId: eventKey(
      'salesforce',
      message.organizationId,
      options.object,
      leadId,
      options.property,
      value,
      occurredAt.toISOString(),
    ),
    leadId,
    value,
    occurredAt,
    lead: Object.keys(lead).length > 0 ? lead : undefined,
    ownerId: idOf(record.OwnerId),
    isSnapshot: true,
  };
}

function linkTo({ enterpriseUrl }: OutboundMessage, leadId: string): { url?: string } {
  const url = enterpriseUrl && URL.canParse(enterpriseUrl) ? new URL(enterpriseUrl) : undefined;
  return url?.protocol === 'https:' && /^\w+$/.test(leadId) ? { url: `${url.origin}/${leadId}` } : {};
}

/** The last three of eighteen characters only check the first fifteen. */
function checkOrganization(
  { organizationId }: OutboundMessage,
  options: AdapterConnection['options'],
): Verdict {
  const wanted = salesforceOptions.safeParse(options).data?.organizationId;
  return wanted === undefined || organizationId?.slice(0, 15) === wanted.slice(0, 15)
    ? GENUINE
    : refused(
        `It comes from the organisation ${organizationId?.slice(0, 20) ?? '(not named)'}; this connection is for ${wanted}.`,
      );
}
