import { z } from 'zod';
import type { WantedLead } from '../connections/write-backs.ts';
import type { Writes } from '../intake/crm/read-writes.ts';
import { CrmRefusal } from './crm-refusal.ts';
import { type CrmWriter, propertiesFor } from './crm-writer.ts';
import { planHubspotWrite } from './plan-hubspot-write.ts';
import type { Rest } from './rest.ts';

export interface HubspotWriting {
  /** The property that is followed: its object is what is written to. */
  property: string;
  writes: Writes;
  writesOwner: boolean;
}

/** What is written unless the connection says otherwise. */
export const HUBSPOT_WRITES: Record<string, Writes> = {
  lifecyclestage: {
    mql: { lifecyclestage: 'marketingqualifiedlead', hs_lead_status: 'NEW' },
    sql: { lifecyclestage: 'salesqualifiedlead', hs_lead_status: 'OPEN' },
    opportunity: { lifecyclestage: 'opportunity' },
    won: { lifecyclestage: 'customer' },
    recycled: { lifecyclestage: 'lead', hs_lead_status: 'BAD_TIMING' },
    rejected: { lifecyclestage: 'lead', hs_lead_status: 'UNQUALIFIED' },
    contacted: { hs_lead_status: 'ATTEMPTED_TO_CONTACT' },
  },
  hs_lead_status: {
    mql: { hs_lead_status: 'NEW' },
    sql: { hs_lead_status: 'OPEN' },
    opportunity: { hs_lead_status: 'OPEN_DEAL' },
    recycled: { hs_lead_status: 'BAD_TIMING' },
    rejected: { hs_lead_status: 'UNQUALIFIED' },
    contacted: { hs_lead_status: 'ATTEMPTED_TO_CONTACT' },
  },
  hs_pipeline_stage: {
    mql: { hs_pipeline_stage: 'new-stage-id' },
    sql: { hs_pipeline_stage: 'connected-stage-id' },
    opportunity: { hs_pipeline_stage: 'qualified-stage-id' },
    recycled: { hs_pipeline_stage: 'unqualified-stage-id' },
    rejected: { hs_pipeline_stage: 'unqualified-stage-id' },
    contacted: { hs_pipeline_stage: 'attempting-stage-id' },
  },
};

const OWNER = 'hubspot_owner_id';

const record = z.object({ properties: z.record(z.string(), z.string().nullable()) });
const owners = z.object({ results: z.array(z.object({ id: z.coerce.string() })) });

/** What HubSpot says is wrong. */
export function hubspotWords(answer: unknown): string | undefined {
  const { message, errors } = (answer ?? {}) as { message?: unknown; errors?: { message?: unknown }[] };
  const [first] = Array.isArray(errors) ? errors : [];
  const words = first?.message ?? message;
  return typeof words === 'string' ? words : undefined;
}

/** Writes to the contact, or to the lead record where its pipeline stage is what is followed. */
export function createHubspotWriter(
  rest: Rest,
  { property, writes, writesOwner }: HubspotWriting,
): CrmWriter {
  const objects = property === 'hs_pipeline_stage' ? 'leads' : 'contacts';

  async function ownerOf(email: string): Promise<string | undefined> {
    const found = owners.parse(
      await rest.request('GET', `/crm/v3/owners?email=${encodeURIComponent(email)}`),
    );
    return found.results[0]?.id;
  }

  async function wantedProperties(wanted: WantedLead): Promise<Record<string, string>> {
    const owner = writesOwner && wanted.ownerEmail ? await ownerOf(wanted.ownerEmail) : undefined;
    return { ...propertiesFor(writes, wanted), ...(owner ? { [OWNER]: owner } : {}) };
  }

  return {
    valuesFor(wanted) {
      const value = propertiesFor(writes, wanted)[property];
      return value === undefined ? [] : ['', value];
    },

    async write(wanted) {
      const properties = await wantedProperties(wanted);
      const names = Object.keys(properties);
      if (names.length === 0) return;
      const path = `/crm/v3/objects/${objects}/${encodeURIComponent(wanted.leadId)}`;
      const found = record.safeParse(await rest.request('GET', `${path}?properties=${names.join(',')}`));
      if (!found.success) throw new CrmRefusal('wait', 'HubSpot answered with something else than a record');
      const current = Object.fromEntries(
        Object.entries(found.data.properties).map(([name, value]) => [name, value ?? '']),
      );
      for (const patch of planHubspotWrite(current, properties, wanted.known)) {
        await rest.request('PATCH', path, { properties: patch });
      }
    },

    async check() {
      await rest.request('GET', `/crm/v3/objects/${objects}?limit=1`);
      return [];
    },
  };
}
