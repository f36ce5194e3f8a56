import { assertNever } from '../errors.ts';
import type { LeadsAnswer } from './leads.ts';
import { isByKey, type ReasonsAnswer } from './reasons.ts';
import type { ReportAnswer } from './report.ts';
import { reasonText } from './sentences/reasons-sentences.ts';
import { duration, formatInstant, money, number, percent, workingHours } from './sentences/words.ts';

interface ReportColumn {
  title: string;
  isNumeric: boolean;
}

/** The rows of an answer as texts, for a reader of a terminal or of Slack. */
export interface ReportTable {
  columns: ReportColumn[];
  rows: string[][];
}

interface Column<Row> {
  title: string;
  text: (row: Row) => string;
  isText?: true;
}

/** Undefined where the answer has no rows. */
export function reportTable(answer: ReportAnswer): ReportTable | undefined {
  const table = tableOf(answer);
  const { repNames } = answer;
  if (!table || !repNames) return table;
  const rows = table.rows.map(([key = '', ...figures]) => [repNames[key] ?? key, ...figures]);
  return { ...table, rows };
}

function tableOf(answer: ReportAnswer): ReportTable | undefined {
  switch (answer.report) {
    case 'pass-rate':
      return keyed(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.cohort.mqls) },
        { title: 'accepted', text: (row) => number(row.cohort.accepted) },
        { title: 'cohort rate', text: (row) => percent(row.cohort.passRate) },
        { title: 'open', text: (row) => number(row.cohort.open) },
        { title: 'waste', text: (row) => number(row.cohort.waste) },
        { title: 'SQLs', text: (row) => number(row.flow.sqls) },
        { title: 'period rate', text: (row) => percent(row.flow.passRate) },
      ]);
    case 'velocity':
      return keyed(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.handoffs) },
        { title: 'decided', text: (row) => number(row.decided) },
        { title: 'median', text: (row) => duration(row.decisionHours.median) },
        { title: 'in working time', text: (row) => workingHours(row.workingHours.median) },
        { title: 'in time', text: (row) => number(row.withinSla) },
        { title: 'late', text: (row) => number(row.late) },
        { title: 'undecided', text: (row) => number(row.never) },
      ]);
    case 'cost':
      return keyed(answer.rows, [
        { title: 'spend', text: (row) => money(row.simple.spend, answer.currency) },
        { title: 'SQLs', text: (row) => number(row.simple.sqls) },
        { title: 'per SQL', text: (row) => money(row.simple.costPerSql, answer.currency) },
        { title: 'MQLs', text: (row) => number(row.simple.mqls) },
        { title: 'per MQL', text: (row) => money(row.simple.costPerMql, answer.currency) },
        { title: 'per SQL, advanced', text: (row) => money(row.advanced.costPerSql, answer.currency) },
      ]);
    case 'waste':
      return keyed(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.handoffs) },
        { title: 'waste', text: (row) => number(row.waste) },
        { title: 'share', text: (row) => percent(row.share) },
        { title: 'late', text: (row) => number(row.late) },
        { title: 'undecided', text: (row) => number(row.never) },
        ...excusedColumn(answer),
        { title: 'money', text: (row) => money(row.money, answer.currency) },
      ]);
    case 'reps':
      return keyed(
        answer.rows.map((row) => ({ ...row, key: row.name ?? row.key })),
        [
          { title: 'MQLs', text: (row) => number(row.mqls) },
          { title: 'accepted', text: (row) => number(row.accepted) },
          { title: 'rate', text: (row) => percent(row.passRate) },
          { title: 'open', text: (row) => number(row.open) },
          { title: 'median', text: (row) => duration(row.medianDecisionHours) },
          { title: 'late', text: (row) => number(row.late) },
          { title: 'undecided', text: (row) => number(row.never) },
          ...excusedColumn(answer),
        ],
      );
    case 'sources':
      return keyed(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.cohort.mqls) },
        { title: 'accepted', text: (row) => number(row.cohort.accepted) },
        { title: 'cohort rate', text: (row) => percent(row.cohort.passRate) },
        { title: 'SQLs', text: (row) => number(row.flow.sqls) },
        { title: 'waste', text: (row) => number(row.waste.waste) },
        { title: 'per SQL', text: (row) => money(row.cost?.costPerSql ?? null, answer.currency) },
      ]);
    case 'reasons':
      return reasonsTable(answer);
    case 'leads':
      return leadsTable(answer);
    case 'goal':
      return keyed(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.actual) },
        { title: 'SQLs', text: (row) => number(row.sqls.actual) },
      ]);
    case 'summary':
      return undefined;
    default:
      return assertNever(answer);
  }
}

function reasonsTable({ rows }: ReasonsAnswer): ReportTable | undefined {
  if (isByKey(rows)) {
    return keyed(rows, [
      { title: 'turned down', text: (row) => number(row.count) },
      { title: 'MQLs', text: (row) => number(row.mqls) },
      { title: 'share', text: (row) => percent(row.turnedDownShare) },
      { title: 'mostly', text: (row) => row.reasons.map(reasonText).join(', '), isText: true },
    ]);
  }
  return keyed(
    rows.map((row) => ({ ...row, key: row.label ?? row.key })),
    [
      { title: 'MQLs', text: (row) => number(row.count) },
      { title: 'share', text: (row) => percent(row.share) },
    ],
  );
}

/** Only where something was excused. */
function excusedColumn({ excused }: { excused: number }): Column<{ excused: number }>[] {
  return excused > 0 ? [{ title: 'excused', text: (row) => number(row.excused) }] : [];
}

/** A first column with what the row is about, and a numeric one for each figure. */
function keyed<Row extends { key: string | null }>(
  rows: readonly Row[] | undefined,
  columns: readonly Column<Row>[],
): ReportTable | undefined {
  if (!rows || rows.length === 0) return undefined;
  return {
    columns: [
      { title: '', isNumeric: false },
      ...columns.map(({ title, isText }) => ({ title, isNumeric: !isText })),
    ],
    rows: rows.map((row) => [row.key ?? '(none)', ...columns.map(({ text }) => text(row))]),
  };
}

function leadsTable({ leads, period, list }: LeadsAnswer): ReportTable | undefined {
  if (leads.length === 0) return undefined;
  const when = (iso: string | null | undefined) => (iso ? formatInstant(iso, period.timeZone) : '');
  const instants = list ? ['MQL', 'due', 'decided'] : ['MQL', 'SQL'];
  const titles = ['lead', 'name', 'company', 'source', 'rep', ...instants, 'stage now'];
  return {
    columns: titles.map((title) => ({ title, isNumeric: false })),
    rows: leads.map((lead) => [
      lead.leadId,
      lead.name ?? '',
      lead.company ?? '',
      lead.source ?? '',
      lead.repName ?? lead.rep ?? '',
      ...(list ? [lead.mqlAt, lead.dueAt, lead.decidedAt] : [lead.mqlAt, lead.sqlAt]).map(when),
      lead.stage ?? '',
    ]),
  };
}
