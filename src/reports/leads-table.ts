import { say } from '../words/say.ts';
import { stageName } from '../words/stage-name.ts';
import type { ReportTable } from './keyed-table.ts';
import type { LeadsAnswer } from './leads.ts';
import { formatInstant } from './sentences/dates.ts';

/** A row for each lead, with the instants that its list is about. */
export function leadsTable({ leads, period, list }: LeadsAnswer): ReportTable | undefined {
  if (leads.length === 0) return undefined;
  const when = (iso: string | null | undefined) => (iso ? formatInstant(iso, period.timeZone) : '');
  const instants = list ? [say('MQL'), say('due'), say('decided')] : [say('MQL'), say('SQL')];
  const about = [say('lead'), say('name'), say('company'), say('source'), say('rep')];
  const titles = [...about, ...instants, say('stage now')];
  return {
    columns: titles.map((title) => ({ title, isNumeric: false })),
    rows: leads.map((lead) => [
      lead.leadId,
      lead.name ?? '',
      lead.company ?? '',
      lead.source ?? '',
      lead.repName ?? lead.rep ?? '',
      ...(list ? [lead.mqlAt, lead.dueAt, lead.decidedAt] : [lead.mqlAt, lead.sqlAt]).map(when),
      lead.stage ? stageName(lead.stage) : '',
    ]),
  };
}
