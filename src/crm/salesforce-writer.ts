import { z } from 'zod';
import type { WantedLead } from '../connections/write-backs.ts';
import type { Writes } from '../intake/crm/read-writes.ts';
import { CrmRefusal } from './crm-refusal.ts';
import { type CrmWriter, propertiesFor } from './crm-writer.ts';
import type { Rest } from './rest.ts';

export interface SalesforceWriting {
  object: string;
  /** The field that is followed. */
  property: string;
  writes: Writes;
  writesOwner: boolean;
  /** Entering this stage converts the lead instead of setting its status to `convertedStatus`. */
  converts: { stage: 'sql' | 'opportunity'; convertedStatus: string; makesOpportunity: boolean } | undefined;
}

/** What is written unless the connection says otherwise: the statuses that a new organisation has. */
export const SALESFORCE_WRITES: Writes = {
  mql: { Status: 'Open - Not Contacted' },
  sql: { Status: 'Working - Contacted' },
  recycled: { Status: 'Closed - Not Converted' },
  rejected: { Status: 'Closed - Not Converted' },
};

const API = '/services/data/v60.0';

const record = z.record(z.string(), z.unknown());
const found = z.object({ records: z.array(z.object({ Id: z.string() })) });
const outcomes = z.array(
  z.object({
    isSuccess: z.boolean(),
    errors: z.array(z.object({ message: z.string() })).nullish(),
  }),
);

/** What Salesforce says is wrong, with its code. */
export function salesforceWords(answer: unknown): string | undefined {
  const [first] = Array.isArray(answer) ? answer : [];
  const { message, errorCode } = (first ?? {}) as { message?: unknown; errorCode?: unknown };
  if (typeof message !== 'string') return undefined;
  return typeof errorCode === 'string' ? `${message} (${errorCode})` : message;
}

/** Writes to the lead. One that is converted is read-only, so that what it became stands. */
export function createSalesforceWriter(rest: Rest, writing: SalesforceWriting): CrmWriter {
  const { object, property, writes, writesOwner, converts } = writing;

  async function ownerOf(email: string): Promise<string | undefined> {
    const literal = email.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    const query = `SELECT Id FROM User WHERE Email = '${literal}' AND IsActive = true LIMIT 1`;
    const answer = await rest.request('GET', `${API}/query?q=${encodeURIComponent(query)}`);
    return found.parse(answer).records[0]?.Id;
  }

  async function convert(
    wanted: WantedLead,
    { convertedStatus, makesOpportunity }: NonNullable<typeof converts>,
  ) {
    const inputs = [
      {
        leadId: wanted.leadId,
        convertedStatus,
        createOpportunity: makesOpportunity,
        sendEmailToOwner: false,
      },
    ];
    const answer = await rest.request('POST', `${API}/actions/standard/convertLead`, { inputs });
    const [outcome] = outcomes.parse(answer);
    if (!outcome?.isSuccess) {
      throw new CrmRefusal('refused', outcome?.errors?.[0]?.message ?? 'The lead was not converted');
    }
  }

  return {
    valuesFor(wanted) {
      const value = propertiesFor(writes, wanted)[property];
      return value === undefined ? [] : [value];
    },

    async write(wanted) {
      const converting = converts?.stage === wanted.stage ? converts : undefined;
      const properties = converting ? {} : propertiesFor(writes, wanted);
      const owner = writesOwner && wanted.ownerEmail ? await ownerOf(wanted.ownerEmail) : undefined;
      const wantedFields = { ...properties, ...(owner ? { OwnerId: owner } : {}) };
      const names = Object.keys(wantedFields);
      if (names.length === 0 && !converting) return;
      const path = `${API}/sobjects/${object}/${encodeURIComponent(wanted.leadId)}`;
      const fields = [...new Set([...names, ...(object === 'Lead' ? ['IsConverted'] : ['Id'])])];
      const current = record.parse(await rest.request('GET', `${path}?fields=${fields.join(',')}`));
      if (current.IsConverted === true) return;
      const patch = Object.fromEntries(
        Object.entries(wantedFields).filter(([name, value]) => current[name] !== value),
      );
      if (Object.keys(patch).length > 0) await rest.request('PATCH', path, patch);
      if (converting) await convert(wanted, converting);
    },

    async check() {
      await rest.request('GET', `${API}/sobjects/${object}/describe`);
      return [];
    },
  };
}
