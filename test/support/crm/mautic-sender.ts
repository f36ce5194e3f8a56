import { createHmac } from 'node:crypto';
import { type CrmSender, isOk, post } from './crm-sender.ts';

const CRON_MS = 300_000;
const MAX_TRIES = 100;

/** Queued events, newest first, with the empty arrays that PHP writes for empty objects. */
export const mauticSender: CrmSender = {
  system: 'mautic',
  maxBatch: 10,
  compose: (changes) =>
    JSON.stringify({
      'mautic.lead_list_change': changes.toReversed().map(({ leadId, value, occurredAt }) => ({
        contact: { id: Number(leadId), points: 70, fields: [], tags: [], owner: null, stage: null },
        segment: { id: 3, alias: value, name: value },
        action: 'added',
        timestamp: occurredAt.toISOString().replace('Z', '+00:00'),
      })),
    }),
  sign: (body, target) =>
    post(target, body, {
      'webhook-signature': createHmac('sha256', target.secret).update(body).digest('base64'),
    }),
  isTaken: isOk,
  retryAfterMs: (attempt) => (attempt < MAX_TRIES ? CRON_MS : undefined),
};
