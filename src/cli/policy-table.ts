import type { ReportTable } from '../reports/keyed-table.ts';
import { type PolicyClock, writePolicy } from '../sla/policy-text.ts';
import type { PolicyRow } from '../team/policy-list.ts';
import { alignedTable } from './report-text.ts';

const CLOCKS = {
  team: 'team’s hours',
  holder: 'holder’s hours',
  wall: 'around the clock',
} as const satisfies Record<PolicyClock, string>;

/** The policies in order, for a person at a terminal. */
export function policyTable(rows: readonly PolicyRow[]): string {
  const columns: ReportTable['columns'] = [
    { title: '#', isNumeric: true },
    ...['Policy', 'Leads', 'Decide within', 'Clock', 'Remind', 'Contact within', 'At the deadline'].map(
      (title) => ({ title, isNumeric: false }),
    ),
  ];
  const lines = rows.map((row, index) => {
    const { name, when, decideWithin, clock, remind, contactWithin, chain, atMost } = writePolicy(row, row);
    const handsOn = row.chain.at(-1)?.kind === 'reassign';
    const what =
      chain.length === 0 ? 'nothing' : `${chain.join(', ')}${handsOn ? ` (at most ${atMost}×)` : ''}`;
    const promise = [decideWithin, CLOCKS[clock], remind || 'never', contactWithin ?? 'not promised'];
    return [
      String(index + 1),
      name,
      when || (index === 0 ? 'every lead' : 'every other lead'),
      ...promise,
      what,
    ];
  });
  return alignedTable({ columns, rows: lines });
}
