import type { Stage } from '../vocabulary.ts';
import { countLeadLines, leadLines } from './lead-lines.ts';
import { type LeadsCursor, type LeadsPage, pageOf } from './leads-page.ts';
import type { ReportHeader } from './report-header.ts';
import type { LeadList } from './report-request.ts';
import type { ReportScope } from './report-scope.ts';
import { stageEntries } from './stage-entries.ts';

export interface LeadLine {
  leadId: string;
  name: string | null;
  company: string | null;
  /** As it was when the handoff opened. */
  source: string | null;
  /** Who decided, else who holds it: a Slack user id, or the owner's address as the CRM gave it. */
  rep: string | null;
  repName: string | null;
  mqlAt: string | null;
  sqlAt: string | null;
  /** Where the lead stands now, or stood at the cut. */
  stage: Stage | null;
  /** In lists of open and of wasted leads: by when a decision was promised, and when it came. */
  dueAt?: string;
  decidedAt?: string | null;
}

export type ListedLead = LeadLine & { enteredAt: string };

export interface Leads {
  /** The stage whose entries are listed; `mql` for open and wasted leads. */
  entered: Stage;
  list?: LeadList;
  leads: ListedLead[];
  /** With a page: how many there are in all, and what to ask for next. */
  page?: { total: number; newer: LeadsCursor | null; older: LeadsCursor | null };
}

export type LeadsAnswer = ReportHeader<'leads'> & Leads;

/**
 * The handoffs accepted in the period, or the entries into another stage, in the order of entering; or the handoffs
 * that are open, or were not decided in time. One page of them, where that is asked for, has the newest first.
 */
export async function leads(scope: ReportScope): Promise<Leads> {
  const { list, page } = scope;
  const entered = list ? 'mql' : (scope.stage ?? 'sql');
  const about = { entered, ...(list ? { list } : {}) };
  if (entered !== 'sql' && entered !== 'mql') {
    const entries = await stageEntries(scope, entered);
    return page ? { ...about, ...pageOf(entries.toReversed(), page) } : { ...about, leads: entries };
  }
  return { ...about, ...(page ? await onePage(scope, page) : { leads: await leadLines(scope) }) };
}

async function onePage(scope: ReportScope, page: LeadsPage): Promise<Pick<Leads, 'leads' | 'page'>> {
  const total = await countLeadLines(scope);
  const beyond = page.size + 1;
  const { from } = page;
  if (from?.towards === 'newer') {
    const found = await leadLines(scope, { newest: false, limit: beyond, beyond: from });
    // Near the beginning the first page is shown whole.
    if (found.length > page.size) {
      const shown = found.slice(0, page.size).toReversed();
      return pageFrom(shown, total, { newer: true, older: true });
    }
  }
  const older = from?.towards === 'older' ? from : undefined;
  const found = await leadLines(scope, { newest: true, limit: beyond, beyond: older });
  return pageFrom(found.slice(0, page.size), total, {
    newer: older !== undefined,
    older: found.length > page.size,
  });
}

function pageFrom(
  leads: ListedLead[],
  total: number,
  more: { newer: boolean; older: boolean },
): Pick<Leads, 'leads' | 'page'> {
  const first = leads.at(0);
  const last = leads.at(-1);
  return {
    leads,
    page: {
      total,
      newer: more.newer && first ? cursorAt(first, 'newer') : null,
      older: more.older && last ? cursorAt(last, 'older') : null,
    },
  };
}

function cursorAt({ enteredAt, leadId, mqlAt }: ListedLead, towards: LeadsCursor['towards']): LeadsCursor {
  return { towards, enteredAt, leadId, mqlAt: mqlAt ?? enteredAt };
}
