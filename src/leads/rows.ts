import { getTableColumns } from 'drizzle-orm';
import { handoffs, leads } from '../db/schema.ts';
import type { FoldedLead } from './fold-lead.ts';

/** What the fold makes of a lead; that it was erased stays as it is. */
export type LeadRow = Omit<typeof leads.$inferSelect, 'erasedAt'>;

export const LEAD_COLUMNS = Object.keys(getTableColumns(leads)).filter(
  (name) => name !== 'erasedAt',
) as (keyof LeadRow)[];

/** What is written of a handoff; the database itself works out the rest. */
export const HANDOFF_COLUMNS = Object.entries(getTableColumns(handoffs))
  .filter(([, column]) => column.generated === undefined)
  .map(([name]) => name) as Exclude<keyof typeof handoffs.$inferSelect, 'calendarSeconds'>[];

export function leadRow(workspaceId: string, leadId: string, folded: FoldedLead): LeadRow {
  const { fields } = folded;
  return {
    workspaceId,
    leadId,
    stage: folded.stage,
    stageSince: folded.stageSince,
    name: fields.name ?? null,
    company: fields.company ?? null,
    title: fields.title ?? null,
    email: fields.email ?? null,
    phone: fields.phone ?? null,
    score: fields.score ?? null,
    source: fields.source ?? null,
    campaign: fields.campaign ?? null,
    ownerEmail: fields.ownerEmail ?? null,
    url: fields.url ?? null,
    attributes: fields.attributes ?? null,
    createdAt: fields.createdAt ? new Date(fields.createdAt) : null,
    firstLeadAt: folded.firstLeadAt,
    firstMqlAt: folded.firstMqlAt,
    sqlWithoutMqlAt: folded.sqlWithoutMqlAt,
    handoffs: folded.spells.length,
  };
}
