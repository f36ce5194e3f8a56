import type { LeadFields } from '../../src/vocabulary.ts';

/** A lead as a CRM tells of it, with every field that a card shows. */
export function someLead(index: number): LeadFields {
  return {
    name: `Ada Park ${index}`,
    company: `Acme ${index}`,
    title: 'Head of Operations',
    email: `ada.${index}@acme.test`,
    phone: '+1 555 0100',
    score: index % 100,
    source: 'webform',
    campaign: 'spring',
    url: `https://crm.example.test/lead/${index}`,
  };
}
