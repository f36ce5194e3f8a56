import { describe, expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { REPORT_NAMES } from '../../../src/reports/report-request.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

await forEachDatabase('reports', (database) => {
  it('answer', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A', { source: 'web' })
        .lead('2025-12-01T00:00Z')
        .mql('2026-01-05T09:00Z')
        .sql('2026-01-05T11:00Z').facts,
      ...aLeadStory('B', { source: 'ads', ownerEmail: 'x@y.test' })
        .mql('2026-01-05T09:00Z')
        .rejected('2026-01-09T11:00Z', 'no_fit').facts,
      ...aLeadStory('C').mql('2026-01-05T09:00Z').facts,
      ...aLeadStory('D').sql('2026-02-05T09:00Z').facts,
    ]);
    for (const name of REPORT_NAMES) {
      const answer = await runReport(ctx, { name, period: '2026-q1' });
      const asOf = await runReport(ctx, { name, period: '2026-q1', asOf: '2026-03-31', by: 'source' });
      console.log(JSON.stringify(answer), '\n', JSON.stringify(asOf));
    }
    for (const stage of ['lead', 'mql', 'sql', 'rejected'] as const)
      console.log(
        JSON.stringify(await runReport(ctx, { name: 'leads', stage, period: '2025-07-01..2026-03-31' })),
      );
    console.log(
      JSON.stringify(
        await runReport(ctx, {
          name: 'velocity',
          by: 'rep',
          period: '2025-07-01..2026-03-31',
          sla: { promise: '1d', hours: 'Mon-Fri 9-18' },
        }),
      ),
    );
  });
});
