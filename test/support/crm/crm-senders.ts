import type { CrmSystem } from '../../../src/vocabulary.ts';
import type { CrmSender } from './crm-sender.ts';
import { hubspotSender } from './hubspot-sender.ts';
import { marketoSender } from './marketo-sender.ts';
import { mauticSender } from './mautic-sender.ts';
import { pipedriveSender } from './pipedrive-sender.ts';
import { salesforceSender } from './salesforce-sender.ts';
import { segmentSender } from './segment-sender.ts';
import { twentySender } from './twenty-sender.ts';

export const CRM_SENDERS: Readonly<Record<Exclude<CrmSystem, 'custom'>, CrmSender>> = {
  hubspot: hubspotSender,
  salesforce: salesforceSender,
  pipedrive: pipedriveSender,
  mautic: mauticSender,
  marketo: marketoSender,
  segment: segmentSender,
  twenty: twentySender,
};
