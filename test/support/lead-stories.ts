import type { NewFact } from '../../src/leads/fact.ts';
import type { LeadFields, Stage } from '../../src/vocabulary.ts';
import { aContact, aStage } from './facts.ts';

/** What happened to one lead, told in instants: `aLeadStory('L-1').mql('2026-01-05T09:00Z').sql('2026-01-05T11:00Z').facts`. */
export interface LeadStory {
  readonly facts: NewFact[];
  lead(at: string): LeadStory;
  mql(at: string, lead?: LeadFields): LeadStory;
  sql(at: string, by?: string): LeadStory;
  rejected(at: string, reason?: string): LeadStory;
  recycled(at: string, reason?: string): LeadStory;
  enters(stage: Stage, at: string): LeadStory;
  contacted(at: string): LeadStory;
}

/** `lead` is what is known of it with each MQL. */
export function aLeadStory(leadId: string, lead: LeadFields = {}, facts: NewFact[] = []): LeadStory {
  const and = (fact: NewFact) => aLeadStory(leadId, lead, [...facts, fact]);
  const enters = (stage: Stage, at: string, options: Parameters<typeof aStage>[2] = {}) =>
    and(aStage(stage, new Date(at), { leadId, ...options }));
  return {
    facts,
    lead: (at) => enters('lead', at),
    mql: (at, more = {}) => enters('mql', at, { lead: { ...lead, ...more } }),
    sql: (at, by) => enters('sql', at, by === undefined ? {} : { actorId: by }),
    rejected: (at, reason) => enters('rejected', at, reason === undefined ? {} : { reason }),
    recycled: (at, reason) => enters('recycled', at, reason === undefined ? {} : { reason }),
    enters: (stage, at) => enters(stage, at),
    contacted: (at) => and(aContact(new Date(at), { leadId })),
  };
}
