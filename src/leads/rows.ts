import { getTableColumns } from 'drizzle-orm';
import { handoffs, leads } from '../db/schema.ts';
import type { FoldedLead } from './fold-lead.ts';

type LeadRow = typeof leads.$inferSelect;

export const LEAD_COLUMNS = Object.keys(getTableColumns(leads)) as (keyof LeadRow)[];
export const HANDOFF_COLUMNS = Object.keys(
  getTableColumns(handoffs),
) as (keyof typeof handoffs.$inferSelect)[];

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
    createdAt: fields.createdAt ? new Date(fields.createdAt) : null,
    firstLeadAt: folded.firstLeadAt,
    firstMqlAt: folded.firstMqlAt,
    sqlWithoutMqlAt: folded.sqlWithoutMqlAt,
  };
}
