import { createHmac, randomBytes } from 'node:crypto';
import { type CrmSender, isOk, post } from './crm-sender.ts';

/** What is not taken at once is lost. */
export const twentySender: CrmSender = {
  system: 'twenty',
  maxBatch: 1,
  compose: ([change]) =>
    JSON.stringify({
      targetUrl: 'https://bot.example.test/in/twenty',
      eventName: 'opportunity.updated',
      objectMetadata: { id: 'm1', nameSingular: 'opportunity' },
      workspaceId: 'w1',
      webhookId: 'h1',
      eventDate: change?.occurredAt.toISOString(),
      record: { id: change?.leadId, name: `Lead ${change?.leadId}`, stage: change?.value },
      updatedFields: ['stage', 'updatedAt'],
    }),
  sign(body, target, now) {
    const timestamp = String(now.getTime());
    return post(target, body, {
      'x-twenty-webhook-timestamp': timestamp,
      'x-twenty-webhook-signature': createHmac('sha256', target.secret)
        .update(`${timestamp}:${body}`)
        .digest('hex'),
      'x-twenty-webhook-nonce': randomBytes(16).toString('hex'),
    });
  },
  isTaken: isOk,
  retryAfterMs: () => undefined,
};
