/**
 * A pretend HubSpot: contacts with the history of their properties, a lifecycle stage that goes forward only, the search
 * and the batches that the bot uses, its errors and its rate limit.
 *
 *   const hubspot = await aHubspot({ now: () => bot.clock.now() });
 *   hubspot.sets('31337', { lifecyclestage: 'marketingqualifiedlead' });
 */
import { type Asked, type Said, startJsonServer } from './json-server.ts';

const LIFECYCLE = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
];
const STATUSES = [
  'NEW',
  'OPEN',
  'IN_PROGRESS',
  'OPEN_DEAL',
  'UNQUALIFIED',
  'ATTEMPTED_TO_CONTACT',
  'BAD_TIMING',
];

interface Contact {
  properties: Record<string, string>;
  history: Record<string, { value: string; timestamp: string; sourceType: string }[]>;
  changedAt: Date;
}

export interface Change {
  leadId: string;
  property: string;
  value: string;
  at: Date;
}

export type PretendHubspot = Awaited<ReturnType<typeof aHubspot>>;

export async function aHubspot({
  now,
  onChange = () => {},
}: {
  now: () => Date;
  onChange?: (change: Change) => void;
}) {
  const contacts = new Map<string, Contact>();
  const owners = new Map<string, string>();
  let token = 'hubspot-token';
  let issued = 0;
  let limitedUntil = 0;

  function write(leadId: string, properties: Record<string, string>, sourceType: string): void {
    // One instant for all that is told of it, whichever way it is told.
    const at = now();
    const contact = contacts.get(leadId) ?? { properties: {}, history: {}, changedAt: at };
    contacts.set(leadId, contact);
    contact.changedAt = at;
    for (const [property, value] of Object.entries(properties)) {
      if (contact.properties[property] === value) continue;
      contact.properties[property] = value;
      const history = contact.history[property] ?? [];
      contact.history[property] = [{ value, timestamp: at.toISOString(), sourceType }, ...history];
      onChange({ leadId, property, value, at });
    }
  }

  function faultOf({ properties: current }: Contact, properties: Record<string, string>): string | undefined {
    const { lifecyclestage, hs_lead_status: status } = properties;
    if (status && !STATUSES.includes(status))
      return `${status} was not one of the allowed options: ${STATUSES.join(', ')}`;
    const [to, from] = [lifecyclestage, current.lifecyclestage].map((stage) =>
      LIFECYCLE.indexOf(stage ?? ''),
    );
    return lifecyclestage && (to ?? -1) >= 0 && (to ?? -1) < (from ?? -1)
      ? 'lifecyclestage cannot be moved back'
      : undefined;
  }

  function recordOf(id: string, wanted: readonly string[], histories: readonly string[] = []) {
    const contact = contacts.get(id);
    const all = { ...contact?.properties, lastmodifieddate: contact?.changedAt.toISOString() };
    const properties = Object.fromEntries(
      wanted.map((name) => [name, all[name as keyof typeof all] ?? null]),
    );
    return {
      id,
      properties,
      ...(histories.length > 0
        ? {
            propertiesWithHistory: Object.fromEntries(
              histories.map((name) => [name, contact?.history[name] ?? []]),
            ),
          }
        : {}),
      updatedAt: contact?.changedAt.toISOString(),
      archived: false,
    };
  }

  function answer({ method, path, query, body, authorization }: Asked): Said {
    if (path === '/oauth/v1/token') return grant(body);
    if (authorization !== `Bearer ${token}`)
      return refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    if (now().getTime() < limitedUntil) {
      const headers = { 'retry-after': String(Math.ceil((limitedUntil - now().getTime()) / 1000)) };
      return { ...refusal(429, 'RATE_LIMITS', 'You have reached your secondly limit.'), headers };
    }
    if (path === '/crm/v3/owners') {
      const id = owners.get(query.get('email') ?? '');
      return { status: 200, body: { results: id ? [{ id, email: query.get('email') }] : [] } };
    }
    if (path === '/crm/v3/objects/contacts/search') return search(body);
    if (path === '/crm/v3/objects/contacts/batch/read') return batch(body);
    const [, id] = /^\/crm\/v3\/objects\/contacts\/([^/]+)$/.exec(path) ?? [];
    const contact = id === undefined ? undefined : contacts.get(id);
    if (path === '/crm/v3/objects/contacts') return { status: 200, body: { results: [] } };
    if (id === undefined || !contact) return refusal(404, 'OBJECT_NOT_FOUND', 'resource not found');
    if (method === 'GET')
      return { status: 200, body: recordOf(id, (query.get('properties') ?? '').split(',')) };
    const { properties = {} } = body as { properties?: Record<string, string> };
    const fault = faultOf(contact, properties);
    if (fault) return refusal(400, 'VALIDATION_ERROR', fault);
    write(id, properties, 'INTEGRATION');
    return { status: 200, body: recordOf(id, Object.keys(properties)) };
  }

  function grant({ grant_type, refresh_token }: Asked['body']): Said {
    if (grant_type !== 'refresh_token' || refresh_token !== 'hubspot-refresh')
      return {
        status: 400,
        body: { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' },
      };
    issued += 1;
    token = `hubspot-token-${issued}`;
    return { status: 200, body: { access_token: token, refresh_token, expires_in: 1800 } };
  }

  function search(body: Asked['body']): Said {
    const {
      filterGroups,
      limit = 10,
      after = '0',
      properties = [],
    } = body as {
      filterGroups: { filters: { value: string }[] }[];
      limit?: number;
      after?: string;
      properties?: string[];
    };
    const since = Number(filterGroups[0]?.filters[0]?.value ?? 0);
    const found = [...contacts]
      .filter(([, { changedAt }]) => changedAt.getTime() >= since)
      .sort(([, a], [, b]) => a.changedAt.getTime() - b.changedAt.getTime());
    const page = found.slice(Number(after), Number(after) + limit).map(([id]) => recordOf(id, properties));
    const next = Number(after) + limit;
    const paging = next < found.length ? { paging: { next: { after: String(next) } } } : {};
    return { status: 200, body: { total: found.length, results: page, ...paging } };
  }

  function batch(body: Asked['body']): Said {
    const { inputs, properties, propertiesWithHistory } = body as {
      inputs: { id: string }[];
      properties: string[];
      propertiesWithHistory: string[];
    };
    const known = inputs.filter(({ id }) => contacts.has(id));
    const results = known.map(({ id }) => recordOf(id, properties, propertiesWithHistory));
    return { status: 200, body: { status: 'COMPLETE', results } };
  }

  const { url, asked } = await startJsonServer(answer);
  return {
    url,
    asked,
    /** What a private app is given. */
    credentials: { accessToken: token, apiUrl: url },
    oauth: {
      clientId: 'hubspot-client',
      clientSecret: 'hubspot-secret',
      refreshToken: 'hubspot-refresh',
      apiUrl: url,
    },
    /** Somebody changes a contact in HubSpot itself. */
    sets: (leadId: string, properties: Record<string, string>) => write(leadId, properties, 'CRM_UI'),
    reads: (leadId: string) => ({ ...contacts.get(leadId)?.properties }),
    hasOwner: (email: string, id: string) => void owners.set(email, id),
    deletes: (leadId: string) => void contacts.delete(leadId),
    limitsFor: (ms: number) => {
      limitedUntil = now().getTime() + ms;
    },
    /** Access tokens end. */
    forgetsTokens: () => {
      token = 'ended';
    },
  };
}

function refusal(status: number, category: string, message: string): Said {
  return { status, body: { status: 'error', message, correlationId: 'c0ffee', category } };
}
