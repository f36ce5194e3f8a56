import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { say } from '../../words/say.ts';
import type { Reader } from './reader.ts';
import { line, link, text, user } from './rich-text.ts';
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
  const title = said(lead.title, 200);
  const company = said(lead.company, 200);
  if (title && company) lines.push(line('{title} at {company}', { title, company }));
  else if (title || company) lines.push([text(title || company)]);
  const email = said(lead.email, 200);
  if (email) lines.push(line('E-mail {email}', { email: link(`mailto:${email}`, email) }));
  const phone = said(lead.phone, 60);
  if (phone) lines.push(line('Phone {phone}', { phone: link(`tel:${phone.replace(/[^\d+]/g, '')}`, phone) }));
  const source = said(lead.source, 100);
  const campaign = said(lead.campaign, 100);
  const origin = [
    source && say('Source {source}', { source }),
    campaign && say('campaign {campaign}', { campaign }),
    lead.score !== null && say('score {score}', { score: lead.score }),
  ].filter(Boolean);
  if (origin.length > 0) lines.push([text(origin.join(' · '))]);
  if (lead.url) lines.push([link(lead.url.trim(), urlLabel(lead.url, lead.leadId))]);
  return lines.length > 0
    ? lines
    : [line('Lead {id}: nothing else is known of it.', { id: oneLine(lead.leadId, 200) })];
}

/** Who typed it in, and what they had to say. Names of reps are for people. */
export function addedLines({ added }: Pick<LeadCard, 'added'>, { namesReps }: Reader): Line[] {
  if (!added) return [];
  const by =
    added.by && namesReps ? line('✍️ Added by {who}', { who: user(added.by) }) : line('✍️ Added by hand');
  const note = oneLine(added.note ?? '', 1000);
  return [note ? line('{added}: “{note}”', { added: by, note }) : by];
}

/** The address of a lead is its page in the CRM, or the message that it was made from. */
function urlLabel(url: string, leadId: string): string {
  const host = URL.canParse(url.trim()) ? new URL(url.trim()).hostname : '';
  return host === 'slack.com' || host.endsWith('.slack.com')
    ? say('Open the message in Slack')
    : say('Open {lead} in the CRM', { lead: oneLine(leadId, 60) });
}
