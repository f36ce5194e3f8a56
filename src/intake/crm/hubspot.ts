import { InvalidInputError } from '../../errors.ts';
import type { Adapter, AdapterConnection, RawRequest, Reading, Verdict } from './adapter.ts';
import { portalOf } from './hubspot-change.ts';
import { readHubspotEvents } from './hubspot-events.ts';
import { HUBSPOT_FIELDS, hubspotOptions } from './hubspot-options.ts';
import { verifyHubspot } from './hubspot-signature.ts';
import { readHubspotRecord } from './hubspot-workflow.ts';
import { isItem, readJson } from './read-body.ts';
import { readOptions } from './read-options.ts';
import { carriesSecret, GENUINE, refused } from './signatures.ts';

/** HubSpot: the webhooks of an app, and the "Send a webhook" step of workflows. */
export const hubspot = {
  system: 'hubspot',

  verify(request, secrets, options, now) {
    const body = parsed(request);
    const isRecord = isItem(body);
    if (!isRecord || !carriesSecret(request, secrets)) {
      const verdict = verifyHubspot(request, secrets, now, !isRecord);
      if (!verdict.isGenuine) return verdict;
    }
    return checkPortal(body, options);
  },

  read(request, connection): Reading {
    const options = readOptions(hubspotOptions, connection.options);
    const fields = { ...HUBSPOT_FIELDS, ...connection.fields };
    const body = readJson(request);
    if (Array.isArray(body)) return readHubspotEvents(body, options, fields);
    if (isItem(body)) return readHubspotRecord(body, options, fields);
    throw new InvalidInputError('The body is neither a batch of HubSpot events nor a record of a workflow.');
  },
} as const satisfies Adapter;

function checkPortal(body: unknown, options: AdapterConnection['options']): Verdict {
  const { data } = hubspotOptions.safeParse(options);
  const wanted = data?.portalId;
  if (wanted === undefined) return GENUINE;
  const items = (Array.isArray(body) ? body : [body]).filter(isItem);
  const portals = items.map((item) => portalOf(item) ?? wanted);
  return portals.length === 0 || portals.includes(wanted)
    ? GENUINE
    : refused(`It comes from the HubSpot account ${portals[0]}; this connection is for ${wanted}.`);
}

function parsed(request: RawRequest): unknown {
  try {
    return readJson(request);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
