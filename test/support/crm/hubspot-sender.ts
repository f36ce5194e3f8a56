import { createHmac } from 'node:crypto';
import { type CrmSender, isOk, post } from './crm-sender.ts';

const HOUR_MS = 3_600_000;
/** Ten tries over a day. */
const RETRIES_MS = [
  60_000,
  300_000,
  900_000,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  4 * HOUR_MS,
  5 * HOUR_MS,
  6 * HOUR_MS,
];

export const hubspotSender: CrmSender = {
  system: 'hubspot',
  maxBatch: 100,
  compose: (changes, attempt) =>
    JSON.stringify(
      changes.map(({ leadId, value, occurredAt }) => ({
        // Not unique, as the vendor says.
        eventId: 901,
        subscriptionId: 7,
        portalId: 555,
        appId: 42,
        occurredAt: occurredAt.getTime(),
        subscriptionType: 'contact.propertyChange',
        attemptNumber: attempt,
        objectId: Number(leadId),
        propertyName: 'lifecyclestage',
        propertyValue: value,
        changeSource: 'CRM_UI',
      })),
    ),
  sign(body, target, now) {
    const timestamp = String(now.getTime());
    return post(target, body, {
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': createHmac('sha256', target.secret)
        .update(`POST${target.url}${body}${timestamp}`)
        .digest('base64'),
    });
  },
  isTaken: isOk,
  retryAfterMs: (attempt) => RETRIES_MS[attempt - 1],
};
