import { type CrmSender, isOk, post } from './crm-sender.ts';

/** The template of our instructions; nothing is said of retries, so there are none. */
export const marketoSender: CrmSender = {
  system: 'marketo',
  maxBatch: 1,
  compose: ([change]) =>
    JSON.stringify({
      leadId: Number(change?.leadId),
      email: 'a@example.test',
      status: change?.value,
      score: 82,
      company: 'edit me',
      at: change?.occurredAt.toISOString(),
    }),
  sign: (body, target) => post(target, body, { 'x-funnel-secret': target.secret }),
  isTaken: (answer) => isOk(answer) && answer.body !== '',
  retryAfterMs: () => undefined,
};
