import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { changeConnection } from '../../../src/connections/change-connection.ts';
import { getConnection } from '../../../src/connections/connection.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { saveCredentials } from '../../../src/connections/credentials.ts';
import type { CrmEvent } from '../../../src/connections/crm-event.ts';
import { disconnect } from '../../../src/connections/disconnect.ts';
import { startHandingOver } from '../../../src/connections/handing-over.ts';
import { applyMapping, mapValues } from '../../../src/connections/map-values.ts';
import { noteRefused } from '../../../src/connections/note-request.ts';
import { claimReading, nextReading, noteRead } from '../../../src/connections/reading-turns.ts';
import { takeEvents } from '../../../src/connections/take-events.ts';
import { startWritingBack, stopWritingBack, type WantedLead } from '../../../src/connections/write-backs.ts';
import { CrmRefusal } from '../../../src/crm/crm-refusal.ts';
import type { OpenCrms } from '../../../src/crm/open-crm.ts';
import { readCrms } from '../../../src/crm/read-crms.ts';
import { writeBack } from '../../../src/crm/write-back.ts';
import { connections, deliveries, handoffs, reportedValues } from '../../../src/db/schema.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { acceptLead } from '../../../src/leads/decide-handoff.ts';
import { eraseLead } from '../../../src/leads/erase-lead.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../../src/leads/undo-decision.ts';
import { verifyLedger } from '../../../src/leads/verify-ledger.ts';
import { claimDeliveries } from '../../../src/outbox/claim-deliveries.ts';
import type { ClaimedDelivery } from '../../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../../src/outbox/enqueue-deliveries.ts';
import { settleDelivery } from '../../../src/outbox/settle-delivery.ts';
import { renderDelivery } from '../../../src/slack/render-delivery.ts';
import { vault } from '../../support/connections.ts';
import { aDirectory } from '../../support/directory.ts';
import { aStage, at, hours, minutes } from '../../support/facts.ts';
import { listFacts } from '../../support/ledger-state.ts';
import { embeddedDatabaseOfSuite } from '../../support/run-app.ts';
import {
  aPerson,
  as,
  aWorkspace,
  listDeliveries,
  listHandoffs,
  oneHandoff,
  type TestWorkspace,
} from '../../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const MEANINGS = { open: 'mql', working: 'sql', closed: 'rejected' } as const;
const WRITTEN: Partial<Record<string, string>> = { mql: 'Open', sql: 'Working', rejected: 'Closed' };
const SECRET = `whsec_${Buffer.from('a secret of twenty-four..').toString('base64')}`;

async function aCrm(ctx: TestWorkspace, name = 'CRM') {
  const { connectionId } = (await createConnection(ctx, vault, { system: 'custom', name })).connection;
  await mapValues(ctx, connectionId, MEANINGS);
  await saveCredentials(ctx, vault, connectionId, { url: 'https://tool.example.test/hook', secret: SECRET });
  await startHandingOver(ctx, { connectionId, older: false });
  const says = async (...events: CrmEvent[]) =>
    takeEvents(
      ctx,
      vault,
      await getConnection(ctx, connectionId),
      { events, faults: [], payload: '{}' },
      aDirectory(),
    );
  return { connectionId, says };
}

/** The same with one open MQL, L-1, that is written back; what is asked to be written is kept. */
async function aWrittenCrm(write: (wanted: WantedLead) => void = () => {}) {
  const ctx = await aWorkspace(database());
  ctx.clock.advance(hours(1));
  const { connectionId, says } = await aCrm(ctx);
  await says(reports('Open', 0, { lead: { name: 'Zelda Quux' } }));
  await ctx.db
    .update(handoffs)
    .set({ routedTo: 'owner', holderId: 'UMANAGER', handedOverAt: at(0), turn: 1 })
    .where(eq(handoffs.workspaceId, ctx.workspaceId));
  await startWritingBack(ctx, connectionId);
  const wanted: WantedLead[] = [];
  const openCrm: OpenCrms = () => ({
    reader: undefined,
    writer: {
      valuesFor: ({ stage, isTheirs }) => (isTheirs ? [] : [WRITTEN[stage] ?? '']),
      async write(one) {
        wanted.push(one);
        write(one);
      },
      check: async () => [],
    },
  });
  const writes = async () => {
    for (const delivery of await claimDeliveries(ctx, { limit: 50, leaseMs: 60_000 })) {
      if (delivery.kind === 'write-back')
        await settleDelivery(ctx, delivery, await writeBack(ctx, delivery, openCrm));
    }
  };
  await writes();
  ctx.clock.advance(1000);
  const rep = as(ctx, 'UMANAGER', { isManager: true });
  const accept = async () => acceptLead(rep, { handoffId: (await oneHandoff(ctx)).handoffId });
  const undo = async () => undoDecision(rep, { handoffId: (await oneHandoff(ctx)).handoffId });
  return { ctx, connectionId, says, wanted, writes, accept, undo };
}

function reports(value: string, ms: number, more: object = {}): CrmEvent {
  const eventId = `${value} ${ms}`;
  return { kind: 'reported', eventId, leadId: 'L-1', value, occurredAt: at(ms), ...more };
}

function describes(ms: number): CrmEvent {
  return {
    kind: 'described',
    eventId: `described ${ms}`,
    leadId: 'L-1',
    occurredAt: at(ms),
    lead: { title: `CTO ${ms}` },
  };
}

describe('what is decided', () => {
  it('is written after writing was stopped for a while', async () => {
    const { ctx, connectionId, says, wanted, writes, accept } = await aWrittenCrm();
    await stopWritingBack(ctx, connectionId);
    await says(describes(1));
    await writes();
    await startWritingBack(ctx, connectionId);
    await writes();
    await accept();
    await writes();
    expect(wanted.at(-1)).toMatchObject({ stage: 'sql', isTheirs: false });
  });

  it('is taken back in the CRM however often that failed in between', async () => {
    let isAway = false;
    const { ctx, wanted, writes, accept, undo } = await aWrittenCrm(() => {
      if (isAway) throw new CrmRefusal('wait', 'the CRM cannot be reached');
    });
    await accept();
    await writes();
    await undo();
    isAway = true;
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await writes();
      ctx.clock.advance(hours(2));
    }
    expect(wanted.length).toBeGreaterThan(12);
    expect(wanted.at(-1)?.known).toContain('Working');
  });

  it('is written of a lead that the CRM tells of after its card was sent', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId, says } = await aCrm(ctx);
    await startWritingBack(ctx, connectionId);
    await recordStageChanges(ctx, [aStage('mql', at(0), { origin: 'csv', leadId: 'L-1' })]);
    const { handoffId } = await oneHandoff(ctx);
    await enqueueDeliveries(ctx, [{ dedupeKey: 'card', kind: 'card', recipientId: 'U1', handoffId }]);
    ctx.clock.advance(minutes(1));
    await says(describes(1));
    expect((await listDeliveries(ctx)).map(({ kind }) => kind).sort()).toEqual(['card', 'write-back']);
  });

  it('waits for the vault, or for an answer that can be understood, instead of being tried each minute', async () => {
    const { ctx, accept } = await aWrittenCrm();
    await accept();
    const [delivery] = await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 });
    const closed: OpenCrms = () => {
      throw new UnavailableError('The key is another one.');
    };
    expect(await writeBack(ctx, delivery as ClaimedDelivery, closed)).toMatchObject({
      kind: 'retry',
      error: 'The key is another one.',
    });
  });
});

describe('what a CRM refuses', () => {
  it('is told once, however often the lead changes, and is forgotten with the lead', async () => {
    const { ctx, says, writes, accept } = await aWrittenCrm(({ stage }) => {
      if (stage === 'sql') throw new CrmRefusal('refused', 'Zelda Quux has no phone number');
    });
    await accept();
    for (const passed of [1, 2, 3]) {
      await writes();
      ctx.clock.advance(minutes(2));
      await says(describes(passed));
    }
    await writes();
    const told = (await listDeliveries(ctx)).filter(({ kind }) => kind === 'write-refused');
    expect(told.map(({ recipientId }) => recipientId)).toEqual(['UMANAGER']);
    await says(reports('Open', hours(1), { isSnapshot: true }));
    expect(await listHandoffs(ctx)).toHaveLength(1);
    await ctx.db
      .update(deliveries)
      .set({ state: 'settled', channelId: 'D1', messageTs: '1.1' })
      .where(eq(deliveries.deliveryId, told[0]?.deliveryId ?? ''));

    await eraseLead(ctx, 'L-1', 'request');
    const kept = await listDeliveries(ctx);
    expect(JSON.stringify(kept)).not.toContain('Zelda');
    const notice = kept.find(({ kind }) => kind === 'write-refused') as ClaimedDelivery;
    const rendering = await renderDelivery(ctx, notice);
    expect(JSON.stringify(rendering)).not.toContain('undefined');
    expect(JSON.stringify(rendering)).toContain('Erased on request');
  });
});

describe('what a CRM tells while it is written to', () => {
  it('is no echo where it opens the lead again later, and is one as long as our writing is under way', async () => {
    const { ctx, says, writes, accept } = await aWrittenCrm();
    await accept();
    await writes();
    const writtenAt = ctx.now().getTime() - at(0).getTime();
    ctx.clock.advance(minutes(30));
    await says(reports('Open', writtenAt + 500, { isSnapshot: true }));
    expect(await listHandoffs(ctx)).toHaveLength(1);
    await says(reports('Working', writtenAt + minutes(10), { isSnapshot: true }));
    expect((await listFacts(ctx)).filter(({ stage }) => stage === 'sql')).toHaveLength(1);
    await says(reports('Open', writtenAt + minutes(20), { isSnapshot: true }));
    expect((await listHandoffs(ctx)).map(({ state }) => state).sort()).toEqual(['accepted', 'open']);
  });

  it('counts though we had written the same, where we have written something else since', async () => {
    const { ctx, says, writes, accept, undo } = await aWrittenCrm();
    await accept();
    await writes();
    const writtenAt = ctx.now().getTime() - at(0).getTime();
    ctx.clock.advance(20_000);
    await undo();
    await writes();
    ctx.clock.advance(minutes(5));
    await says(reports('Working', writtenAt + 1000));
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'open' });
    await says(reports('Working', writtenAt + 150_000));
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted' });
  });

  it('asks Slack only for the owners that it names', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId } = await aCrm(ctx);
    await changeConnection(ctx, connectionId, { owners: { '1': 'U1', '2': 'U2', '3': 'U3' } });
    const found: string[] = [];
    const find = async (userId: string) => {
      found.push(userId);
      return aPerson(userId, { email: 'two@corp.test' });
    };
    const request = { events: [reports('Open', 0, { ownerId: '2' })], faults: [], payload: '{}' };
    await takeEvents(ctx, vault, await getConnection(ctx, connectionId), request, { find });
    expect(found).toEqual(['U2']);
  });
});

describe('a mapping that was changed while it was applied', () => {
  it('goes no further', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId, says } = await aCrm(ctx);
    await says(reports('Warm', 0));
    const before = await getConnection(ctx, connectionId);
    await mapValues(ctx, connectionId, { warm: 'mql' });
    await applyMapping(ctx, { ...before, stages: { ...before.stages, warm: 'lead' } });
    expect((await listFacts(ctx)).map(({ stage }) => stage)).toEqual(['mql']);
  });
});

describe('an erased lead', () => {
  it('leaves no value that somebody wrote about it, and keeps those that mean a stage', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId, says } = await aCrm(ctx);
    ctx.clock.advance(minutes(1));
    await says(reports('Zelda wants a call', 0), reports('Open', 1));
    await eraseLead(ctx, 'L-1', 'request');
    const values = await ctx.db
      .select()
      .from(reportedValues)
      .where(eq(reportedValues.workspaceId, ctx.workspaceId));
    expect(values.map(({ value }) => value)).toEqual(['open']);
    const facts = async () => (await listFacts(ctx)).filter(({ origin }) => origin === connectionId);
    expect((await facts()).map(({ reported }) => reported).sort()).toEqual(['', 'Open']);
    await mapValues(ctx, connectionId, { open: 'lead' });
    expect((await facts()).map(({ stage }) => stage)).toContain('lead');
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });
});

describe('reading a CRM', () => {
  it('says nothing of requests that are refused, and keeps nothing of what was received once it is disconnected', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId } = await aCrm(ctx);
    const before = await getConnection(ctx, connectionId);
    const request = { events: [], faults: [] };
    await noteRefused(ctx, connectionId, 'The signature is wrong.');
    await takeEvents(ctx, vault, before, request, aDirectory());
    expect(await getConnection(ctx, connectionId)).toMatchObject({ refused: 1 });
    await disconnect(ctx, connectionId);
    await takeEvents(ctx, vault, before, { ...request, payload: '{"name":"Zelda"}' }, aDirectory());
    const [row] = await ctx.db
      .select({ lastPayload: connections.lastPayload, refused: connections.refused })
      .from(connections)
      .where(eq(connections.workspaceId, ctx.workspaceId));
    expect(row).toEqual({ lastPayload: null, refused: 0 });
  });

  it('ends with the access to it, even while it is being read', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId } = await aCrm(ctx);
    expect((await claimReading(ctx))?.connectionId).toBe(connectionId);
    await saveCredentials(ctx, vault, connectionId, null);
    await noteRead(ctx, connectionId, { next: ctx.now() });
    expect(await nextReading(ctx)).toBeUndefined();
  });

  it('goes on with the others where an answer cannot be understood, and says so', async () => {
    const ctx = await aWorkspace(database());
    const [broken, good] = [await aCrm(ctx, 'Broken'), await aCrm(ctx, 'Good')];
    ctx.clock.advance(minutes(1));
    const openCrm: OpenCrms = ({ connectionId }) => ({
      writer: { valuesFor: () => [], write: async () => {}, check: async () => [] },
      reader: {
        async read() {
          if (connectionId === broken.connectionId) throw new TypeError('results is not iterable');
          return { events: [reports('Open', 0)], faults: [], cursor: {}, hasMore: false };
        },
      },
    });
    const errors: unknown[] = [];
    const deps = { openCrm, vault, directory: aDirectory(), onRecorded() {} };
    await readCrms(ctx, { ...deps, onError: (error) => errors.push(error) });
    expect((await listFacts(ctx)).map(({ origin }) => origin)).toEqual([good.connectionId]);
    const { refusedWhy } = await getConnection(ctx, broken.connectionId);
    expect(refusedWhy).toContain('cannot be understood');
    expect(errors).toHaveLength(1);
  });
});

it('a message about a lead that has gone on under another id is not sent, and blames nobody', async () => {
  const ctx = await aWorkspace(database());
  await enqueueDeliveries(ctx, [
    { dedupeKey: 'added', kind: 'added', recipientId: 'U1', payload: { leadId: 'gone' } },
  ]);
  const [delivery] = await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 });
  expect(await renderDelivery(ctx, delivery as ClaimedDelivery)).toMatchObject({ kind: 'obsolete' });
});
