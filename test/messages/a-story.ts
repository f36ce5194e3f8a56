import type { LeadCard } from '../../src/leads/lead-card.ts';
import type { LeadStory, StoryEntry } from '../../src/leads/lead-story.ts';
import { aStage, at, minutes, recorded } from '../support/facts.ts';
import { aCard } from './a-card.ts';

/** A lead that went from one rep to another, was decided, corrected and excused. `words`: what people wrote. */
export function aStory({
  words = 'knows them',
  card = aCard(),
}: {
  words?: string;
  card?: LeadCard;
} = {}): LeadStory {
  const by = 'U0BOSS';
  const mql = aStage('mql', at(0), { reported: words === 'knows them' ? 'Hot lead' : words, origin: 'crm' });
  const sql = aStage('sql', at(minutes(90)), { origin: 'slack', actorId: 'U0REP' });
  const entries: StoryEntry[] = [
    { kind: 'fact', at: at(0), fact: recorded(mql, { recordedAt: at(minutes(30)) }), reasonLabel: undefined },
    { kind: 'turn', at: at(0), turn: 1, routedTo: 'rotation', holderId: 'U0OLD', why: words, by: null },
    message('card', 'U0OLD', 'settled', null),
    message('reminder', 'U0OLD', 'cancelled', 'snoozed'),
    message('breach', 'C0POOL', 'failed', words),
    { kind: 'turn-end', at: at(minutes(60)), holderId: 'U0OLD', ended: 'given', by, why: words },
    { kind: 'turn', at: at(minutes(60)), turn: 2, routedTo: 'person', holderId: 'U0REP', why: words, by },
    { kind: 'turn', at: at(minutes(61)), turn: 3, routedTo: 'pool', holderId: null, why: '', by: null },
    audit('lead stayed', null, { why: words }),
    audit('lead snoozed', 'U0REP', { until: at(minutes(80)).toISOString() }),
    { kind: 'fact', at: at(minutes(90)), fact: recorded(sql), reasonLabel: undefined },
    {
      kind: 'fact',
      at: at(minutes(95)),
      fact: recorded({
        ...{ kind: 'excused', origin: 'slack', eventId: 'e', leadId: 'L-77', occurredAt: at(minutes(95)) },
        ...{ actorId: by, about: mql, reason: words },
      }),
      reasonLabel: undefined,
    },
    audit('decision corrected', by, { was: 'accepted', to: 'rejected', why: words }),
  ];
  return { card, leadId: card.leadId, lead: aLead(card), progress: undefined, mayMove: false, entries };
}

/** The lead of a card, as it is stored. */
function aLead({ leadId, name, company, title, email, phone, score, source, campaign, url }: LeadCard) {
  return {
    ...{ workspaceId: 'T1', leadId, name, company, title, email, phone, score, source, campaign, url },
    ...{ stage: 'mql' as const, stageSince: at(0), ownerEmail: null, attributes: null, createdAt: null },
    ...{ firstLeadAt: null, firstMqlAt: at(0), sqlWithoutMqlAt: null, handoffs: 1, erasedAt: null },
  };
}

function message(
  kind: 'card' | 'reminder' | 'breach',
  recipientId: string,
  state: 'settled' | 'cancelled' | 'failed',
  lastError: string | null,
): StoryEntry {
  return { kind: 'message', at: at(minutes(1)), message: { kind, recipientId, state, lastError } };
}

function audit(action: string, by: string | null, detail: Record<string, unknown>): StoryEntry {
  return { kind: 'audit', at: at(minutes(99)), action, by, detail };
}
