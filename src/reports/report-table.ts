import { assertNever } from '../errors.ts';
import { say } from '../words/say.ts';
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
        { title: say('MQLs'), text: (row) => number(row.cohort.mqls) },
        { title: say('accepted'), text: (row) => number(row.cohort.accepted) },
        { title: say('cohort rate'), text: (row) => percent(row.cohort.passRate) },
        { title: say('open'), text: (row) => number(row.cohort.open) },
        { title: say('waste'), text: (row) => number(row.cohort.waste) },
        { title: say('SQLs'), text: (row) => number(row.flow.sqls) },
        { title: say('period rate'), text: (row) => percent(row.flow.passRate) },
      ]);
    case 'velocity':
      return keyedTable(answer.rows, [
        { title: say('MQLs'), text: (row) => number(row.handoffs) },
        { title: say('decided'), text: (row) => number(row.decided) },
        { title: say('median'), text: (row) => duration(row.decisionHours.median) },
        { title: say('in working time'), text: (row) => workingHours(row.workingHours.median) },
        { title: say('in time'), text: (row) => number(row.withinSla) },
        { title: say('late'), text: (row) => number(row.late) },
        { title: say('undecided'), text: (row) => number(row.never) },
      ]);
    case 'cost':
      return keyedTable(answer.rows, [
        { title: say('spend'), text: (row) => money(row.simple.spend, answer.currency) },
        { title: say('SQLs'), text: (row) => number(row.simple.sqls) },
        { title: say('per SQL'), text: (row) => money(row.simple.costPerSql, answer.currency) },
        { title: say('MQLs'), text: (row) => number(row.simple.mqls) },
        { title: say('per MQL'), text: (row) => money(row.simple.costPerMql, answer.currency) },
        { title: say('per SQL, advanced'), text: (row) => money(row.advanced.costPerSql, answer.currency) },
      ]);
    case 'waste':
      return keyedTable(answer.rows, [
        { title: say('MQLs'), text: (row) => number(row.handoffs) },
        { title: say('waste'), text: (row) => number(row.waste) },
        { title: say('share'), text: (row) => percent(row.share) },
        { title: say('late'), text: (row) => number(row.late) },
        { title: say('undecided'), text: (row) => number(row.never) },
        ...excusedColumn(answer),
        { title: say('money'), text: (row) => money(row.money, answer.currency) },
      ]);
    case 'reps':
      return keyedTable(
        answer.rows.map((row) => ({ ...row, key: row.name ?? row.key })),
        [
          { title: say('MQLs'), text: (row) => number(row.mqls) },
          { title: say('accepted'), text: (row) => number(row.accepted) },
          { title: say('rate'), text: (row) => percent(row.passRate) },
          { title: say('open'), text: (row) => number(row.open) },
          { title: say('median'), text: (row) => duration(row.medianDecisionHours) },
          { title: say('late'), text: (row) => number(row.late) },
          { title: say('undecided'), text: (row) => number(row.never) },
          ...excusedColumn(answer),
        ],
      );
    case 'sources':
      return keyedTable(answer.rows, [
        { title: say('MQLs'), text: (row) => number(row.cohort.mqls) },
        { title: say('accepted'), text: (row) => number(row.cohort.accepted) },
        { title: say('cohort rate'), text: (row) => percent(row.cohort.passRate) },
        { title: say('SQLs'), text: (row) => number(row.flow.sqls) },
        { title: say('waste'), text: (row) => number(row.waste.waste) },
        { title: say('per SQL'), text: (row) => money(row.cost?.costPerSql ?? null, answer.currency) },
      ]);
    case 'reasons':
      return reasonsTable(answer);
    case 'leads':
      return leadsTable(answer);
    case 'goal':
      return keyedTable(answer.rows, [
        { title: say('MQLs'), text: (row) => number(row.actual) },
        { title: say('SQLs'), text: (row) => number(row.sqls.actual) },
      ]);
    case 'summary':
      return undefined;
    default:
      return assertNever(answer);
  }
}

/** Only where something was excused. */
function excusedColumn({ excused }: { excused: number }): Column<{ excused: number }>[] {
  return excused > 0 ? [{ title: say('excused'), text: (row) => number(row.excused) }] : [];
}
