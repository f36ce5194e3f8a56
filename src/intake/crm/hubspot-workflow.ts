import type { CrmEvent, Reading } from './adapter.ts';
import { changeKey, followedObject, portalOf } from './hubspot-change.ts';
import { withoutMovesBack } from './hubspot-moves-back.ts';
import type { HubspotOptions } from './hubspot-options.ts';
import { type Item, idOf, isItem, itemAt, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';
import { readPath } from './read-path.ts';

interface Version {
  value: string;
  at: Date;
  isSnapshot: boolean;
}

/** Reads a record that a workflow sends: every change of the followed property where its history comes along, else its value. */
export function readHubspotRecord(
  record: Item,
  options: HubspotOptions,
  fields: Readonly<Record<string, string>>,
): Reading {
  const fault = (why: string): Reading => ({ events: [], faults: [`The record ${why}.`] });
  const leadId = idOf(
    readPath(record, 'vid | id | objectId | properties.hs_object_id.value | properties.hs_object_id'),
  );
  if (leadId === undefined) return fault('has no id (vid, id or objectId)');
  const portalId = portalOf(record) ?? options.portalId;
  if (options.portalId !== undefined && portalId !== options.portalId) {
    return fault(`is of the HubSpot account ${portalId}, not ${options.portalId}`);
  }
  const plain = { ...record, properties: plainProperties(itemAt(record, 'properties')) };
  const versions = versionsOf(record, plain.properties, options.property);
  if (typeof versions === 'string') return fault(versions);
  const lead = readLead(plain, fields);
  const ownerId = idOf(plain.properties.hubspot_owner_id);
  const latest = versions.reduce((a, b) => (b.at > a.at ? b : a), versions[0] as Version);
  const events = versions.map(
    (version): CrmEvent => ({
      kind: 'reported',
      eventId: changeKey(followedObject(options), leadId, options.property, version.value, version.at),
      leadId,
      value: version.value,
      occurredAt: version.at,
      ...(version === latest ? { lead, ownerId } : {}),
      ...(version.isSnapshot ? { isSnapshot: true } : {}),
    }),
  );
  return { events: withoutMovesBack(events), faults: [] };
}

function versionsOf(record: Item, properties: Item, property: string): Version[] | string {
  const history =
    itemAt(itemAt(record, 'properties'), property).versions ??
    itemAt(record, 'propertiesWithHistory')[property];
  const versions = (Array.isArray(history) ? history : []).filter(isItem).flatMap((version) => {
    const at = readInstant(version.timestamp);
    return at ? [{ value: textOf(version.value) ?? '', at, isSnapshot: false }] : [];
  });
  if (versions.length > 0) return versions;
  const value = Object.hasOwn(properties, property) ? textOf(properties[property]) : undefined;
  if (value === undefined)
    return `does not hold the property ${property}: choose it in the workflow's webhook`;
  const at = [
    itemAt(itemAt(record, 'properties'), property).timestamp,
    properties[`hs_v2_date_entered_${value}`],
    properties[`hs_lifecyclestage_${value}_date`],
    record.updatedAt,
    properties.lastmodifieddate,
    properties.hs_lastmodifieddate,
  ]
    .map((time) => readInstant(time))
    .find((time) => time !== undefined);
  return at
    ? [{ value, at, isSnapshot: true }]
    : 'does not say when it changed: add lastmodifieddate to the webhook';
}

/** Older shapes wrap each value in an object. */
function plainProperties(properties: Item): Item {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, isItem(value) ? value.value : value]),
  );
}
