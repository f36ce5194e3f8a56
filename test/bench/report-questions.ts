import type { Breakdown, ReportName } from '../../src/reports/report-request.ts';

/** A report asked of us, and the same question as one statement that Postgres and DuckDB both understand. */
export interface Question {
  what: string;
  request: { name: ReportName; period: string; by?: Breakdown };
  statement: (table: string, now: string) => string;
}

const SHAPES = [
  { label: 'one quarter', from: '2026-04-01', to: '2026-07-01' },
  { label: 'twelve quarters', from: '2023-10-01', to: '2026-10-01' },
  { label: 'one quarter by rep', from: '2026-04-01', to: '2026-07-01', by: 'rep' },
] as const;

const COUNTS = `count(*) as mqls, count(*) filter (where state = 'accepted') as accepted,
  count(*) filter (where state = 'rejected') as rejected, count(*) filter (where state = 'recycled') as recycled,
  count(*) filter (where state = 'withdrawn') as withdrawn, count(*) filter (where state = 'open') as open`;
const late = (now: string) => `count(*) filter (where decided_at > due_at and state <> 'withdrawn') as late,
  count(*) filter (where state = 'open' and due_at < ${now}) as never`;
const TIMES = ['calendar_seconds', 'working_seconds']
  .map(
    (column) => `avg(${column}) filter (where state <> 'withdrawn'),
      percentile_cont(0.5) within group (order by case when state <> 'withdrawn' then ${column} end),
      percentile_cont(0.9) within group (order by case when state <> 'withdrawn' then ${column} end)`,
  )
  .join(', ');

/** What each report must at least count to answer. */
const FIGURES: Partial<Record<ReportName, { figures: (now: string) => string; by?: string }>> = {
  'pass-rate': { figures: (now) => `${COUNTS}, ${late(now)}` },
  velocity: { figures: (now) => `${COUNTS}, ${late(now)}, ${TIMES}` },
  waste: { figures: (now) => `count(*), ${late(now)}` },
  reps: { figures: (now) => `${COUNTS}, ${late(now)}, ${TIMES}`, by: 'decided_by' },
  sources: { figures: (now) => `${COUNTS}, ${late(now)}`, by: 'source' },
  reasons: { figures: () => 'count(*)', by: 'reason' },
  goal: { figures: () => 'count(*)' },
  summary: { figures: (now) => `${COUNTS}, ${late(now)}, ${TIMES}` },
};

export function reportQuestions(workspaceId: string): Question[] {
  return Object.entries(FIGURES).flatMap(([name, { figures, by: ownKey }]) =>
    SHAPES.filter((shape) => !('by' in shape) || ['pass-rate', 'velocity', 'waste'].includes(name)).map(
      ({ label, from, to, ...rest }) => {
        const key = 'by' in rest ? 'decided_by' : ownKey;
        const group = key === undefined ? '' : ` group by ${key}`;
        return {
          what: `${name}, ${label}`,
          request: {
            name: name as ReportName,
            period: `${from}..${lastDayBefore(to)}`,
            ...('by' in rest ? { by: rest.by } : {}),
          },
          statement: (table: string, now: string) => `
            select ${key === undefined ? '' : `${key}, `}${figures(now)} from ${table}
            where workspace_id = '${workspaceId}' and state <> 'void'
              and opened_at >= '${from} 00:00:00' and opened_at < '${to} 00:00:00'${group}`,
        };
      },
    ),
  );
}

function lastDayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
