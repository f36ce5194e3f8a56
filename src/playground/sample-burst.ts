import { sampleLead, sampleRandom } from './sample-leads.ts';
import { DEMO_SOURCE } from './sample-policies.ts';

export const BURST_SIZE = 10;

/** Some have an owner in the CRM, the others go round: nobody gets so many that they come as one list. */
const OWNERS = ['ada@corp.test', 'ben@corp.test', 'kira@corp.test', 'ben@corp.test'];

/** New MQLs as a CRM would post them to `/api/stage-changes` now. */
export function sampleBurst(now: Date): object[] {
  const key = now.getTime().toString(36).toUpperCase();
  const random = sampleRandom(now.getTime() % 100_000_000);
  return Array.from({ length: BURST_SIZE }, (_, nth) => ({
    leadId: `BURST-${key}-${nth + 1}`,
    stage: 'mql',
    occurredAt: now.toISOString(),
    origin: 'sample',
    lead: {
      ...sampleLead(random),
      source: DEMO_SOURCE,
      ...(nth < OWNERS.length && { ownerEmail: OWNERS[nth] }),
    },
  }));
}
