import { createHash, createHmac } from 'node:crypto';
import { type CrmSender, isOk, post } from './crm-sender.ts';

const RETRIES_MS = [60_000, 600_000, 3_600_000, 2 * 3_600_000];

export const segmentSender: CrmSender = {
  system: 'segment',
  maxBatch: 1,
  compose([change]) {
    const at = change?.occurredAt.toISOString();
    const messageId = createHash('sha256').update(`${change?.leadId} ${change?.value} ${at}`).digest('hex');
    const properties = { lead_id: change?.leadId };
    return JSON.stringify({
      version: 1,
      type: 'track',
      userId: 'u1',
      event: change?.value,
      properties,
      messageId,
      timestamp: at,
    });
  },
  sign: (body, target) =>
    post(target, body, { 'x-signature': createHmac('sha1', target.secret).update(body).digest('hex') }),
  isTaken: isOk,
  retryAfterMs: (attempt, { status }) => (status >= 500 ? RETRIES_MS[attempt - 1] : undefined),
};
