import { z } from 'zod';
import { accountNumber, readingOptions, textOr } from './read-options.ts';

/** `property`: `lifecyclestage` or `hs_lead_status` of contacts, or `hs_pipeline_stage` of leads. */
export const hubspotOptions = z.object({
  portalId: accountNumber,
  property: textOr('lifecyclestage'),
  ...readingOptions,
});

export type HubspotOptions = z.output<typeof hubspotOptions>;

/** Where HubSpot keeps what is known of a lead; a connection's own paths go before. */
export const HUBSPOT_FIELDS: Readonly<Record<string, string>> = {
  name: 'properties.firstname + properties.lastname | properties.hs_lead_name | properties.lastname',
  company: 'properties.company',
  title: 'properties.jobtitle',
  email: 'properties.email',
  phone: 'properties.phone | properties.mobilephone',
  score: 'properties.hubspotscore',
  source: 'properties.hs_analytics_source',
  createdAt: 'properties.createdate | properties.hs_createdate',
  url: 'profile-url | url',
};
