import type { CrmEvent, Reading } from './adapter.ts';
import { changeKey, followedObject, portalOf } from './hubspot-change.ts';
import { withoutMovesBack } from './hubspot-moves-back.ts';
import type { HubspotOptions } from './hubspot-options.ts';
import { DELETED, RESTORED } from './own-values.ts';
import { type Item, idOf, isItem, textOf } from './read-body.ts';
import { readInstant } from './read-instant.ts';
import { readLead } from './read-lead.ts';

const OBJECT_TYPES: Readonly<Record<string, 'contact' | 'lead'>> = { '0-1': 'contact', '0-136': 'lead' };
const OWNER = 'hubspot_owner_id';

/** Reads a batch of an app: changes, merges and deletions of the followed object; all else is left out. */
export function readHubspotEvents(
  batch: readonly unknown[],
  options: HubspotOptions,
  fields: Readonly<Record<string, string>>,
): Reading {
  const events: CrmEvent[] = [];
  const faults: string[] = [];
  for (const [index, item] of batch.entries()) {
    const read = isItem(item) ? readEvent(item, options, fields) : 'is not an object';
    if (typeof read === 'string') faults.push(`Event ${index + 1} ${read}.`);
    else events.push(...read);
  }
  return { events: withoutMovesBack(events), faults };
}

function readEvent(
  item: Item,
  options: HubspotOptions,
  fields: Readonly<Record<string, string>>,
): CrmEvent[] | string {
  const portalId = portalOf(item) ?? options.portalId;
  if (options.portalId !== undefined && portalId !== options.portalId) {
    return `is of the HubSpot account ${portalId}, not ${options.portalId}`;
  }
  const [object, verb] = typeOf(item);
  if (object !== followedObject(options) || verb === undefined) return [];
  const leadId = idOf(item.objectId);
  const at = readInstant(item.occurredAt);
  const key = (leadOrProperty: string, value: string, when: Date) =>
    changeKey(object, leadId ?? '', leadOrProperty, value, when);
  if (verb === 'privacyDeletion') return leadId ? [{ kind: 'erase', leadId }] : 'has no objectId';
  if (!at)
    return `has no time that can be read (occurredAt: ${JSON.stringify(item.occurredAt) ?? 'missing'})`;
  if (verb === 'merge') return readMerge(item, object, at);
  if (leadId === undefined) return 'has no objectId';
  if (verb === 'deletion' || verb === 'restore') {
    const value = verb === 'deletion' ? DELETED : RESTORED;
    return [{ kind: 'reported', eventId: key(verb, value, at), leadId, value, occurredAt: at }];
  }
  const property = textOf(item.propertyName);
  if (verb !== 'propertyChange' || property === undefined) return [];
  const value = textOf(item.propertyValue ?? '') ?? '';
  const eventId = key(property, value, at);
  if (property === options.property) return [{ kind: 'reported', eventId, leadId, value, occurredAt: at }];
  const lead = readLead({ properties: { [property]: value === '' ? null : value } }, fields);
  const ownerId = property === OWNER && value !== '' ? value : undefined;
  if (lead === undefined && ownerId === undefined) return [];
  return [{ kind: 'described', eventId, leadId, occurredAt: at, lead: lead ?? {}, ownerId }];
}

/** A merge can make a new record; every other one goes into it. */
function readMerge(item: Item, object: string, at: Date): CrmEvent[] | string {
  const primary = idOf(item.primaryObjectId) ?? idOf(item.objectId);
  const into = idOf(item.newObjectId) ?? primary;
  if (primary === undefined || into === undefined) return 'does not say which record is left of the merge';
  const merged = Array.isArray(item.mergedObjectIds) ? item.mergedObjectIds.map(idOf) : [];
  const gone = new Set([primary, ...merged].filter((id) => id !== undefined && id !== into));
  return [...gone].map((leadId) => ({
    kind: 'merged',
    eventId: changeKey(object, leadId ?? '', 'merge', into, at),
    leadId: leadId ?? '',
    into,
    occurredAt: at,
  }));
}

function typeOf(item: Item): [object: string | undefined, verb: string | undefined] {
  const [object, verb] = (textOf(item.subscriptionType) ?? textOf(item.eventType) ?? '').split('.');
  if (object !== 'object') return [object, verb];
  const typeId = textOf(item.objectTypeId) ?? '';
  return [Object.hasOwn(OBJECT_TYPES, typeId) ? OBJECT_TYPES[typeId] : undefined, verb];
}
