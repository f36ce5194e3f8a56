import type { ReportTable } from './keyed-table.ts';
import type { LeadsAnswer } from './leads.ts';
import { formatInstant } from './sentences/words.ts';

/** A row for each lead, with the instants that its list is about. */
export function leadsTable({ leads, period, list }: LeadsAnswer): ReportTable | undefined {
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
