import { expect, it } from 'vitest';
import { getConnection } from '../../../src/connections/connection.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import type { CrmEvent } from '../../../src/connections/crm-event.ts';
import { startHandingOver } from '../../../src/connections/handing-over.ts';
import { listReportedValues, mapValues } from '../../../src/connections/map-values.ts';
import { takeEvents } from '../../../src/connections/take-events.ts';
import { verifyLedger } from '../../../src/leads/verify-ledger.ts';
import { vault } from '../../support/connections.ts';
import { forServerDatabase } from '../../support/databases.ts';
import { aDirectory } from '../../support/directory.ts';
import { at } from '../../support/facts.ts';
import { aWorkspace, listHandoffs } from '../../support/workspaces.ts';

const LEADS = 40;

await forServerDatabase('what a connection receives', (database) => {
  it('while its values are mapped and it begins to hand over is all read and handed over', async () => {
    const ctx = await aWorkspace(database());
    const { connectionId } = (await createConnection(ctx, vault, { system: 'custom', name: 'CRM' }))
      .connection;
    const events = Array.from(
      { length: LEADS },
      (_, index): CrmEvent => ({
        ...{
          kind: 'reported',
          eventId: `e${index}`,
          leadId: `L-${index}`,
          value: 'Hot',
          occurredAt: at(index),
        },
        lead: { name: `Lead ${index}` },
      }),
    );
    ctx.clock.advance(60_000);
    const take = async (...some: CrmEvent[]) => {
      const connection = await getConnection(ctx, connectionId);
      const request = { events: some, faults: [], payload: '{}' };
      return takeEvents(ctx, vault, connection, request, aDirectory());
    };
    const merge: CrmEvent = {
      kind: 'merged',
      eventId: 'm',
      leadId: 'L-1',
      into: 'L-0',
      occurredAt: at(LEADS),
    };
    const requests = events.flatMap((event) => [take(event), take(event)]);
    const changes = [
      mapValues(ctx, connectionId, { hot: 'mql' }),
      mapValues(ctx, connectionId, { cold: '-' }),
      startHandingOver(ctx, { connectionId, older: false }),
      startHandingOver(ctx, { connectionId, older: false }),
      take(merge),
      take(merge),
    ];
    await Promise.all([...requests, ...changes]);
    await startHandingOver(ctx, { connectionId, older: false });
    const handoffs = await listHandoffs(ctx);
    expect(handoffs.map(({ leadId }) => leadId).sort()).toEqual(
      events
        .map(({ leadId }) => leadId)
        .filter((leadId) => leadId !== 'L-1')
        .sort(),
    );
    expect(handoffs.filter(({ alerting }) => !alerting)).toEqual([]);
    expect(await listReportedValues(ctx, await getConnection(ctx, connectionId))).toMatchObject([
      { value: 'hot', seen: LEADS, meaning: 'mql' },
    ]);
    expect(await verifyLedger(ctx)).toMatchObject({ differences: 0 });
  });
});
