import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import { HUBSPOT_FIELDS, hubspotOptions } from '../intake/crm/hubspot-options.ts';
import { readHubspotRecord } from '../intake/crm/hubspot-workflow.ts';
import type { CrmReader } from './crm-reader.ts';
import type { Rest } from './rest.ts';

const PAGE = 50;
/** What was changed a moment ago is not found yet: it is looked for again. */
const SETTLES_MS = 60_000;

const cursorSchema = z.object({ since: z.number(), after: z.string().optional() });
const found = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});
const histories = z.object({ results: z.array(z.record(z.string(), z.unknown())) });

/** The history that HubSpot keeps of the followed property, of each record changed since the last look. */
export function createHubspotReader(
  rest: Rest,
  { options: given, fields: own }: Pick<Connection, 'options' | 'fields'>,
): CrmReader {
  const options = hubspotOptions.parse(given);
  const fields = { ...HUBSPOT_FIELDS, ...own };
  const isLead = options.property === 'hs_pipeline_stage';
  const objects = `/crm/v3/objects/${isLead ? 'leads' : 'contacts'}`;
  const changedAt = isLead ? 'hs_lastmodifieddate' : 'lastmodifieddate';
  const properties = [...new Set([...propertiesIn(fields), 'hubspot_owner_id', changedAt])];

  return {
    async read(cursor, from) {
      const { since, after } = cursorSchema.safeParse(cursor).data ?? {
        since: from.getTime(),
        after: undefined,
      };
      const changed = found.parse(
        await rest.request('POST', `${objects}/search`, {
          filterGroups: [{ filters: [{ propertyName: changedAt, operator: 'GTE', value: String(since) }] }],
          sorts: [{ propertyName: changedAt, direction: 'ASCENDING' }],
          properties: [changedAt],
          limit: PAGE,
          ...(after ? { after } : {}),
        }),
      );
      const next = changed.paging?.next.after;
      const latest = changed.results.reduce((newest, { properties: { [changedAt]: at } }) => {
        return Math.max(newest, at ? new Date(at).getTime() : 0);
      }, since);
      // Pages of one search end at ten thousand: from the last record on it is another search.
      const goesOn = next !== undefined && Number(next) < 9_000;
      const readings =
        changed.results.length === 0
          ? []
          : histories
              .parse(
                await rest.request('POST', `${objects}/batch/read`, {
                  inputs: changed.results.map(({ id }) => ({ id })),
                  properties,
                  propertiesWithHistory: [options.property],
                }),
              )
              .results.map((record) => readHubspotRecord(record, options, fields));
      return {
        events: readings.flatMap(({ events }) => events),
        faults: readings.flatMap(({ faults }) => faults),
        cursor: goesOn ? { since, after: next } : { since: Math.max(since, latest - SETTLES_MS) },
        hasMore: goesOn || (next !== undefined && latest > since),
      };
    },
  };
}

/** The properties that the paths of fields name. */
function propertiesIn(fields: Readonly<Record<string, string>>): string[] {
  return Object.values(fields).flatMap((paths) =>
    [...paths.matchAll(/properties\.([a-z0-9_]+)/g)].map(([, name = '']) => name),
  );
}
