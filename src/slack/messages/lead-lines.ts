import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import type { Reader } from './reader.ts';
import { link, text, user } from './rich-text.ts';
import { oneLine } from './text.ts';

type Line = types.RichTextElement[];

export type AboutLead = Pick<
  LeadCard,
  'leadId' | 'title' | 'company' | 'email' | 'phone' | 'source' | 'campaign' | 'score' | 'url'
>;

/** Who a lead is and how to reach them, a line each. */
export function leadLines(lead: AboutLead): Line[] {
  const lines: Line[] = [];
  const said = (words: string | null, max: number) => oneLine(words ?? '', max);
  const title = [said(lead.title, 200), said(lead.company, 200)].filter(Boolean);
  if (title.length > 0) lines.push([text(title.join(' at '))]);
  const email = said(lead.email, 200);
  if (email) lines.push([text('E-mail '), link(`mailto:${email}`, email)]);
  const phone = said(lead.phone, 60);
  if (phone) lines.push([text('Phone '), link(`tel:${phone.replace(/[^\d+]/g, '')}`, phone)]);
  const source = said(lead.source, 100);
  const campaign = said(lead.campaign, 100);
  const origin = [
    source && `Source ${source}`,
    campaign && `campaign ${campaign}`,
    lead.score !== null && `score ${lead.score}`,
  ].filter(Boolean);
  if (origin.length > 0) lines.push([text(origin.join(' · '))]);
  if (lead.url) lines.push([link(lead.url.trim(), urlLabel(lead.url, lead.leadId))]);
  return lines.length > 0
    ? lines
    : [[text(`Lead ${oneLine(lead.leadId, 200)}: nothing else is known of it.`)]];
}

/** Who typed it in, and what they had to say. Names of reps are for people. */
export function addedLines({ added }: Pick<LeadCard, 'added'>, { namesReps }: Reader): Line[] {
  if (!added) return [];
  const by = added.by && namesReps ? [text('✍️ Added by '), user(added.by)] : [text('✍️ Added by hand')];
  const note = oneLine(added.note ?? '', 1000);
  return [[...by, ...(note ? [text(`: “${note}”`)] : [])]];
}

/** The address of a lead is its page in the CRM, or the message that it was made from. */
function urlLabel(url: string, leadId: string): string {
  const host = URL.canParse(url.trim()) ? new URL(url.trim()).hostname : '';
  return host === 'slack.com' || host.endsWith('.slack.com')
    ? 'Open the message in Slack'
    : `Open ${oneLine(leadId, 60)} in the CRM`;
}
