import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import { HUBSPOT_FIELDS, hubspotOptions } from '../intake/crm/hubspot-options.ts';
import { readHubspotRecord } from '../intake/crm/hubspot-workflow.ts';
import type { CrmReader } from './crm-reader.ts';
import type { Rest } from './rest.ts';

const PAGE = 50;
/** What was changed a moment ago is not found yet: it is looked for again. */
const SETTLES_MS = 60_000;
const LAST_OF_SEARCH = 9_900;

const cursorSchema = z.object({
  since: z.number(),
  after: z.string().optional(),
  /** The latest change that was found when it was last read to its end. */
  latest: z.number().optional(),
});

type Cursor = z.output<typeof cursorSchema>;
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
      const known: Cursor = cursorSchema.safeParse(cursor).data ?? { since: from.getTime() };
      const { since, after } = known;
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
        cursor: next === undefined ? ended(known, latest) : goOn(known, latest, next),
        hasMore: next !== undefined,
      };
    },
  };
}

/**
 * From the last record on it is another search: the pages of one shift when records that were read are changed, and end
 * at ten thousand. Only what was changed at one instant is paged through.
 */
function goOn({ since, latest: before }: Cursor, latest: number, next: string): Cursor {
  if (latest > since) return { since: latest, latest: before };
  return {
    ...(Number(next) < LAST_OF_SEARCH ? { since, after: next } : { since: since + 1 }),
    latest: before,
  };
}

/** The last minute is looked at once more, until nothing has been added to it. */
function ended({ since, latest: before }: Cursor, latest: number): Cursor {
  if (latest === since) return { since, latest: before };
  return { since: before === latest ? latest : latest - SETTLES_MS, latest };
}

/** The properties that the paths of fields name. */
function propertiesIn(fields: Readonly<Record<string, string>>): string[] {
  return Object.values(fields).flatMap((paths) =>
    [...paths.matchAll(/properties\.([a-z0-9_]+)/g)].map(([, name = '']) => name),
  );
}
