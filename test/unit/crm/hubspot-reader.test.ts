import { expect, it } from 'vitest';
import { createHubspotReader } from '../../../src/crm/hubspot-reader.ts';
import type { Rest } from '../../../src/crm/rest.ts';

const BEGAN = Date.parse('2026-01-05T09:00:00Z');
const PAGE = 50;

interface Contact {
  id: string;
  changedAt: number;
}

/** A HubSpot whose search shows pages of at most ten thousand, and where somebody works while it is read. */
function aHubspot(contacts: Contact[], meanwhile: (searches: number) => void = () => {}) {
  let searches = 0;
  const rest: Rest = {
    async request(_method, path, body) {
      if (path.endsWith('/batch/read')) {
        const { inputs } = body as { inputs: { id: string }[] };
        return { results: inputs.map(({ id }) => recordOf(id)) };
      }
      searches += 1;
      const { filterGroups, after = '0' } = body as {
        filterGroups: { filters: { value: string }[] }[];
        after?: string;
      };
      if (Number(after) >= 10_000) throw new Error('paging past the ten thousandth');
      const since = Number(filterGroups[0]?.filters[0]?.value);
      const found = contacts
        .filter(({ changedAt }) => changedAt >= since)
        .toSorted((a, b) => a.changedAt - b.changedAt || Number(a.id) - Number(b.id));
      const next = Number(after) + PAGE;
      const results = found.slice(Number(after), next).map(({ id, changedAt }) => ({
        ...{ id, properties: { lastmodifieddate: new Date(changedAt).toISOString() } },
      }));
      meanwhile(searches);
      return { results, ...(next < found.length ? { paging: { next: { after: String(next) } } } : {}) };
    },
  };
  return { rest, searches: () => searches };
}

function recordOf(id: string) {
  const history = [{ value: 'lead', timestamp: new Date(BEGAN).toISOString() }];
  return { id, properties: {}, propertiesWithHistory: { lifecyclestage: history } };
}

type Cursor = Readonly<Record<string, unknown>> | null;

async function readAll(rest: Rest, from: { cursor: Cursor } = { cursor: null }): Promise<Set<string>> {
  const reader = createHubspotReader(rest, { options: {}, fields: {} });
  const seen = new Set<string>();
  let { cursor } = from;
  for (let page = 0; page < 1000; page += 1) {
    const read = await reader.read(cursor, new Date(BEGAN));
    for (const { leadId } of read.events) seen.add(leadId);
    cursor = read.cursor;
    from.cursor = cursor;
    if (!read.hasMore) return seen;
  }
  throw new Error('It reads for ever');
}

it('is read to its end though more than a search shows were changed within a minute', async () => {
  const contacts = Array.from({ length: 12_000 }, (_, index) => ({
    id: String(index),
    changedAt: BEGAN + 2 * index,
  }));
  expect((await readAll(aHubspot(contacts).rest)).size).toBe(12_000);
});

it('is read to its end though all of a search were changed at one instant', async () => {
  const contacts = Array.from({ length: 300 }, (_, index) => ({
    id: String(index),
    changedAt: BEGAN + (index < 250 ? 0 : 1),
  }));
  const { rest, searches } = aHubspot(contacts);
  expect((await readAll(rest)).size).toBe(300);
  expect(searches()).toBeLessThan(12);
});

it('misses nobody where contacts that were read are changed while it is being read', async () => {
  const contacts = Array.from({ length: 400 }, (_, index) => ({
    id: String(index),
    changedAt: BEGAN + 1000 * index,
  }));
  const { rest } = aHubspot(contacts, (searches) => {
    for (const contact of contacts.slice(10 * searches, 10 * searches + 5))
      contact.changedAt = BEGAN + 1_000_000 + searches;
  });
  expect((await readAll(rest)).size).toBe(400);
});

it('finds what was shown late, and does not look at the same again for ever', async () => {
  const contacts = Array.from({ length: 200 }, (_, index) => ({
    id: String(index),
    changedAt: BEGAN + 100 * index,
  }));
  const { rest, searches } = aHubspot(contacts);
  const state = { cursor: null };
  await readAll(rest, state);
  contacts.push({ id: '999', changedAt: BEGAN + 5000 });
  expect(await readAll(rest, state)).toContain('999');
  const before = searches();
  await readAll(rest, state);
  expect(searches() - before).toBe(1);
  const { cursor } = state;
  await readAll(rest, state);
  expect(state.cursor).toEqual(cursor);
});

it('stays where it is as long as there is nothing', async () => {
  const { rest } = aHubspot([]);
  const state = { cursor: null };
  await readAll(rest, state);
  const { cursor } = state;
  await readAll(rest, state);
  expect(state.cursor).toEqual(cursor);
});
