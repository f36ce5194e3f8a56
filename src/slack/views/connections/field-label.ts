import { say } from '../../../words/say.ts';

/** What a field of a connection holds, in words. */
const LABELS: Readonly<Record<string, () => string>> = {
  id: () => say('Id of the event'),
  leadId: () => say('Id of the lead'),
  stage: () => say('Stage'),
  occurredAt: () => say('When it happened'),
  name: () => say('Name'),
  company: () => say('Company'),
  title: () => say('Title'),
  email: () => say('E-mail'),
  phone: () => say('Phone'),
  score: () => say('Score'),
  source: () => say('Source'),
  campaign: () => say('Campaign'),
  url: () => say('Link to the lead'),
  ownerEmail: () => say('E-mail of the owner'),
  ownerId: () => say('Id of the owner in the CRM'),
  createdAt: () => say('When the lead was created'),
};

export function fieldLabel(name: string): string {
  return LABELS[name]?.() ?? name;
}
