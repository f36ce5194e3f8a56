import { assertNever } from '../errors.ts';
import { type Column, keyedTable, type ReportTable } from './keyed-table.ts';
import { leadsTable } from './leads-table.ts';
import { reasonsTable } from './reasons-table.ts';
import type { ReportAnswer } from './report.ts';
import { duration, money, number, percent, workingHours } from './sentences/words.ts';

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
      return keyedTable(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.cohort.mqls) },
        { title: 'accepted', text: (row) => number(row.cohort.accepted) },
        { title: 'cohort rate', text: (row) => percent(row.cohort.passRate) },
        { title: 'open', text: (row) => number(row.cohort.open) },
        { title: 'waste', text: (row) => number(row.cohort.waste) },
        { title: 'SQLs', text: (row) => number(row.flow.sqls) },
        { title: 'period rate', text: (row) => percent(row.flow.passRate) },
      ]);
    case 'velocity':
      return keyedTable(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.handoffs) },
        { title: 'decided', text: (row) => number(row.decided) },
        { title: 'median', text: (row) => duration(row.decisionHours.median) },
        { title: 'in working time', text: (row) => workingHours(row.workingHours.median) },
        { title: 'in time', text: (row) => number(row.withinSla) },
        { title: 'late', text: (row) => number(row.late) },
        { title: 'undecided', text: (row) => number(row.never) },
      ]);
    case 'cost':
      return keyedTable(answer.rows, [
        { title: 'spend', text: (row) => money(row.simple.spend, answer.currency) },
        { title: 'SQLs', text: (row) => number(row.simple.sqls) },
        { title: 'per SQL', text: (row) => money(row.simple.costPerSql, answer.currency) },
        { title: 'MQLs', text: (row) => number(row.simple.mqls) },
        { title: 'per MQL', text: (row) => money(row.simple.costPerMql, answer.currency) },
        { title: 'per SQL, advanced', text: (row) => money(row.advanced.costPerSql, answer.currency) },
      ]);
    case 'waste':
      return keyedTable(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.handoffs) },
        { title: 'waste', text: (row) => number(row.waste) },
        { title: 'share', text: (row) => percent(row.share) },
        { title: 'late', text: (row) => number(row.late) },
        { title: 'undecided', text: (row) => number(row.never) },
        ...excusedColumn(answer),
        { title: 'money', text: (row) => money(row.money, answer.currency) },
      ]);
    case 'reps':
      return keyedTable(
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
      return keyedTable(answer.rows, [
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
      return keyedTable(answer.rows, [
        { title: 'MQLs', text: (row) => number(row.actual) },
        { title: 'SQLs', text: (row) => number(row.sqls.actual) },
      ]);
    case 'summary':
      return undefined;
    default:
      return assertNever(answer);
  }
}

/** Only where something was excused. */
function excusedColumn({ excused }: { excused: number }): Column<{ excused: number }>[] {
  return excused > 0 ? [{ title: 'excused', text: (row) => number(row.excused) }] : [];
}
