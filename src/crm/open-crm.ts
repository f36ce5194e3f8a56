import type { Connection } from '../connections/connection.ts';
import { type Credentials, readCredentials } from '../connections/credentials.ts';
import type { Vault } from '../connections/vault.ts';
import { readWrites, type Writes } from '../intake/crm/read-writes.ts';
import type { CrmReader } from './crm-reader.ts';
import type { CrmWriter } from './crm-writer.ts';
import { createHubspotReader } from './hubspot-reader.ts';
import { createHubspotWriter, HUBSPOT_WRITES, hubspotWords } from './hubspot-writer.ts';
import { createTokens } from './oauth.ts';
import { createRest } from './rest.ts';
import { createSalesforceReader } from './salesforce-reader.ts';
import { createSalesforceWriter, SALESFORCE_WRITES, salesforceWords } from './salesforce-writer.ts';
import { createWebhookWriter } from './webhook-writer.ts';

/** A CRM as it can be spoken to; what cannot be read is only told. */
interface OpenCrm {
  writer: CrmWriter;
  reader: CrmReader | undefined;
}

const HUBSPOT_API = 'https://api.hubapi.com';

/** Undefined: nobody has given access to it. */
export type OpenCrms = (connection: Connection) => OpenCrm | undefined;

/** Opens CRMs, and keeps the tokens of each as long as its credentials are the same. */
export function createCrms(
  vault: Vault,
  now: () => Date,
  { hubspotApiUrl = HUBSPOT_API }: { hubspotApiUrl?: string | undefined } = {},
): OpenCrms {
  const known = new Map<
    string,
    { sealed: string; rest: (given: Credentials) => ReturnType<typeof createRest> }
  >();

  function restFor(
    { connectionId, credentials }: Connection,
    given: Exclude<Credentials, { system: 'webhook' }>,
  ) {
    const sealed = credentials ?? '';
    const kept = known.get(connectionId);
    if (kept?.sealed === sealed) return kept.rest(given);
    const rest =
      given.system === 'hubspot'
        ? hubspotRest(given.with, hubspotApiUrl, now)
        : salesforceRest(given.with, now);
    known.set(connectionId, { sealed, rest: () => rest });
    return rest;
  }

  return (connection) => {
    const given = readCredentials(connection, vault);
    if (!given) return undefined;
    const { options } = connection;
    if (given.system === 'webhook')
      return { writer: createWebhookWriter(given.with, now), reader: undefined };
    const rest = restFor(connection, given);
    const writesOwner = options.writesOwner !== false;
    if (given.system === 'hubspot') {
      const property = textOption(options.property) ?? 'lifecyclestage';
      const writes = writesOf(options) ?? HUBSPOT_WRITES[property] ?? {};
      return {
        writer: createHubspotWriter(rest, { property, writes, writesOwner }),
        reader: createHubspotReader(rest, connection),
      };
    }
    const property = textOption(options.property) ?? 'Status';
    const object = textOption(options.object) ?? 'Lead';
    const writes = writesOf(options) ?? SALESFORCE_WRITES;
    const converts = convertsOf(options);
    return {
      writer: createSalesforceWriter(rest, { object, property, writes, writesOwner, converts }),
      reader: createSalesforceReader(rest, connection),
    };
  };
}

function hubspotRest(
  given: Extract<Credentials, { system: 'hubspot' }>['with'],
  usualUrl: string,
  now: () => Date,
) {
  const baseUrl = given.apiUrl ?? usualUrl;
  const token =
    'accessToken' in given
      ? async () => given.accessToken
      : createTokens({ ...given, tokenUrl: new URL('/oauth/v1/token', baseUrl).href }, now);
  return createRest({ baseUrl, token, wordsOf: hubspotWords, now });
}

function salesforceRest(given: Extract<Credentials, { system: 'salesforce' }>['with'], now: () => Date) {
  const tokenUrl = new URL('/services/oauth2/token', given.instanceUrl).href;
  const token = createTokens({ ...given, tokenUrl }, now);
  return createRest({ baseUrl: given.instanceUrl, token, wordsOf: salesforceWords, now });
}

function textOption(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** What an admin has chosen to be written instead of what we would write. */
function writesOf({ writes }: Connection['options']): Writes | undefined {
  return typeof writes === 'string' ? readWrites(writes) : undefined;
}

function convertsOf({ convertAt, convertedStatus, makesOpportunity }: Connection['options']) {
  if (convertAt !== 'sql' && convertAt !== 'opportunity') return undefined;
  return {
    stage: convertAt,
    convertedStatus: textOption(convertedStatus) ?? 'Closed - Converted',
    makesOpportunity: makesOpportunity !== false,
  } as const;
}
