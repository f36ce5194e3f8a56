import type { Leads, ListedLead } from './leads.ts';

/** Where a page begins: beside this lead, in the order of entering, lead and handoff. */
export interface LeadsCursor {
  towards: 'newer' | 'older';
  enteredAt: string;
  leadId: string;
  mqlAt: string;
}

export interface LeadsPage {
  size: number;
  /** Absent: the newest. */
  from?: LeadsCursor | undefined;
}

/** One page of a list that is all there, the newest first. */
export function pageOf(all: readonly ListedLead[], { size, from }: LeadsPage): Pick<Leads, 'leads' | 'page'> {
  const at = from
    ? all.findIndex((lead) => lead.leadId === from.leadId && lead.enteredAt === from.enteredAt)
    : -1;
  const start = at < 0 ? 0 : from?.towards === 'older' ? at + 1 : Math.max(0, at - size);
  const leads = all.slice(start, start + size);
  const cursor = (towards: LeadsCursor['towards'], lead: ListedLead | undefined): LeadsCursor | null =>
    lead
      ? { towards, enteredAt: lead.enteredAt, leadId: lead.leadId, mqlAt: lead.mqlAt ?? lead.enteredAt }
      : null;
  return {
    leads,
    page: {
      total: all.length,
      newer: start > 0 ? cursor('newer', leads.at(0)) : null,
      older: start + size < all.length ? cursor('older', leads.at(-1)) : null,
    },
  };
}
