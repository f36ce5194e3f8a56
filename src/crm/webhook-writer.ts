import { Webhook } from 'standardwebhooks';
import { CrmRefusal } from './crm-refusal.ts';
import type { CrmWriter } from './crm-writer.ts';

const TIMEOUT_MS = 10_000;

/**
 * Tells any tool how a lead stands, signed by the Standard Webhooks scheme: `lead.sql`, `lead.rejected` and so on. The
 * same message has the same id however often it is sent.
 */
export function createWebhookWriter(target: { url: string; secret: string }, now: () => Date): CrmWriter {
  const webhook = new Webhook(target.secret);
  return {
    valuesFor: ({ stage }) => [stage],
    async write({ leadId, stage, isTheirs, since, version, reason, note, contactedAt, ownerEmail }) {
      if (isTheirs && !contactedAt && !ownerEmail) return;
      const body = JSON.stringify({
        type: `lead.${stage}`,
        timestamp: since.toISOString(),
        data: { leadId, stage, since, reason, note, contactedAt, ownerEmail },
      });
      const sentAt = now();
      let response: Response;
      try {
        response = await fetch(target.url, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'webhook-id': version,
            'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
            'webhook-signature': webhook.sign(version, sentAt, body),
          },
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
      } catch (error) {
        throw new CrmRefusal('wait', `${new URL(target.url).host} cannot be reached`, { cause: error });
      }
      await response.body?.cancel();
      if (response.ok) return;
      const isPassing = response.status === 429 || response.status >= 500;
      throw new CrmRefusal(
        isPassing ? 'wait' : 'refused',
        `${new URL(target.url).host} answered ${response.status}`,
      );
    },
    check: async () => [],
  };
}
