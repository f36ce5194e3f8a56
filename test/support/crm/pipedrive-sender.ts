import { createHash } from 'node:crypto';
import { type CrmChange, type CrmSender, isOk, post } from './crm-sender.ts';

const RETRIES_MS = [3_000, 30_000, 150_000];

export const pipedriveSender: CrmSender = {
  system: 'pipedrive',
  maxBatch: 1,
  compose: ([change], attempt) => JSON.stringify(change && delivery(change, attempt + 1)),
  sign: (body, target) =>
    post(target, body, {
      authorization: `Basic ${Buffer.from(`funnel:${target.secret}`).toString('base64')}`,
    }),
  isTaken: isOk,
  retryAfterMs: (attempt) => RETRIES_MS[attempt - 1],
};

/** Labels stand for stages: the new one is put on, the one before taken off. */
function delivery({ leadId, value, before, occurredAt }: CrmChange, attempt: number) {
  const at = occurredAt.toISOString();
  return {
    meta: {
      action: 'change',
      entity: 'lead',
      entity_id: leadId,
      id: createHash('sha256').update(`${leadId} ${value} ${at}`).digest('hex').slice(0, 32),
      company_id: '77',
      version: '2.0',
      timestamp: at,
      is_bulk_edit: false,
      attempt,
      host: 'acme.pipedrive.com',
    },
    data: {
      id: leadId,
      title: `Lead ${leadId}`,
      owner_id: 5,
      label_ids: [value],
      is_archived: false,
      origin: 'ManuallyCreated',
      update_time: at,
    },
    previous: { label_ids: before === undefined ? [] : [before] },
  };
}
