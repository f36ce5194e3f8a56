import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import type { CrmEvent } from '../connections/crm-event.ts';
import { eventKey } from '../intake/crm/event-key.ts';
import { readLead } from '../intake/crm/read-lead.ts';
import { SALESFORCE_FIELDS, salesforceOptions } from '../intake/crm/salesforce.ts';
import type { CrmReader } from './crm-reader.ts';
import type { Rest } from './rest.ts';

const API = '/services/data/v60.0';
const PAGE = 200;
const SETTLES_MS = 2 * 60_000;
const FIRST_ID = '000000000000000';

const cursorSchema = z.object({ at: z.iso.datetime({ offset: true }), id: z.string() });
const rows = z.object({ records: z.array(z.record(z.string(), z.unknown())) });
const history = z.object({
  Id: z.string(),
  LeadId: z.string(),
  NewValue: z.union([z.string(), z.null()]),
  CreatedDate: z.string(),
});

/** What Salesforce's field history (`LeadHistory`) says of the followed field, in the order in which it happened. */
export function createSalesforceReader(
  rest: Rest,
  { options: given, fields: own }: Pick<Connection, 'options' | 'fields'>,
): CrmReader {
  const options = salesforceOptions.parse(given);
  const fields = { ...SALESFORCE_FIELDS, ...own };
  const query = async (soql: string) =>
    rows.parse(await rest.request('GET', `${API}/query?q=${encodeURIComponent(soql)}`)).records;

  async function leadsOf(ids: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
    if (ids.length === 0) return new Map();
    const columns = [...new Set(['Id', 'OwnerId', ...columnsIn(fields)])].join(', ');
    const list = ids.map(literal).join(', ');
    const found = await query(`SELECT ${columns} FROM ${options.object} WHERE Id IN (${list})`);
    return new Map(found.map((record) => [String(record.Id), record]));
  }

  return {
    async read(cursor, from) {
      const known = cursorSchema.safeParse(cursor).data;
      const at = known?.at ?? from.toISOString();
      const after = known
        ? `(CreatedDate > ${at} OR (CreatedDate = ${at} AND Id > ${literal(known.id)}))`
        : `CreatedDate >= ${at}`;
      const found = await query(
        `SELECT Id, LeadId, NewValue, CreatedDate FROM LeadHistory WHERE Field = ${literal(options.property)} AND ${after} ORDER BY CreatedDate, Id LIMIT ${PAGE}`,
      );
      const changes = found.map((row) => history.parse(row));
      const records = await leadsOf([...new Set(changes.map(({ LeadId }) => LeadId))]);
      const events = changes.map((change): CrmEvent => {
        const record = records.get(change.LeadId);
        return {
          kind: 'reported',
          eventId: eventKey('salesforce-history', change.Id),
          leadId: change.LeadId,
          value: change.NewValue ?? '',
          occurredAt: instantOf(change.CreatedDate),
          lead: record && readLead(record, fields),
          ownerId: typeof record?.OwnerId === 'string' ? record.OwnerId : undefined,
        };
      });
      const last = changes.at(-1);
      const hasMore = changes.length === PAGE;
      return {
        events,
        faults: [],
        cursor: last ? cursorAfter(last, hasMore) : (cursor ?? { at, id: FIRST_ID }),
        hasMore,
      };
    },
  };
}

/** What was saved a moment ago is dated from when its saving began, and may come to light later: it is looked for again. */
function cursorAfter({ CreatedDate, Id }: z.output<typeof history>, hasMore: boolean) {
  const at = instantOf(CreatedDate);
  return hasMore
    ? { at: at.toISOString(), id: Id }
    : { at: new Date(at.getTime() - SETTLES_MS).toISOString(), id: FIRST_ID };
}

/** Salesforce writes offsets without a colon. */
function instantOf(text: string): Date {
  return new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function columnsIn(fields: Readonly<Record<string, string>>): string[] {
  return Object.values(fields).flatMap((paths) =>
    paths
      .split(/[|+]/)
      .map((path) => path.trim())
      .filter((path) => /^[A-Za-z]\w*$/.test(path)),
  );
}
