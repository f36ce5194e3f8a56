/**
 * A pretend Salesforce: leads with a restricted picklist and field history, converted ones read-only, queries as the bot
 * makes them, access by OAuth.
 */
import { type Asked, type Said, startJsonServer } from './json-server.ts';

const STATUSES = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
];
const OBJECT = /^\/services\/data\/v\d+\.\d\/sobjects\/Lead\/([^/]+)$/;

interface Lead {
  fields: Record<string, unknown>;
}

interface History {
  Id: string;
  LeadId: string;
  Field: string;
  OldValue: unknown;
  NewValue: unknown;
  CreatedDate: string;
}

export async function aSalesforce({ now }: { now: () => Date }) {
  const leads = new Map<string, Lead>();
  const history: History[] = [];
  const users = new Map<string, string>();
  let token = '';
  let issued = 0;

  function write(leadId: string, fields: Record<string, unknown>): void {
    const lead = leads.get(leadId) ?? { fields: { Id: leadId, IsConverted: false } };
    leads.set(leadId, lead);
    for (const [field, value] of Object.entries(fields)) {
      if (lead.fields[field] === value) continue;
      const Id = `017${String(history.length + 1).padStart(12, '0')}`;
      const CreatedDate = now().toISOString().replace('Z', '+0000');
      if (field === 'Status')
        history.push({
          Id,
          LeadId: leadId,
          Field: field,
          OldValue: lead.fields[field] ?? null,
          NewValue: value,
          CreatedDate,
        });
      lead.fields[field] = value;
    }
    lead.fields.LastModifiedDate = now().toISOString();
  }

  function answer({ method, path, query, body, authorization }: Asked): Said {
    if (path === '/services/oauth2/token') return grant(body);
    if (authorization !== `Bearer ${token}`)
      return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (path.endsWith('/query'))
      return { status: 200, body: { done: true, records: rowsOf(query.get('q') ?? '') } };
    if (path.endsWith('/actions/standard/convertLead')) return convert(body);
    if (path.endsWith('/describe')) return { status: 200, body: { name: 'Lead' } };
    const [, id] = OBJECT.exec(path) ?? [];
    const lead = id === undefined ? undefined : leads.get(id);
    if (id === undefined || !lead) return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
    if (method === 'GET') return { status: 200, body: lead.fields };
    if (lead.fields.IsConverted === true)
      return refusal(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    if (typeof body.Status === 'string' && !STATUSES.includes(body.Status)) {
      const code = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST';
      return refusal(400, code, `Status: bad value for restricted picklist field: ${body.Status}`);
    }
    write(id, body);
    return { status: 204 };
  }

  function grant({ grant_type, refresh_token, client_secret }: Asked['body']): Said {
    const isKnown = grant_type === 'client_credentials' || refresh_token === 'salesforce-refresh';
    if (!isKnown || client_secret !== 'salesforce-secret')
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
      };
    issued += 1;
    token = `salesforce-token-${issued}`;
    return { status: 200, body: { access_token: token, instance_url: url, token_type: 'Bearer' } };
  }

  /** The three queries that the bot makes, told apart by what they ask. */
  function rowsOf(soql: string): Record<string, unknown>[] {
    const literal = (pattern: RegExp) => pattern.exec(soql)?.[1]?.replaceAll("\\'", "'");
    const email = literal(/Email = '((?:[^'\\]|\\.)*)'/);
    if (email !== undefined) return users.has(email) ? [{ Id: users.get(email) }] : [];
    if (soql.includes('FROM LeadHistory')) {
      const [, at = ''] = /CreatedDate >=? (\S+?)(?:\s|$)/.exec(soql) ?? [];
      const after = literal(/Id > '([^']*)'/);
      const since = new Date(at).getTime();
      const limit = Number(/LIMIT (\d+)/.exec(soql)?.[1]);
      return history
        .filter(({ Id, CreatedDate }) => {
          const made = new Date(CreatedDate.replace('+0000', 'Z')).getTime();
          return made > since || (made === since && (after === undefined || Id > after));
        })
        .slice(0, limit)
        .map((row) => ({ ...row }));
    }
    const ids = new Set(
      [...(/IN \(([^)]*)\)/.exec(soql)?.[1] ?? '').matchAll(/'([^']*)'/g)].map(([, id]) => id),
    );
    return [...leads.values()]
      .filter(({ fields }) => ids.has(String(fields.Id)))
      .map(({ fields }) => ({ ...fields }));
  }

  function convert(body: Asked['body']): Said {
    const [input] = body.inputs as { leadId: string; convertedStatus: string }[];
    const lead = input && leads.get(input.leadId);
    if (!lead || lead.fields.IsConverted === true) {
      const errors = [
        { message: 'This lead has already been converted', statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD' },
      ];
      return { status: 400, body: [{ actionName: 'convertLead', isSuccess: false, errors }] };
    }
    write(input.leadId, { Status: input.convertedStatus, IsConverted: true });
    return { status: 200, body: [{ actionName: 'convertLead', isSuccess: true, errors: null }] };
  }

  const { url, asked } = await startJsonServer(answer);
  return {
    url,
    asked,
    credentials: {
      ...{ clientId: 'salesforce-client', clientSecret: 'salesforce-secret' },
      ...{ refreshToken: 'salesforce-refresh', instanceUrl: url },
    },
    /** Somebody changes a lead in Salesforce itself. */
    sets: write,
    reads: (leadId: string) => ({ ...leads.get(leadId)?.fields }),
    hasUser: (email: string, id: string) => void users.set(email, id),
    deletes: (leadId: string) => void leads.delete(leadId),
    /** Sessions end. */
    forgetsTokens: () => {
      token = 'ended';
    },
  };
}

function refusal(status: number, errorCode: string, message: string): Said {
  return { status, body: [{ message, errorCode, fields: [] }] };
}
