import type { z } from 'zod';
import type { CrmSystem } from '../../vocabulary.ts';
import type { Adapter } from './adapter.ts';
import { hubspot } from './hubspot.ts';
import { HUBSPOT_FIELDS, hubspotOptions } from './hubspot-options.ts';
import { MARKETO_FIELDS, marketo, marketoOptions } from './marketo.ts';
import { MAUTIC_FIELDS, mautic, mauticOptions } from './mautic.ts';
import { PIPEDRIVE_FIELDS, pipedrive, pipedriveOptions } from './pipedrive.ts';
import { SALESFORCE_FIELDS, salesforce, salesforceOptions } from './salesforce.ts';
import { SEGMENT_FIELDS, segment, segmentOptions } from './segment.ts';
import { TWENTY_FIELDS, twenty, twentyOptions } from './twenty.ts';

/** A system that leads are received from: how it speaks, what can be set, and where it keeps the fields of a lead. */
export interface KnownSystem {
  adapter: Adapter;
  options: z.ZodObject;
  fields: Readonly<Record<string, string>>;
}

/** Every system but `custom`, whose shape is the sender's choice. */
export const CRM_ADAPTERS: Readonly<Record<Exclude<CrmSystem, 'custom'>, KnownSystem>> = {
  hubspot: { adapter: hubspot, options: hubspotOptions, fields: HUBSPOT_FIELDS },
  salesforce: { adapter: salesforce, options: salesforceOptions, fields: SALESFORCE_FIELDS },
  pipedrive: { adapter: pipedrive, options: pipedriveOptions, fields: PIPEDRIVE_FIELDS },
  mautic: { adapter: mautic, options: mauticOptions, fields: MAUTIC_FIELDS },
  marketo: { adapter: marketo, options: marketoOptions, fields: MARKETO_FIELDS },
  segment: { adapter: segment, options: segmentOptions, fields: SEGMENT_FIELDS },
  twenty: { adapter: twenty, options: twentyOptions, fields: TWENTY_FIELDS },
};
