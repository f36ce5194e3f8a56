import { eventKey } from './event-key.ts';
import type { HubspotOptions } from './hubspot-options.ts';
import { type Item, idOf } from './read-body.ts';

/** The account that an event or a record is of. */
export function portalOf(item: Item): string | undefined {
  return idOf(item.portalId ?? item['portal-id']);
}

/** Which object the followed property belongs to. */
export function followedObject(options: HubspotOptions): 'contact' | 'lead' {
  return options.property === 'hs_pipeline_stage' ? 'lead' : 'contact';
}

/**
 * The same change has the same key, whether a batch, a workflow or the record's history tells of it. HubSpot's own event
 * ids are not unique; the number of the try and the subscription differ between reports of one change; only some of them
 * name the account.
 */
export function changeKey(object: string, leadId: string, property: string, value: string, at: Date): string {
  return eventKey('hubspot', object, leadId, property, value, at.toISOString());
}
