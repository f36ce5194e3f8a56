import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeConnection } from '../../../src/connections/change-connection.ts';
import { getConnection } from '../../../src/connections/connection.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import type { CrmEvent } from '../../../src/connections/crm-event.ts';
import { startHandingOver } from '../../../src/connections/handing-over.ts';
import {
  applyMapping,
  finishMappings,
  listReportedValues,
  mapValues,
} from '../../../src/connections/map-values.ts';
import { takeEvents } from '../../../src/connections/take-events.ts';
import { verifyLedger } from '../../../src/leads/verify-ledger.ts';
import type { QualifyingRule } from '../../../src/vocabulary.ts';
import { listChangedDays } from '../../support/changed-days.ts';
import { vault } from '../../support/connections.ts';
import { aDirectory } from '../../support/directory.ts';
import { at, hours, minutes } from '../../support/facts.ts';
import { ledgerState, listFacts } from '../../support/ledger-state.ts';
import { embeddedDatabaseOfSuite } from '../../support/run-app.ts';
import {
  aPerson,
  aWorkspace,
  listHandoffs,
  oneHandoff,
  type TestWorkspace,
} from '../../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const ada = aPerson('UADA', { email: 'ada@corp.test' });

async function connected(ctx: TestWorkspace): Promise<string> {
  const { connection } = await createConnection(ctx, vault, { system: 'custom', name: 'CRM' });
  return connection.connectionId;
}

async function take(ctx: TestWorkspace, connectionId: string, ...events: CrmEvent[]) {
  const connection = await getConnection(ctx, connectionId);
  return takeEvents(ctx, vault, connection, { events, faults: [], payload: '{}' }, aDirectory(ada));
}

function reported(leadId: string, value: string, ms: number, more: object = {}): CrmEvent {
  const eventId = `${leadId} ${value} ${ms}`;
  return { kind: 'reported', eventId, leadId, value, occurredAt: at(ms), ...more };
}

const MEANINGS = { qualified: 'mql', working: 'sql', new: 'lead', junk: '-', 'closed won': 'won' } as const;

describe('values that mean no stage yet', () => {
  it('are kept and counted, and read once somebody says what they mean', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    ctx.clock.advance(hours(5));
    const first = reported('L-1', 'Qualified', 0, { lead: { name: 'Ada' } });
    await take(ctx, id, first, first, reported('L-1', 'Working', hours(1)), reported('L-2', ' qualified', 0));
    await take(ctx, id, first, reported('L-2', 'Junk', 1), reported('L-3', 'mql', 0));
    const values = async () =>
      (await listReportedValues(ctx, await getConnection(ctx, id))).map((one) => [
        one.label,
        one.seen,
        one.meaning,
      ]);
    expect(await values()).toEqual([
      ['Qualified', 2, undefined],
      ['Junk', 1, undefined],
      ['Working', 1, undefined],
      ['mql', 1, 'mql'],
    ]);
    expect((await listHandoffs(ctx)).map(({ leadId }) => leadId)).toEqual(['L-3']);

    const days = await listChangedDays(ctx);
    expect(await mapValues(ctx, id, { Qualified: 'mql', WORKING: 'sql', junk: '-' })).toBe(2);
    expect((await listHandoffs(ctx)).map(({ leadId, state }) => [leadId, state])).toEqual([
      ['L-1', 'accepted'],
      ['L-2', 'open'],
      ['L-3', 'open'],
    ]);
    expect(await listChangedDays(ctx)).not.toEqual(days);
    expect((await values()).map(([, , meaning]) => meaning)).toEqual(['mql', '-', 'mql', 'sql']);
    // Another meaning, and none any more.
    await mapValues(ctx, id, { working: 'rejected' });
    expect((await oneHandoff(ctx, 'L-1')).state).toBe('rejected');
    await mapValues(ctx, id, { working: null, qualified: null });
    expect((await listHandoffs(ctx)).map(({ leadId }) => leadId)).toEqual(['L-3']);
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0, leads: 3 });
  });

  it('make no cards when they are read: what is open is handed over when somebody asks for it', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await startHandingOver(ctx, { connectionId: id, older: false });
    await take(ctx, id, reported('L-1', 'Qualified', 0), reported('L-2', 'mql', 0));
    await mapValues(ctx, id, MEANINGS);
    const alerting = async () => (await listHandoffs(ctx)).map((one) => [one.leadId, one.alerting]);
    expect(await alerting()).toEqual([
      ['L-1', false],
      ['L-2', true],
    ]);
    expect(await startHandingOver(ctx, { connectionId: id, older: false })).toBe(1);
    expect(await alerting()).toEqual([
      ['L-1', true],
      ['L-2', true],
    ]);
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });

  it('are read by what a process that ended left undone', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await take(ctx, id, reported('L-1', 'Qualified', 0));
    const stale = await getConnection(ctx, id);
    await mapValues(ctx, id, MEANINGS);
    // It was received under the old meanings, and stored after they had changed.
    await takeEvents(
      ctx,
      vault,
      stale,
      { events: [reported('L-2', 'Qualified', 0)], faults: [], payload: '' },
      aDirectory(),
    );
    expect((await listHandoffs(ctx)).map(({ leadId }) => leadId)).toEqual(['L-1', 'L-2']);
    await finishMappings(ctx);
    expect(await applyMapping(ctx, await getConnection(ctx, id))).toBe(0);
  });
});

describe('whatever the order, the repeats and when the meanings are known', () => {
  it('the leads are the same', async () => {
    const rule: QualifyingRule = { score: 50, sources: ['Webinar'] };
    const event = fc.record({
      lead: fc.integer({ min: 1, max: 3 }),
      value: fc.constantFrom('New', 'Qualified', 'Working', 'Junk', 'Closed Won', 'odd'),
      minute: fc.nat({ max: 8 }),
      score: fc.constantFrom(undefined, 20, 80),
      source: fc.constantFrom(undefined, 'webinar', 'fair'),
    });
    const input = fc.record({
      events: fc.uniqueArray(event, {
        maxLength: 9,
        selector: ({ lead, value, minute }) => `${lead} ${value} ${minute}`,
      }),
      order: fc.array(fc.nat(), { minLength: 18, maxLength: 18 }),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ events, order }) => {
        const said = events.map(({ lead, value, minute, score, source }) =>
          reported(`L-${lead}`, value, minutes(minute), { lead: { name: `Lead ${lead}`, score, source } }),
        );
        const plain = await aWorkspace(database());
        const plainId = await connected(plain);
        await mapValues(plain, plainId, MEANINGS);
        await changeConnection(plain, plainId, { rule });
        await take(plain, plainId, ...said);

        const odd = await aWorkspace(database());
        const oddId = await connected(odd);
        await changeConnection(odd, oddId, { rule });
        const twice = [...said, ...said]
          .map((one, index) => ({ one, place: order[index] ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const half = Math.floor(twice.length / 2);
        for (const one of twice.slice(0, half)) await take(odd, oddId, one);
        await mapValues(odd, oddId, { ...MEANINGS, qualified: 'lost', new: 'recycled' });
        await mapValues(odd, oddId, MEANINGS);
        await take(odd, oddId, ...twice.slice(half));

        expect(await ledgerState(odd)).toEqual(await ledgerState(plain));
        expect(await verifyLedger(odd)).toMatchObject({ differences: 0 });
      }),
      { numRuns: 6 },
    );
  });
});

describe('a rule', () => {
  it('makes MQLs of leads by their score or their source, and of nothing else', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await changeConnection(ctx, id, { rule: { score: 70, sources: ['webinar'] } });
    const lead = (leadId: string, fields: object, value = 'lead') =>
      reported(leadId, value, 0, { lead: fields });
    await take(
      ctx,
      id,
      ...[lead('L-1', { score: 70 }), lead('L-2', { score: 69 }), lead('L-3', { source: ' Webinar ' })],
      ...[lead('L-4', { source: 'fair' }), lead('L-5', { score: 99 }, 'sql'), lead('L-6', {})],
    );
    expect((await listHandoffs(ctx)).map(({ leadId }) => leadId)).toEqual(['L-1', 'L-3']);
  });
});

describe('a rule and a value that means a lead only later', () => {
  it('make the same MQLs, as long as it means that', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await changeConnection(ctx, id, { rule: { score: 70 } });
    await take(
      ctx,
      id,
      reported('L-1', 'New', 0, { lead: { score: 80 } }),
      reported('L-2', 'New', 0, { lead: { score: 20 } }),
    );
    const mqls = async () => (await listHandoffs(ctx)).map(({ leadId }) => leadId);
    expect(await mqls()).toEqual([]);
    await mapValues(ctx, id, { new: 'lead' });
    expect(await mqls()).toEqual(['L-1']);
    await mapValues(ctx, id, { new: '-' });
    expect(await mqls()).toEqual([]);
    await mapValues(ctx, id, { new: 'lead' });
    expect(await mqls()).toEqual(['L-1']);
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });
});

describe('what else a CRM says', () => {
  it('two leads are one: all that was and will be said of either counts for the one that is left', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await startHandingOver(ctx, { connectionId: id, older: false });
    await take(ctx, id, reported('A', 'mql', 0, { lead: { name: 'Ada' } }), reported('B', 'mql', minutes(1)));
    const before = await oneHandoff(ctx, 'A');
    const merge = (leadId: string, into: string, ms: number): CrmEvent => {
      return { kind: 'merged', eventId: `${leadId} ${into}`, leadId, into, occurredAt: at(ms) };
    };
    for (let time = 0; time < 2; time += 1) await take(ctx, id, merge('A', 'B', minutes(2)));
    expect((await oneHandoff(ctx, 'B')).handoffId).toBe(before.handoffId);
    // What is still said of the old id, also after another merge, and by the old name.
    await take(ctx, id, merge('B', 'C', minutes(3)), merge('D', 'A', minutes(3)));
    await take(ctx, id, reported('A', 'sql', minutes(4)), reported('D', 'won', minutes(5)));
    const { leads, handoffs } = await ledgerState(ctx);
    expect(leads.map(({ leadId, name, stage }) => [leadId, name, stage])).toEqual([['C', 'Ada', 'won']]);
    expect(handoffs.map(({ leadId, state }) => [leadId, state])).toEqual([['C', 'accepted']]);
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });

  it('a snapshot that repeats what is known hands nothing over again', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    const snapshot = (value: string, ms: number, lead = {}) =>
      reported('L-1', value, ms, { isSnapshot: true, lead });
    await take(ctx, id, snapshot('mql', 0), snapshot('mql', minutes(1), { title: 'CTO' }));
    await take(
      ctx,
      id,
      snapshot('sql', minutes(2)),
      snapshot('mql', minutes(3)),
      snapshot('mql', minutes(4)),
    );
    expect((await listHandoffs(ctx)).map(({ state }) => state)).toEqual(['accepted', 'open']);
    const { leads } = await ledgerState(ctx);
    expect(leads).toMatchObject([{ title: 'CTO' }]);
  });

  it('a lead is to be forgotten', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await take(ctx, id, reported('L-1', 'mql', 0, { lead: { name: 'Ada Park' } }));
    expect(await take(ctx, id, { kind: 'erase', leadId: 'L-1' })).toMatchObject({ erased: 1 });
    expect(JSON.stringify([await listFacts(ctx), await ledgerState(ctx)])).not.toContain('Ada');
  });

  it('who owns a lead: by address, by what an admin said of a user, else by the id alone', async () => {
    const ctx = await aWorkspace(database());
    const id = await connected(ctx);
    await changeConnection(ctx, id, { owners: { '77': 'UADA', 'Bob@agency.test': 'UADA', '78': 'UGONE' } });
    await take(
      ctx,
      id,
      reported('L-1', 'mql', 0, { ownerId: '77' }),
      reported('L-2', 'mql', 0, { lead: { ownerEmail: 'bob@agency.test' } }),
      reported('L-3', 'mql', 0, { lead: { ownerEmail: 'cy@corp.test' } }),
      reported('L-4', 'mql', 0, { ownerId: '78' }),
    );
    const { leads } = await ledgerState(ctx);
    expect(leads.map(({ ownerEmail, attributes }) => [ownerEmail, attributes])).toEqual([
      ['ada@corp.test', null],
      ['ada@corp.test', null],
      ['cy@corp.test', null],
      [null, { crmOwner: '78' }],
    ]);
  });
});
